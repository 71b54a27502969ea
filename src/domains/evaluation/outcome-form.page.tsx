import { Fragment, type VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import type { Guideline } from '#domains/plan/index.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { evaluationText } from './evaluation.messages.js';
import { type OutcomeSheet, SHEET_LEVELS } from './evaluation.types.js';
import { sectionsOf } from './sheet/sheet-field.rules.js';
import { ContinuesField, inputsOf } from './sheet/sheet-inputs.js';

type Props = FormPage<OutcomeSheet> & {
  guideline: Guideline;
  places: readonly PlaceRef[];
  objectives: readonly { code: string; title: string }[];
};

/** The whole sheet, with the fields, headings and words of the guideline of its plan. */
export function OutcomeFormPage(props: Props): VNode {
  const { ctx, form, guideline } = props;
  const t = evaluationText(ctx.lang);
  const field = { ctx, form };
  const inputs = {
    ...field,
    closesOwn: props.record !== null && props.record.objectiveId !== null,
    objectives: props.objectives,
  };
  return (
    <RecordForm
      page={props}
      door="evaluation"
      title={props.record ? props.record.title : t('evaluation.new-sheet')}
    >
      {sectionsOf(guideline).map((section, index) => (
        <Fragment key={section.fields[0]?.key ?? index}>
          {section.title ? <h2>{section.title[ctx.lang]}</h2> : null}
          {section.fields.flatMap((one) => [
            ...inputsOf(inputs, one),
            ...(one.key === 'title'
              ? [
                  <SelectField
                    key="level"
                    {...field}
                    name="level"
                    label={t('evaluation.level')}
                    choices={SHEET_LEVELS.map((level) => ({
                      value: level,
                      label: t(`evaluation.level.${level}`),
                    }))}
                  />,
                  <SelectField
                    key="place"
                    {...field}
                    name="place"
                    label={t('evaluation.place')}
                    choices={props.places.map((place) => ({ value: place.code, label: place.name }))}
                  />,
                ]
              : []),
          ])}
        </Fragment>
      ))}
      <ContinuesField {...inputs} />
      <TextField {...field} name="source" label={t('evaluation.source')} optional />
      <LongTextField {...field} name="note" label={t('evaluation.note')} rows={2} optional />
    </RecordForm>
  );
}
