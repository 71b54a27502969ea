import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton, Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { Shell } from '#platform/ui/shell.js';
import type { Objective } from './objective.types.js';
import { ACTION_STATES, INDICATOR_KINDS } from './objective.types.js';
import { partCrumbs } from './objective-parts.page.js';
import { planText } from './plan.messages.js';
import { isFrozen } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { actionStateName, inPlan } from './plan-words.js';

export interface PartFormProps {
  ctx: PageCtx;
  plan: Plan;
  objective: Objective;
  /** Null for a new one. */
  id: string | null;
  form: FormState;
}

const PARTS = {
  indicator: { word: 'indicatori', fresh: 'nuovo' },
  action: { word: 'azioni', fresh: 'nuova' },
} as const;

/** What the forms of indicators and of actions share: where they stand, saving, taking away. */
function PartFormShell(
  props: PartFormProps & { part: keyof typeof PARTS; children: ComponentChildren },
): VNode {
  const { ctx, plan, objective, id, form, part } = props;
  const t = planText(ctx.lang);
  const { word, fresh } = PARTS[part];
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const title = t(`plan.${part}.${id === null ? 'new' : 'edit'}`);
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${objective.code} · ${objective.title}`}
      door="plan"
      crumbs={partCrumbs(ctx, plan, objective, title)}
    >
      <Form ctx={ctx} action={`${path}/${word}/${id ?? fresh}`} form={form} cancel={`${path}#${word}`}>
        {props.children}
      </Form>
      {id === null || isFrozen(plan) ? null : (
        <DangerZone
          title={t(`plan.${part}.remove`)}
          consequence={t(`plan.${part}.remove-text`)}
          act={
            <ActButton
              ctx={ctx}
              action={`${path}/${word}/${id}/elimina`}
              kind="danger"
              label={t(`plan.${part}.remove`)}
            />
          }
        />
      )}
    </Shell>
  );
}

export function IndicatorFormPage(props: PartFormProps): VNode {
  const { ctx, form } = props;
  const t = planText(ctx.lang);
  return (
    <PartFormShell {...props} part="indicator">
      <LongTextField
        ctx={ctx}
        form={form}
        name="title"
        label={t('plan.indicator.what')}
        help={t('plan.indicator.what-help')}
        rows={2}
      />
      <RadioField
        ctx={ctx}
        form={form}
        name="kind"
        label={t('plan.indicator.kind')}
        choices={INDICATOR_KINDS.map((kind) => ({
          value: kind,
          label: t(`plan.indicator.kind-long.${kind}`),
        }))}
      />
      <TextField
        ctx={ctx}
        form={form}
        name="unit"
        label={t('plan.indicator.unit')}
        help={t('plan.indicator.unit-help')}
        optional
        short
      />
      <TextField
        ctx={ctx}
        form={form}
        name="baseline"
        label={t('plan.indicator.baseline')}
        help={t('plan.indicator.baseline-help')}
        inputMode="decimal"
        optional
        short
      />
      <TextField
        ctx={ctx}
        form={form}
        name="target"
        label={t('plan.indicator.target')}
        help={t('plan.indicator.target-help')}
        inputMode="decimal"
        optional
        short
      />
      <TextField
        ctx={ctx}
        form={form}
        name="targetAsStated"
        label={t('plan.indicator.stated')}
        help={t('plan.indicator.stated-help')}
        optional
      />
      <TextField
        ctx={ctx}
        form={form}
        name="frequency"
        label={t('plan.indicator.frequency')}
        help={t('plan.indicator.frequency-help')}
        optional
      />
      <TextField
        ctx={ctx}
        form={form}
        name="measuredBy"
        label={t('plan.indicator.measured-by')}
        help={t('plan.indicator.measured-by-help')}
        optional
      />
    </PartFormShell>
  );
}

/** What was decided of an action: when it was adopted it is read here, and goes with the form as it is. */
function ActionText({ ctx, plan, form }: PartFormProps): VNode {
  const t = planText(ctx.lang);
  if (isFrozen(plan)) {
    return (
      <>
        <p>
          <strong>{String(form.values.title ?? '')}</strong>
        </p>
        <p class="trama-muted">{t('plan.action.frozen')}</p>
        {(['title', 'owner', 'startsOn', 'endsOn'] as const).map((name) => (
          <input key={name} type="hidden" name={name} value={String(form.values[name] ?? '')} />
        ))}
      </>
    );
  }
  return (
    <>
      <LongTextField
        ctx={ctx}
        form={form}
        name="title"
        label={t('plan.action.what')}
        help={t('plan.action.what-help')}
        rows={2}
      />
      <TextField
        ctx={ctx}
        form={form}
        name="owner"
        label={t('plan.action.owner')}
        help={t('plan.action.owner-help')}
        optional
      />
      <TextField
        ctx={ctx}
        form={form}
        name="startsOn"
        type="date"
        label={t('plan.action.starts-on')}
        optional
        short
      />
      <TextField
        ctx={ctx}
        form={form}
        name="endsOn"
        type="date"
        label={t('plan.action.ends-on')}
        optional
        short
      />
    </>
  );
}

export function ActionFormPage(props: PartFormProps): VNode {
  const { ctx, form } = props;
  const t = planText(ctx.lang);
  return (
    <PartFormShell {...props} part="action">
      <ActionText {...props} />
      <SelectField
        ctx={ctx}
        form={form}
        name="state"
        label={t('plan.state')}
        choices={ACTION_STATES.map((state) => ({ value: state, label: actionStateName(ctx.lang, state) }))}
      />
      <LongTextField
        ctx={ctx}
        form={form}
        name="stateReason"
        label={t('plan.action.reason')}
        help={t('plan.action.reason-help')}
        optional
        rows={3}
      />
    </PartFormShell>
  );
}
