import type { VNode } from 'preact';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { questionnaireText } from './questionnaire.messages.js';
import type { Subject } from './questionnaire.sql.js';
import { QUESTION_KINDS, type Questionnaire } from './questionnaire.types.js';

/** A questionnaire in preparation: what it is about and its questions. */
export function QuestionnaireFormPage(
  props: FormPage<Questionnaire> & { subjects: readonly Subject[] },
): VNode {
  const { ctx, form } = props;
  const t = questionnaireText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="evaluation"
      title={props.record ? props.record.title : t('evaluation.questionnaire.new')}
    >
      <TextField {...field} name="title" label={t('evaluation.questionnaire.name')} />
      <SelectField
        {...field}
        name="subject"
        label={t('evaluation.questionnaire.subject')}
        empty={t('evaluation.questionnaire.subject-choose')}
        choices={props.subjects.map((one) => ({
          value: one.value,
          label: t(`evaluation.questionnaire.subject.${one.isObjective ? 'objective' : 'service'}`, {
            code: one.code,
            title: one.title,
          }),
        }))}
      />
      <LongTextField
        {...field}
        name="intro"
        label={t('evaluation.questionnaire.intro')}
        help={t('evaluation.questionnaire.intro-help')}
        rows={3}
        optional
      />
      <RowsField
        {...field}
        name="questions"
        label={t('evaluation.questionnaire.questions')}
        help={t('evaluation.questionnaire.questions-help')}
        one={t('evaluation.questionnaire.question')}
        blanks={3}
        columns={[
          { key: 'id', label: '', kind: 'hidden' },
          { key: 'words', label: t('evaluation.questionnaire.question'), wide: true },
          {
            key: 'kind',
            label: t('evaluation.questionnaire.kind'),
            kind: 'choice',
            choices: QUESTION_KINDS.map((kind) => ({
              value: kind,
              label: t(`evaluation.questionnaire.kind.${kind}`),
            })),
          },
          {
            key: 'required',
            label: t('evaluation.questionnaire.required'),
            kind: 'choice',
            choices: (['no', 'yes'] as const).map((one) => ({
              value: one,
              label: t(`evaluation.questionnaire.required.${one}`),
            })),
          },
          { key: 'options', label: t('evaluation.questionnaire.options'), wide: true },
        ]}
      />
    </RecordForm>
  );
}
