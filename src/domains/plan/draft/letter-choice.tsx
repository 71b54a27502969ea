import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { SelectField } from '#platform/ui/form.js';
import { Section } from '#platform/ui/parts.js';
import type { Guideline } from '../guideline.types.js';
import type { LetterChoice } from './area-map.rules.js';
import { draftText } from './draft.messages.js';

/** Name of the input of a letter. */
export function inputOf({ part, code }: Pick<LetterChoice, 'part' | 'code'>): string {
  return `${part === 'area' ? 'macroarea' : 'punto'}-${code}`;
}

/** For each area and key point in use, which one of the other guideline takes its place. */
export function LetterChoices(props: {
  ctx: PageCtx;
  after: Guideline;
  choices: readonly LetterChoice[];
  form: FormState;
}): VNode | null {
  const { ctx, after, choices, form } = props;
  const t = draftText(ctx.lang);
  if (choices.length === 0) return null;
  const offered = (part: LetterChoice['part']) =>
    (part === 'area' ? after.policyAreas : after.policyAreas.flatMap((area) => area.keyPoints)).map(
      ({ code, name }) => ({ value: code, label: `${code} · ${name[ctx.lang]}` }),
    );
  return (
    <Section id="lettere" title={t('plan.draft.letters')} lead={t('plan.draft.letters-lead')}>
      {(['area', 'keyPoint'] as const).map((part) => {
        const own = choices.filter((one) => one.part === part);
        if (own.length === 0) return null;
        if (offered(part).length === 0)
          return <p key={part}>{t('plan.draft.letters-none', { part, count: own.length })}</p>;
        return own.map((one) => {
          const name = inputOf(one);
          const values = { ...form.values, [name]: form.values[name] ?? one.proposed ?? '' };
          return (
            <SelectField
              key={name}
              ctx={ctx}
              form={{ ...form, values }}
              name={name}
              label={`${one.code} · ${one.name[ctx.lang]}`}
              help={t('plan.draft.letters-uses', { uses: one.uses })}
              empty={t(`plan.draft.letters-empty.${part}`)}
              choices={offered(part)}
              optional
            />
          );
        });
      })}
    </Section>
  );
}
