import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import {
  Form,
  LongTextField,
  RadioField,
  SelectField,
  TextField,
  TickField,
  YesNoField,
} from '#platform/ui/form.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { AlikeHint } from './alike/alike-hint.js';
import type { Guideline, SheetField } from './guideline.types.js';
import { noteOf, PLACING } from './objective.form.js';
import { LEVELS, type Objective, RANKS } from './objective.types.js';
import { pointName } from './objective-sheet.js';
import { planText } from './plan.messages.js';
import type { Place, Plan } from './plan.types.js';
import { inPlan, levelName, planCrumbs } from './plan-words.js';
import { isAnsweredElsewhere, keyPointValue } from './sheet-field.rules.js';

export interface PlacingChoices {
  places: readonly Place[];
  /** Objectives that may stand above this one. */
  parents: readonly { code: string; title: string }[];
}

interface FormPageProps extends PlacingChoices {
  ctx: PageCtx;
  plan: Plan;
  guideline: Guideline;
  objective: Objective;
  /** Fields of the section, or all of them. */
  fields: readonly SheetField[];
  /** Key of the section; null for the whole sheet. */
  section: string | null;
  form: FormState;
}

/** The whole sheet, or one section of it, as a form in the guideline's order. */
export function ObjectiveFormPage(props: FormPageProps): VNode {
  const { ctx, plan, objective, fields, section, form } = props;
  const t = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const title =
    section === null
      ? t('plan.edit-sheet')
      : section === PLACING
        ? t('plan.placing')
        : (fields[0]?.label[ctx.lang] ?? '');
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${objective.code} · ${objective.title}`}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
        { label: objective.code, href: path },
        { label: title },
      )}
    >
      <Form
        ctx={ctx}
        action={section === null ? `${path}/modifica` : `${path}/modifica/${section}`}
        form={form}
        cancel={path}
      >
        {fields
          .filter((field) => !isAnsweredElsewhere(field))
          .map((field) => (
            <FieldInput
              key={field.key}
              ctx={ctx}
              form={form}
              field={field}
              guideline={props.guideline}
              objective={objective}
            />
          ))}
        {section === null || section === PLACING ? <PlacingFields {...props} /> : null}
      </Form>
    </Shell>
  );
}

interface InputProps {
  ctx: PageCtx;
  form: FormState;
  field: SheetField;
  guideline: Guideline;
  objective: Objective;
}

function FieldInput(props: InputProps): VNode {
  const { ctx, form, field } = props;
  const t = planText(ctx.lang);
  const own = { ctx, form, name: field.key, label: field.label[ctx.lang], help: field.help[ctx.lang] };
  const isOptional = field.key !== 'title' && !field.required;
  const note = noteOf(field);
  switch (field.kind) {
    case 'text':
      return <TextField {...own} optional={isOptional} />;
    case 'longText':
      return <LongTextField {...own} rows={6} optional={isOptional} marks />;
    case 'list':
    case 'measurementTools':
      return (
        <LongTextField
          {...own}
          help={`${own.help} ${uiText(ctx.lang)('ui.one-a-line')}`}
          rows={6}
          optional={isOptional}
        />
      );
    case 'boolean':
      return (
        <>
          <YesNoField {...own} />
          {note ? (
            <LongTextField
              ctx={ctx}
              form={form}
              name={note}
              label={t(`plan.${note}`)}
              rows={2}
              optional
              marks
            />
          ) : null}
        </>
      );
    case 'choice':
      return (
        <SelectField
          {...own}
          choices={(field.options ?? []).map((one) => ({ value: one.value, label: one.label[ctx.lang] }))}
        />
      );
    case 'policyAreas':
      return (
        <TickField
          {...own}
          choices={props.guideline.policyAreas.map((area) => ({
            value: area.code,
            label: `${area.code} · ${area.name[ctx.lang]}`,
          }))}
        />
      );
    case 'keyPoints':
      return <KeyPointTicks {...props} />;
    default:
      return <TextField {...own} inputMode="decimal" optional short />;
  }
}

/** The guideline's points under the areas that they belong to, and those that only this sheet names. */
function KeyPointTicks({ ctx, form, field, guideline, objective }: InputProps): VNode {
  const choices = guideline.policyAreas.flatMap((area) => [
    ...area.keyPoints.map((point) => ({
      value: point.code,
      label: `${area.name[ctx.lang]}: ${point.name[ctx.lang]}`,
    })),
    ...objective.keyPoints
      .filter((point) => point.area === area.code && point.point === null)
      .map((point) => ({
        value: keyPointValue(point),
        label: `${area.name[ctx.lang]}: ${pointName(guideline, point, ctx.lang)}`,
      })),
  ]);
  return (
    <TickField
      ctx={ctx}
      form={form}
      name={field.key}
      label={field.label[ctx.lang]}
      help={field.help[ctx.lang]}
      choices={choices}
    />
  );
}

function PlacingFields({
  ctx,
  form,
  places,
  parents,
}: PlacingChoices & { ctx: PageCtx; form: FormState }): VNode {
  const t = planText(ctx.lang);
  return (
    <>
      <RadioField
        ctx={ctx}
        form={form}
        name="rank"
        label={t('plan.rank')}
        help={t('plan.rank-help')}
        choices={RANKS.map((rank) => ({ value: rank, label: t(`plan.rank.${rank}`) }))}
      />
      <SelectField
        ctx={ctx}
        form={form}
        name="place"
        label={t('plan.place')}
        help={t('plan.place-help')}
        choices={places.map((place) => ({ value: place.code, label: place.name }))}
      />
      <SelectField
        ctx={ctx}
        form={form}
        name="parent"
        label={t('plan.sheet.belongs')}
        help={t('plan.parent-help')}
        empty={t('plan.sheet.no-parent')}
        choices={parents.map((one) => ({ value: one.code, label: `${one.code} · ${one.title}` }))}
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
    </>
  );
}

export function NewObjectivePage(
  props: PlacingChoices & { ctx: PageCtx; plan: Plan; form: FormState },
): VNode {
  const { ctx, plan, form } = props;
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.objective.new')}
      lead={t('plan.objective.new-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
        { label: t('plan.objective.new') },
      )}
    >
      <Form
        ctx={ctx}
        action={inPlan(ctx, plan, '/obiettivi/nuovo')}
        form={form}
        submit={t('plan.objective.create')}
        cancel={inPlan(ctx, plan, '/obiettivi')}
      >
        <TextField
          ctx={ctx}
          form={form}
          name="code"
          label={t('plan.code')}
          help={t('plan.objective.code-help')}
          short
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="title"
          label={t('plan.objective.title')}
          help={t('plan.objective.title-help')}
          rows={2}
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="description"
          label={t('plan.description')}
          rows={5}
          optional
          marks
        />
        <AlikeHint ctx={ctx} plan={plan} list="obiettivi" title="title" text="description" />
        <SelectField
          ctx={ctx}
          form={form}
          name="level"
          label={t('plan.level')}
          choices={LEVELS.map((level) => ({ value: level, label: levelName(ctx.lang, level) }))}
        />
        <PlacingFields {...props} />
      </Form>
    </Shell>
  );
}
