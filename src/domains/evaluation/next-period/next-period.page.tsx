import type { VNode } from 'preact';
import type { nextPlanActs } from '#domains/plan/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatPercent } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, RadioField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { Callout } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { evaluationText } from '../evaluation.messages.js';
import { nextText } from './next-period.messages.js';
import type { ClosedObjective } from './next-period.sql.js';

/** Opens the next plan: its period and guideline, what goes on and why. */
export function NextPeriodPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  objectives: readonly ClosedObjective[];
  guidelines: Awaited<ReturnType<typeof nextPlanActs.listGuidelines>>;
  form: FormState;
}): VNode {
  const { ctx, plan, objectives, form } = props;
  const t = nextText(ctx.lang);
  const field = { ctx, form };
  const unsaid = objectives.filter((one) => (one.sheet?.proposedAgain ?? null) === null).length;
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={evaluationText(ctx.lang)('evaluation.period', { code: plan.code })}
      title={t('evaluation.next.title')}
      lead={t('evaluation.next.lead')}
      crumbs={[
        { label: plan.title, href: at(ctx, `/piano/${plan.code}`) },
        { label: t('evaluation.next.closing'), href: at(ctx, `/piano/${plan.code}/chiusura`) },
        { label: t('evaluation.next.title') },
      ]}
    >
      {unsaid > 0 ? (
        <Callout tone="late">
          <p>{t('evaluation.next.unsaid', { count: unsaid })}</p>
        </Callout>
      ) : null}
      <Form
        ctx={ctx}
        action={at(ctx, `/piano/${plan.code}/successivo`)}
        form={form}
        submit={t('evaluation.next.open')}
        cancel={at(ctx, `/piano/${plan.code}/chiusura`)}
      >
        <TextField
          {...field}
          name="code"
          label={t('evaluation.next.code')}
          help={t('evaluation.next.code-help')}
          short
        />
        <TextField {...field} name="title" label={t('evaluation.next.name')} />
        <SelectField
          {...field}
          name="guidelineCode"
          label={t('evaluation.next.guideline')}
          help={t('evaluation.next.guideline-help')}
          choices={props.guidelines.map((one) => ({
            value: one.code,
            label: `${one.guideline.title[ctx.lang]} (${one.guideline.region[ctx.lang]})`,
          }))}
        />
        <LongTextField {...field} name="summary" label={t('evaluation.next.summary')} optional />
        <TickField
          {...field}
          name="objectives"
          label={t('evaluation.next.objectives')}
          help={t('evaluation.next.objectives-help')}
          choices={objectives.map((one) => ({ value: one.code, label: labelOf(ctx, one) }))}
        />
        <RadioField
          {...field}
          name="needs"
          label={t('evaluation.next.needs')}
          choices={(['linked', 'all', 'none'] as const).map((value) => ({
            value,
            label: t(`evaluation.next.needs.${value}`),
          }))}
        />
      </Form>
    </Shell>
  );
}

/** "CAS-1 Titolo · riproposto in parte: motivo · raggiunto al 60 %". */
function labelOf(ctx: PageCtx, { code, title, placeName, sheet }: ClosedObjective): string {
  const t = nextText(ctx.lang);
  const again = t(`evaluation.next.again.${sheet ? (sheet.proposedAgain ?? 'unsaid') : 'no-sheet'}`);
  const said = [
    `${code} ${title}`,
    placeName,
    sheet?.proposedAgainReason ? `${again}: ${sheet.proposedAgainReason}` : again,
    sheet?.achievementPercent === null || sheet?.achievementPercent === undefined
      ? null
      : t('evaluation.next.reached', {
          percent: formatPercent(sheet.achievementPercent, { lang: ctx.lang, decimals: 0 }),
        }),
  ];
  return said.filter((part) => part !== null).join(' · ');
}
