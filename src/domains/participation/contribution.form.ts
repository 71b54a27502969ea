import { z } from 'zod';
import { day, longText, optional, text, version } from '#platform/http/form.js';
import { optionalOneOf, tick } from '#platform/http/form-rows.js';
import {
  type AnswerFields,
  CHANNELS,
  CONTRIBUTION_STATES,
  type Contribution,
  type ContributionFields,
  SPEAKERS,
} from './participation.types.js';

/** Long enough for a letter of some pages. */
const LONGEST = 20_000;

const codes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined || value === '' ? [] : [...new Set([value].flat())]))
  .pipe(z.array(z.string().max(60)).max(500));

export const ContributionForm = z.object({
  title: text(200, 3),
  receivedOn: optional(day),
  channel: z.enum(CHANNELS, { error: 'platform.field.required' }),
  speaker: optionalOneOf(SPEAKERS),
  party: optional(text(100)),
  place: text(60),
  text: longText(LONGEST, 3),
  aboutPlan: tick,
  chapters: codes,
  needs: codes,
  objectives: codes,
  source: optional(text(300)),
});

export const AnswerForm = z.object({
  version,
  state: z.enum(CONTRIBUTION_STATES, { error: 'platform.field.required' }),
  answer: optional(longText(LONGEST)),
  answeredOn: optional(day),
  answeredBy: optional(text(200)),
  raised: codes,
  changed: codes,
  reasons: z.record(z.string(), optional(text(500))),
});

export const PublicationForm = z.object({ version, publishedText: longText(LONGEST, 3) });

/** Gathers what each changed objective was changed in: fields `why-CAS-1`. */
export function gatherReasons(body: Record<string, unknown>): Record<string, unknown> {
  const reasons = Object.entries(body).flatMap(([name, value]) =>
    name.startsWith('why-') && typeof value === 'string' ? [[name.slice('why-'.length), value]] : [],
  );
  return { ...body, reasons: Object.fromEntries(reasons) };
}

export function answerOf(input: z.output<typeof AnswerForm>): AnswerFields {
  const { state, answer, answeredOn, answeredBy, raised } = input;
  const changed = input.changed.map((code) => ({ code, reason: input.reasons[code] ?? null }));
  return { state, answer, answeredOn, answeredBy, raised, changed };
}

/** A stored contribution as its form shows it. */
export function contributionValues(one: Contribution): Record<string, unknown> {
  return { ...fieldsOf(one), aboutPlan: one.aboutPlan ? 'yes' : '' };
}

/** What of a contribution may be written, as it stands. */
export function fieldsOf(one: Contribution): ContributionFields {
  const { title, receivedOn, channel, speaker, party, place, text: words, aboutPlan, chapters, source } = one;
  return {
    title,
    receivedOn,
    channel,
    speaker,
    party: party === null ? null : `${party.kind}:${party.code}`,
    place,
    text: words,
    aboutPlan,
    chapters,
    needs: one.needs.map(({ code }) => code),
    objectives: one.objectives.map(({ code }) => code),
    source,
  };
}

/** @param today the day of the answer, until somebody says another */
export function answerValues(one: Contribution, today: string): Record<string, unknown> {
  return {
    version: one.version,
    state: one.state,
    answer: one.answer,
    answeredOn: one.answeredOn ?? (one.answer === null ? today : null),
    answeredBy: one.answeredBy,
    raised: one.raised.map(({ code }) => code),
    changed: one.changed.map(({ code }) => code),
    ...Object.fromEntries(one.changed.map(({ code, reason }) => [`why-${code}`, reason])),
  };
}
