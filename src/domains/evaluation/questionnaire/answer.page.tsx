import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { Form, LongTextField, RadioField, TickField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { questionnaireText } from './questionnaire.messages.js';
import type { Question, Questionnaire } from './questionnaire.types.js';
import { labelsOf } from './results.rules.js';

/** The questions, for who answers at the public link or for an operator on the phone. */
export function AnswerPage(props: {
  ctx: PageCtx;
  questionnaire: Questionnaire;
  form: FormState;
  action: string;
  isPhone: boolean;
  /** This browser has sent its answers already. */
  hasAnswered?: boolean;
}): VNode {
  const { ctx, questionnaire, form } = props;
  const t = questionnaireText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door={props.isPhone ? 'evaluation' : 'services'}
      kicker={`${questionnaire.subjectCode} ${questionnaire.subjectTitle}`}
      title={questionnaire.title}
      lead={props.isPhone ? t('evaluation.questionnaire.phone-lead') : (questionnaire.intro ?? undefined)}
    >
      {props.hasAnswered ? (
        <Callout tone="good">{t('evaluation.questionnaire.already')}</Callout>
      ) : (
        <Form
          ctx={ctx}
          form={form}
          action={props.action}
          submit={t('evaluation.questionnaire.send')}
          keepsDraft={false}
        >
          {questionnaire.questions.map((question) => (
            <QuestionField key={question.id} ctx={ctx} form={form} question={question} />
          ))}
        </Form>
      )}
      <Section plain title={t('evaluation.questionnaire.promise-title')} id="anonimato">
        <p>{t('evaluation.questionnaire.promise')}</p>
      </Section>
    </Shell>
  );
}

function QuestionField(props: { ctx: PageCtx; form: FormState; question: Question }): VNode {
  const { ctx, form, question } = props;
  const t = questionnaireText(ctx.lang);
  const field = { ctx, form, name: `d.${question.id}`, label: question.words };
  if (question.kind === 'text') return <LongTextField {...field} optional={!question.required} rows={4} />;
  const isScale = question.kind === 'scale5' || question.kind === 'scale10';
  const choices = labelsOf(question).map((label, index) => ({
    value: isScale ? label : String(index),
    label,
  }));
  if (question.kind === 'multiple') return <TickField {...field} choices={choices} />;
  const help = isScale
    ? { help: t('evaluation.questionnaire.scale-low', { low: 1, top: choices.length }) }
    : {};
  return <RadioField {...field} {...help} choices={choices} />;
}

/** Where an address leads to no questionnaire: it was copied badly, or it was taken away. */
export function NoQuestionnairePage({ ctx }: { ctx: PageCtx }): VNode {
  const t = questionnaireText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="services"
      title={t('evaluation.questionnaire.no-address')}
      lead={t('evaluation.questionnaire.no-address-text')}
    >
      <p>{t('evaluation.questionnaire.no-address-removed')}</p>
    </Shell>
  );
}

export function ThanksPage({ ctx, questionnaire }: { ctx: PageCtx; questionnaire: Questionnaire }): VNode {
  const t = questionnaireText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="services"
      kicker={questionnaire.title}
      title={t('evaluation.questionnaire.thanks')}
      lead={t('evaluation.questionnaire.thanks-text')}
    >
      <p>{t('evaluation.questionnaire.promise')}</p>
    </Shell>
  );
}
