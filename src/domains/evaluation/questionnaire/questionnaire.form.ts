import { z } from 'zod';
import { longText, optional, text } from '#platform/http/form.js';
import { formRows } from '#platform/http/form-rows.js';
import { QUESTION_KINDS, type Questionnaire } from './questionnaire.types.js';

const question = z
  .object({
    id: optional(z.string().regex(/^q\d{1,3}$/)),
    kind: z.enum(QUESTION_KINDS),
    words: longText(500, 3),
    options: z.string().max(2_000),
    required: z.enum(['yes', 'no', '']),
  })
  .transform(({ options, required, ...rest }) => ({
    ...rest,
    options: options
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .slice(0, 20),
    required: required === 'yes',
  }));

export const QuestionnaireForm = z.object({
  title: text(200, 3),
  intro: optional(longText(2_000)),
  subject: z.string().regex(/^(objective|service):[0-9a-f-]{36}$/, {
    error: 'evaluation.questionnaire.subject-unknown',
  }),
  questions: z
    .array(question)
    .max(30)
    .transform((rows) => {
      const taken = new Set(rows.flatMap((row) => row.id ?? []));
      let next = 1;
      return rows.map((row) => {
        if (row.id !== null) return { ...row, id: row.id };
        while (taken.has(`q${next}`)) next += 1;
        taken.add(`q${next}`);
        return { ...row, id: `q${next}` };
      });
    }),
});

/** Gathers the questions' rows of a sent form; an id and the choices of an empty row are nothing typed. */
export function prepareForm(body: Record<string, unknown>): Record<string, unknown> {
  const fields = ['id', 'kind', 'words', 'options', 'required'];
  return { ...body, questions: formRows(body, 'questions', fields, ['id', 'kind', 'required']) };
}

export function formValues(one: Questionnaire): Record<string, unknown> {
  return {
    ...one,
    questions: one.questions.map((row) => ({
      ...row,
      options: row.options.join('; '),
      required: row.required ? 'yes' : 'no',
    })),
  };
}
