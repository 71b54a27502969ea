import type { AnswerSheet, Answers, Channel, Question } from './questionnaire.types.js';
import { CHANNELS } from './questionnaire.types.js';

/** Fewer people than this could be recognised by who knows whom was asked. */
export const THRESHOLD = 3;

export interface OptionCount {
  label: string;
  count: number;
  /** In hundredths of those who answered this question. */
  share: number;
  /** By channel; null for all options of a question where a small number of one would tell too much. */
  byChannel: Record<Channel, number | null>;
}

export interface QuestionResult {
  question: Question;
  /** How many answered it. */
  answered: number;
  /** Of a scale; null for the others, without answers and where too few answered. */
  mean: number | null;
  /** Too few answered this question: what they said would tell of them, so there are no options. */
  isWithheld: boolean;
  options: OptionCount[];
}

function scaleOf({ kind }: Question): number | null {
  return kind === 'scale5' ? 5 : kind === 'scale10' ? 10 : null;
}

/** Words of each possible answer, in order: the numbers of a scale from the lowest. */
export function labelsOf(question: Question): string[] {
  const top = scaleOf(question);
  return top === null ? question.options : Array.from({ length: top }, (_, index) => String(index + 1));
}

function chosen(question: Question, answers: Answers): number[] {
  const given = answers[question.id];
  if (given === undefined) return [];
  if (Array.isArray(given)) return given;
  return scaleOf(question) === null ? [given] : [given - 1];
}

/**
 * Hides the counts by channel of a whole question where one of them is small. The total of each option is told, and so may
 * be how many came by each channel: hiding one number, or one option, would tell it by subtraction. Noughts are nobody, but
 * beside a small number they tell by which channel those few answered.
 */
export function suppress(counts: readonly Record<Channel, number>[]): Record<Channel, number | null>[] {
  const isSmall = counts.some((one) =>
    CHANNELS.some((channel) => one[channel] > 0 && one[channel] < THRESHOLD),
  );
  return counts.map((one) => (isSmall ? { link: null, phone: null } : { ...one }));
}

/** Counts, shares and means of every question that is not free text. */
export function countAnswers(
  questions: readonly Question[],
  sheets: readonly AnswerSheet[],
): QuestionResult[] {
  return questions
    .filter(({ kind }) => kind !== 'text')
    .map((question) => {
      const labels = labelsOf(question);
      const counts = labels.map(() => ({ link: 0, phone: 0 }));
      let answered = 0;
      let sum = 0;
      for (const { answers, channel } of sheets) {
        const given = chosen(question, answers).filter((index) => index in counts);
        if (given.length === 0) continue;
        answered += 1;
        sum += (given[0] ?? 0) + 1;
        for (const index of given) {
          const count = counts[index];
          if (count) count[channel] += 1;
        }
      }
      const isWithheld = answered > 0 && answered < THRESHOLD;
      if (isWithheld) return { question, answered, mean: null, isWithheld, options: [] };
      const byChannel = suppress(counts);
      return {
        question,
        answered,
        isWithheld,
        mean: scaleOf(question) === null || answered === 0 ? null : sum / answered,
        options: labels.map((label, index) => {
          const count = counts[index] ?? { link: 0, phone: 0 };
          const total = count.link + count.phone;
          return {
            label,
            count: total,
            share: answered === 0 ? 0 : (total / answered) * 100,
            byChannel: byChannel[index] ?? { link: null, phone: null },
          };
        }),
      };
    });
}

export interface AnswerProblem {
  field: string;
  code: string;
}

/** Reads a sent form: `d.<id>` holds a number, a position, several positions or words. */
export function readAnswers(
  questions: readonly Question[],
  body: Record<string, unknown>,
): { answers: Answers; texts: { questionId: string; words: string }[]; problems: AnswerProblem[] } {
  const answers: Answers = {};
  const texts: { questionId: string; words: string }[] = [];
  const problems: AnswerProblem[] = [];
  for (const question of questions) {
    const field = `d.${question.id}`;
    const given = [body[field] ?? []]
      .flat()
      .map((one) => String(one).trim())
      .filter((one) => one !== '');
    if (given.length === 0) {
      if (question.required) problems.push({ field, code: 'evaluation.questionnaire.answer-needed' });
      continue;
    }
    if (question.kind === 'text') {
      const words = (given[0] ?? '').slice(0, 2_000);
      texts.push({ questionId: question.id, words });
      continue;
    }
    const count = labelsOf(question).length;
    const top = scaleOf(question);
    const low = top === null ? 0 : 1;
    const numbers = [...new Set(given.map(Number))];
    const fits = numbers.every((one) => Number.isInteger(one) && one >= low && one < count + low);
    if (!fits || (question.kind !== 'multiple' && numbers.length > 1))
      problems.push({ field, code: 'evaluation.questionnaire.answer-unknown' });
    else answers[question.id] = question.kind === 'multiple' ? numbers : (numbers[0] ?? low);
  }
  return { answers, texts, problems };
}

/** Faults of a questionnaire that is to be opened. */
export function faultsOf(questions: readonly Question[]): string | null {
  if (questions.length === 0) return 'evaluation.questionnaire.no-questions';
  const lacksOptions = questions.some(
    ({ kind, options }) => (kind === 'single' || kind === 'multiple') && options.length < 2,
  );
  return lacksOptions ? 'evaluation.questionnaire.few-options' : null;
}
