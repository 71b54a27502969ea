import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { Shell } from '#platform/ui/shell.js';
import { ActFields } from '../funding/fund-year.page.js';
import { spendingText } from '../spending.messages.js';
import type { Fund, ObjectiveRef, PlanRef } from '../spending.types.js';
import { scenarioText } from './scenario.messages.js';
import { CHANGE_KINDS, type Scenario } from './scenario.types.js';

export function ScenarioFormPage(
  props: FormPage<Scenario> & { funds: readonly Fund[]; objectives: readonly ObjectiveRef[] },
): VNode {
  const { ctx, form } = props;
  const t = scenarioText(ctx.lang);
  const s = spendingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      title={props.record ? props.record.name : t('spending.scenario.new')}
    >
      <TextField {...field} name="name" label={t('spending.scenario.name')} />
      <RowsField
        {...field}
        name="changes"
        label={t('spending.scenario.changes')}
        help={t('spending.scenario.changes-help')}
        one={t('spending.scenario.change')}
        columns={[
          {
            key: 'objective',
            label: s('spending.objective'),
            kind: 'choice',
            choices: props.objectives.map(({ code, title }) => ({ value: code, label: `${code} ${title}` })),
            empty: t('spending.scenario.all-objectives'),
            wide: true,
          },
          {
            key: 'fund',
            label: s('spending.fund'),
            kind: 'choice',
            choices: props.funds.map(({ code, name }) => ({ value: code, label: name })),
            empty: t('spending.scenario.all-funds'),
          },
          { key: 'year', label: s('spending.year'), kind: 'number' },
          { key: 'value', label: t('spending.scenario.value'), kind: 'number' },
          {
            key: 'kind',
            label: t('spending.scenario.kind'),
            kind: 'choice',
            choices: CHANGE_KINDS.map((kind) => ({
              value: kind,
              label: t(`spending.scenario.kind.${kind}`),
            })),
          },
        ]}
      />
      <LongTextField {...field} name="note" label={t('spending.scenario.note')} rows={3} optional />
    </RecordForm>
  );
}

/** The act by which a scenario becomes the budget. */
export function ApplyScenarioPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  scenario: Scenario;
  count: number;
  form: FormState;
}): VNode {
  const { ctx, plan, scenario, form } = props;
  const t = scenarioText(ctx.lang);
  const list = at(ctx, `/risorse/${plan.code}/scenari`);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={scenario.name}
      title={t('spending.scenario.apply')}
      lead={t('spending.scenario.apply-lead', { count: props.count })}
      crumbs={[
        { label: t('spending.scenario.title'), href: list },
        { label: scenario.name, href: `${list}/${scenario.id}` },
        { label: t('spending.scenario.apply') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={`${list}/${scenario.id}/applica`}
        cancel={`${list}/${scenario.id}`}
        submit={t('spending.scenario.apply')}
      >
        {ActFields({ ctx, form })}
      </Form>
    </Shell>
  );
}
