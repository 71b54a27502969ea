export const QUESTION_KINDS = ['scale5', 'scale10', 'single', 'multiple', 'text'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export interface Question {
  id: string;
  kind: QuestionKind;
  words: string;
  /** For a choice; empty otherwise. */
  options: string[];
  required: boolean;
}

export const CHANNELS = ['link', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];
export type QuestionnaireState = 'draft' | 'open' | 'closed';

export interface QuestionnaireFields {
  title: string;
  intro: string | null;
  /** `objective:` or `service:` and the id. */
  subject: string;
  questions: Question[];
}

export interface Questionnaire extends QuestionnaireFields {
  id: string;
  version: number;
  state: QuestionnaireState;
  token: string;
  openedOn: string | null;
  closedOn: string | null;
  summary: string | null;
  /** "Obiettivo CAS-1 Famiglie come sistema…" without its kind. */
  subjectCode: string;
  subjectTitle: string;
  isObjective: boolean;
  answers: number;
  /** Codes of the places around the objective; empty for a service, which is of the whole ambito. */
  within: string[];
}

/** A number of the scale, or positions of the options chosen. */
export type Answers = Record<string, number | number[]>;

export interface AnswerSheet {
  channel: Channel;
  answers: Answers;
}

export interface FreeAnswer {
  id: string;
  questionId: string;
  words: string;
  decision: 'shown' | 'hidden' | null;
}
