import type { VNode } from 'preact';
import type { SheetField } from '#domains/plan/index.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { LongTextField, RadioField, TextField, TickField, YesNoField } from '#platform/ui/form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { closingText } from '../closing/closing.messages.js';
import { evaluationText } from '../evaluation.messages.js';
import { OUTCOME_KINDS, OUTCOME_STATES } from '../evaluation.types.js';
import { columnOf, inputName, reasonKey } from './sheet-field.rules.js';

export interface SheetInputs {
  ctx: PageCtx;
  form: FormState;
  /** The sheet closes an objective of its own plan, so that a degree was computed. */
  closesOwn: boolean;
  objectives: readonly { code: string; title: string }[];
}

/**
 * Inputs of one field of the guideline's sheet, with its words. Given as a list and not drawn as a part of its own, so
 * that the form finds names and labels for what it says of errors.
 */
export function inputsOf(props: SheetInputs, field: SheetField): VNode[] {
  const { ctx, form } = props;
  const t = evaluationText(ctx.lang);
  const column = columnOf(field);
  const name = column?.column ?? inputName(field.key);
  const own = { ctx, form, name, label: field.label[ctx.lang], help: field.help[ctx.lang] };
  const reason = column?.reason ?? (field.withReason ? inputName(reasonKey(field.key)) : undefined);
  const why = (label: string, help?: string) =>
    reason === undefined
      ? []
      : [
          <LongTextField
            key={reason}
            ctx={ctx}
            form={form}
            name={reason}
            label={label}
            {...(help === undefined ? {} : { help })}
            rows={2}
            optional
          />,
        ];
  switch (field.key) {
    case 'title':
      return [<TextField key={name} {...own} />];
    case 'actions':
      return [<ActionRows key="actions" {...props} {...own} name="actions" />];
    case 'achievementPercent': {
      const closing = closingText(ctx.lang);
      return [
        <TextField key={name} {...own} inputMode="decimal" short optional />,
        ...(props.closesOwn
          ? why(closing('evaluation.closing.reason'), closing('evaluation.closing.reason-help'))
          : []),
      ];
    }
    case 'respondedToNeed':
      return [
        <RadioField key={name} {...own} choices={answers(props, field)} />,
        ...why(t('evaluation.answered-reason')),
        <YesNoField
          key="explicit"
          ctx={ctx}
          form={form}
          name="answeredNeedExplicit"
          label={t('evaluation.answered-explicit')}
        />,
      ];
    case 'proposedAgain':
      return [
        <RadioField key={name} {...own} choices={answers(props, field)} />,
        ...why(t('evaluation.again-reason')),
      ];
    case 'inContinuity':
      return [<YesNoField key={name} {...own} />, ...why(t('evaluation.in-continuity-note'))];
  }
  const isOptional = !field.required;
  switch (field.kind) {
    case 'longText':
      return [<LongTextField key={name} {...own} rows={4} optional={isOptional} />];
    case 'list':
    case 'measurementTools':
      return [
        <LongTextField
          key={name}
          {...own}
          help={`${own.help} ${uiText(ctx.lang)('ui.one-a-line')}`}
          rows={4}
          optional={isOptional}
        />,
      ];
    case 'boolean':
      return [<YesNoField key={name} {...own} />, ...why(t('evaluation.note'))];
    case 'choice':
      return [
        <RadioField key={name} {...own} choices={answers(props, field)} />,
        ...why(t('evaluation.answered-reason')),
      ];
    case 'percent':
    case 'euro':
      return [<TextField key={name} {...own} inputMode="decimal" short optional={isOptional} />];
    default:
      return [<TextField key={name} {...own} optional={isOptional} />];
  }
}

/** The new objectives that take up the sheet: asked of every sheet, whatever its guideline. */
export function ContinuesField({ ctx, form, objectives }: SheetInputs): VNode {
  const t = evaluationText(ctx.lang);
  return (
    <TickField
      ctx={ctx}
      form={form}
      name="continuesIn"
      label={t('evaluation.continues')}
      help={t('evaluation.continues-help')}
      choices={objectives.map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }))}
    />
  );
}

function answers({ ctx }: SheetInputs, field: SheetField) {
  return [
    ...(field.options ?? []).map((one) => ({ value: one.value, label: one.label[ctx.lang] })),
    { value: '', label: evaluationText(ctx.lang)('evaluation.answer.unsaid') },
  ];
}

function ActionRows(
  props: Pick<SheetInputs, 'ctx' | 'form'> & { name: string; label: string; help: string },
): VNode {
  const { ctx, form, name, label, help } = props;
  const t = evaluationText(ctx.lang);
  return (
    <RowsField
      ctx={ctx}
      form={form}
      name={name}
      label={label}
      help={help}
      one={t('evaluation.action')}
      columns={[
        { key: 'id', label: '', kind: 'hidden' },
        { key: 'text', label: t('evaluation.action'), kind: 'longText', wide: true },
        {
          key: 'state',
          label: t('evaluation.action-state'),
          kind: 'choice',
          choices: OUTCOME_STATES.map((state) => ({
            value: state,
            label: t(`evaluation.state.${state}`),
          })),
        },
        {
          key: 'kind',
          label: t('evaluation.action-kind'),
          kind: 'choice',
          choices: OUTCOME_KINDS.map((kind) => ({ value: kind, label: t(`evaluation.kind.${kind}`) })),
        },
        { key: 'note', label: t('evaluation.note'), wide: true },
      ]}
    />
  );
}
