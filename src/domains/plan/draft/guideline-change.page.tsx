import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm, Form } from '#platform/ui/form.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { GuidelineHead } from '../guideline.sql.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import type { GuidelineMove } from './draft.actions.js';
import { draftText } from './draft.messages.js';
import { LetterChoices } from './letter-choice.js';

export interface GuidelineChangeProps {
  ctx: PageCtx;
  plan: Plan;
  heads: readonly GuidelineHead[];
  move: GuidelineMove;
  form: FormState;
}

/** What a draft finds if it follows another edition of its guideline, or another guideline; and the step to it. */
export function GuidelineChangePage(props: GuidelineChangeProps): VNode {
  const { ctx, plan, heads, move, form } = props;
  const t = draftText(ctx.lang);
  const path = inPlan(ctx, plan, '/linee-di-indirizzo');
  const isSame = move.code === plan.guidelineCode && move.sha256 === plan.guidelineSha256;
  return (
    <Shell
      ctx={ctx}
      title={t('plan.draft.guideline')}
      lead={t('plan.draft.guideline-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: planText(ctx.lang)('plan.edit-plan'), href: inPlan(ctx, plan, '/modifica') },
        { label: t('plan.draft.guideline') },
      )}
    >
      <FilterForm
        lang={ctx.lang}
        action={path}
        label={t('plan.draft.compare')}
        submit={t('plan.draft.compare-submit')}
      >
        <FilterSelect
          name="con"
          label={t('plan.draft.compare')}
          value={move.code}
          choices={heads.map(({ code, guideline }) => ({
            value: code,
            label: `${guideline.period.from}-${guideline.period.to}, ${guideline.region[ctx.lang]}`,
          }))}
        />
      </FilterForm>
      {isSame ? (
        <EmptyState title={t('plan.draft.same')} text={t('plan.draft.same-text')} />
      ) : (
        <>
          <Section id="che-cosa-cambia" title={t('plan.draft.changes')}>
            {move.changes.length === 0 ? (
              <p>{t('plan.draft.equal')}</p>
            ) : (
              <>
                <p>{t('plan.draft.changes-lead')}</p>
                <ChangeTable {...props} />
              </>
            )}
          </Section>
          <Form
            ctx={ctx}
            action={path}
            form={form}
            submit={t('plan.draft.follow')}
            cancel={inPlan(ctx, plan, '/modifica')}
          >
            <LetterChoices ctx={ctx} after={move.after} choices={move.choices} form={form} />
            <input type="hidden" name="guidelineCode" value={move.code} />
            <input type="hidden" name="sha256" value={move.sha256} />
          </Form>
        </>
      )}
    </Shell>
  );
}

function ChangeTable({ ctx, move }: GuidelineChangeProps): VNode {
  const t = draftText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('plan.draft.changes')}
      captionHidden
      rows={move.changes}
      rowKey={({ part, code }) => `${part} ${code}`}
      columns={[
        {
          key: 'name',
          label: t('plan.draft.name'),
          heads: true,
          cell: ({ part, code, name, formerName }) => (
            <>
              {part.endsWith('Field') ? name[ctx.lang] : `${code} ${name[ctx.lang]}`}
              {formerName ? (
                <p class="trama-muted">{t('plan.draft.was', { name: formerName[ctx.lang] })}</p>
              ) : null}
            </>
          ),
        },
        { key: 'part', label: t('plan.draft.part'), cell: ({ part }) => t(`plan.draft.part.${part}`) },
        { key: 'kind', label: t('plan.draft.kind'), cell: ({ kind }) => t(`plan.draft.kind.${kind}`) },
        {
          key: 'uses',
          label: t('plan.draft.uses'),
          cell: ({ part, uses }) => t('plan.draft.uses-words', { part, uses }),
        },
      ]}
    />
  );
}
