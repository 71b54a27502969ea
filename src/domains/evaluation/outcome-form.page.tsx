import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import type { FormPage } from '#platform/http/record-routes.js';
import {
  LongTextField,
  RadioField,
  SelectField,
  TextField,
  TickField,
  YesNoField,
} from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { closingText } from './closing/closing.messages.js';
import { evaluationText } from './evaluation.messages.js';
import {
  ANSWERS,
  OUTCOME_KINDS,
  OUTCOME_STATES,
  type OutcomeSheet,
  SHEET_LEVELS,
} from './evaluation.types.js';

type Props = FormPage<OutcomeSheet> & {
  places: readonly PlaceRef[];
  objectives: readonly { code: string; title: string }[];
};

/** The whole sheet, in the order of the plan's form. */
export function OutcomeFormPage(props: Props): VNode {
  const { ctx, form } = props;
  const t = evaluationText(ctx.lang);
  const closing = closingText(ctx.lang);
  const field = { ctx, form };
  const answers = [
    ...ANSWERS.map((answer) => ({ value: answer as string, label: t(`evaluation.answer.${answer}`) })),
    { value: '', label: t('evaluation.answer.unsaid') },
  ];
  return (
    <RecordForm
      page={props}
      door="evaluation"
      title={props.record ? props.record.title : t('evaluation.new-sheet')}
    >
      <TextField {...field} name="title" label={t('evaluation.name')} />
      <SelectField
        {...field}
        name="level"
        label={t('evaluation.level')}
        choices={SHEET_LEVELS.map((level) => ({ value: level, label: t(`evaluation.level.${level}`) }))}
      />
      <SelectField
        {...field}
        name="place"
        label={t('evaluation.place')}
        choices={props.places.map((place) => ({ value: place.code, label: place.name }))}
      />
      <TextField {...field} name="policyArea" label={t('evaluation.area')} optional />
      <LongTextField {...field} name="description" label={t('evaluation.description')} optional />
      <RowsField
        {...field}
        name="actions"
        label={t('evaluation.actions')}
        help={t('evaluation.actions-help')}
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
      <TextField
        {...field}
        name="achievementPercent"
        label={t('evaluation.achievement')}
        help={t('evaluation.achievement-help')}
        inputMode="decimal"
        short
        optional
      />
      {props.record && props.record.objectiveId !== null ? (
        <LongTextField
          {...field}
          name="achievementReason"
          label={closing('evaluation.closing.reason')}
          help={closing('evaluation.closing.reason-help')}
          rows={3}
          optional
        />
      ) : null}
      <LongTextField
        {...field}
        name="userSatisfaction"
        label={t('evaluation.satisfaction')}
        rows={2}
        optional
      />
      <TextField
        {...field}
        name="committedPercent"
        label={t('evaluation.committed')}
        help={t('evaluation.committed-help')}
        inputMode="decimal"
        short
        optional
      />
      <LongTextField
        {...field}
        name="resourcesNote"
        label={t('evaluation.resources-note')}
        rows={2}
        optional
      />
      <LongTextField {...field} name="criticality" label={t('evaluation.criticality')} optional />
      <RadioField {...field} name="answeredNeed" label={t('evaluation.answered')} choices={answers} />
      <LongTextField
        {...field}
        name="answeredNeedReason"
        label={t('evaluation.answered-reason')}
        rows={2}
        optional
      />
      <YesNoField {...field} name="answeredNeedExplicit" label={t('evaluation.answered-explicit')} />
      <YesNoField {...field} name="inContinuity" label={t('evaluation.in-continuity')} />
      <LongTextField
        {...field}
        name="inContinuityNote"
        label={t('evaluation.in-continuity-note')}
        rows={2}
        optional
      />
      <RadioField {...field} name="proposedAgain" label={t('evaluation.again')} choices={answers} />
      <LongTextField
        {...field}
        name="proposedAgainReason"
        label={t('evaluation.again-reason')}
        rows={2}
        optional
      />
      <TickField
        {...field}
        name="continuesIn"
        label={t('evaluation.continues')}
        help={t('evaluation.continues-help')}
        choices={props.objectives.map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }))}
      />
      <TextField {...field} name="source" label={t('evaluation.source')} optional />
      <LongTextField {...field} name="note" label={t('evaluation.note')} rows={2} optional />
    </RecordForm>
  );
}
