import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton, Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { AlikeHint } from './alike/alike-hint.js';
import { needCrumbs, needPath } from './need.page.js';
import { EVIDENCE_KINDS, type Need, PRIORITIES } from './need.types.js';
import { planText } from './plan.messages.js';
import type { Place, Plan } from './plan.types.js';
import { inPlan, priorityName } from './plan-words.js';
export interface NeedFormProps {
  ctx: PageCtx;
  plan: Plan;
  /** Null for a new one. */
  need: Need | null;
  places: readonly Place[];
  themes: readonly string[];
  form: FormState;
}

export function NeedFormPage({ ctx, plan, need, places, themes, form }: NeedFormProps): VNode {
  const t = planText(ctx.lang);
  const title = need ? t('plan.need.edit', { code: need.code }) : t('plan.need.new');
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={need ? undefined : t('plan.need.new-lead')}
      door="needs"
      crumbs={needCrumbs(ctx, plan, need, title)}
    >
      <Form
        ctx={ctx}
        action={need ? needPath(ctx, plan, need, '/modifica') : inPlan(ctx, plan, '/bisogni/nuovo')}
        form={form}
        {...(need ? {} : { submit: t('plan.need.create') })}
        cancel={need ? needPath(ctx, plan, need) : inPlan(ctx, plan, '/bisogni')}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="description"
          label={t('plan.need')}
          help={t('plan.need.description-help')}
          rows={3}
        />
        {need ? null : <AlikeHint ctx={ctx} plan={plan} list="bisogni" title="description" />}
        {need ? null : (
          <TextField
            ctx={ctx}
            form={form}
            name="code"
            label={t('plan.code')}
            help={t('plan.need.code-help')}
            optional
            short
          />
        )}
        <TextField
          ctx={ctx}
          form={form}
          name="theme"
          label={t('plan.theme')}
          help={
            themes.length === 0 ? t('plan.theme-help') : t('plan.theme-known', { themes: themes.join(' · ') })
          }
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="place"
          label={t('plan.place')}
          help={t('plan.need.place-help')}
          choices={places.map((place) => ({ value: place.code, label: place.name }))}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="target"
          label={t('plan.target')}
          help={t('plan.target-help')}
          optional
        />
        <RadioField
          ctx={ctx}
          form={form}
          name="priority"
          label={t('plan.priority')}
          choices={[
            ...PRIORITIES.map((one) => ({ value: one, label: priorityName(ctx.lang, one) })),
            { value: '', label: uiText(ctx.lang)('ui.not-said') },
          ]}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="raisedBy"
          label={t('plan.raised-by')}
          help={t('plan.raised-by-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="source"
          label={t('plan.source')}
          help={t('plan.source-help')}
          optional
        />
        <LongTextField ctx={ctx} form={form} name="note" label={t('plan.note')} optional rows={3} marks />
      </Form>
    </Shell>
  );
}

export interface EvidenceFormProps {
  ctx: PageCtx;
  plan: Plan;
  need: Need;
  /** Null for a new one. */
  id: string | null;
  places: readonly Place[];
  /** Of the observatory, to choose from. */
  metrics: readonly { code: string; name: string }[];
  form: FormState;
}

export function EvidenceFormPage({ ctx, plan, need, id, places, metrics, form }: EvidenceFormProps): VNode {
  const t = planText(ctx.lang);
  const title = t(id === null ? 'plan.evidence.new' : 'plan.evidence.edit');
  const action = needPath(ctx, plan, need, `/prove/${id ?? 'nuova'}`);
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${need.code} · ${need.description}`}
      door="needs"
      crumbs={needCrumbs(ctx, plan, need, title)}
    >
      <Form ctx={ctx} action={action} form={form} cancel={needPath(ctx, plan, need)}>
        <RadioField
          ctx={ctx}
          form={form}
          name="kind"
          label={t('plan.evidence.kind')}
          choices={EVIDENCE_KINDS.map((kind) => ({
            value: kind,
            label: t(`plan.evidence.kind-long.${kind}`),
          }))}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="reference"
          label={t('plan.evidence.which')}
          help={t('plan.evidence.reference-help')}
          list="indicatori"
          optional
        />
        <datalist id="indicatori">
          {metrics.map((metric) => (
            <option key={metric.code} value={metric.name} />
          ))}
        </datalist>
        <TextField
          ctx={ctx}
          form={form}
          name="category"
          label={t('plan.evidence.category')}
          help={t('plan.evidence.category-help')}
          optional
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="place"
          label={t('plan.place')}
          help={t('plan.evidence.place-help')}
          empty={t('plan.evidence.same-place', { place: need.placeName })}
          choices={places.map((place) => ({ value: place.code, label: place.name }))}
          optional
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="text"
          label={t('plan.evidence.text')}
          help={t('plan.evidence.text-help')}
          rows={3}
          marks
        />
      </Form>
      {id === null ? null : (
        <DangerZone
          title={t('plan.evidence.remove')}
          consequence={t('plan.evidence.remove-text')}
          act={
            <ActButton
              ctx={ctx}
              action={`${action}/elimina`}
              kind="danger"
              label={t('plan.evidence.remove')}
            />
          }
        />
      )}
    </Shell>
  );
}
