import { z } from 'zod';
import { day, longText, onceRead, optional, text } from '#platform/http/form.js';
import type { ActFields, PlanAct, Votes } from './step.types.js';

const count = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, { error: 'platform.field.number' })
  .transform(Number);

const votes = {
  membersEntitled: optional(count),
  membersPresent: optional(count),
  votesFor: optional(count),
  votesAgainst: optional(count),
  votesAbstained: optional(count),
};

const fields = {
  takenOn: day,
  actNumber: optional(text(80)),
  body: optional(text(60)),
  bodyName: optional(text(200)),
  note: optional(longText(2_000)),
  ...votes,
};

type Written = z.output<z.ZodObject<typeof fields>>;

/** Votes are given whole or not at all: a meeting of which only the present are known is not recorded. */
function whole(values: z.output<z.ZodObject<typeof votes>>, context: z.RefinementCtx): void {
  const names = Object.keys(votes) as (keyof Votes)[];
  const given = names.filter((name) => values[name] !== null);
  if (given.length === 0) return;
  for (const name of names)
    if (values[name] === null)
      context.addIssue({ code: 'custom', path: [name], message: 'platform.field.required' });
}

const votesRead = { when: onceRead(...Object.keys(votes)) };

function toAct(written: Written): ActFields {
  const { takenOn, actNumber, body, bodyName, note, membersEntitled } = written;
  return {
    takenOn,
    actNumber,
    body,
    bodyName: body === null ? bodyName : null,
    note,
    votes:
      membersEntitled === null
        ? null
        : {
            membersEntitled,
            membersPresent: written.membersPresent ?? 0,
            votesFor: written.votesFor ?? 0,
            votesAgainst: written.votesAgainst ?? 0,
            votesAbstained: written.votesAbstained ?? 0,
          },
  };
}

export const stepSchema = z
  .object({
    ...fields,
    agreement: optional(text(60)),
    signed: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) => (value === undefined ? [] : [value].flat()))
      .pipe(z.array(z.string().max(60)).max(300)),
  })
  .superRefine(whole, votesRead)
  .transform(({ agreement, signed, ...written }) => ({ ...toAct(written), agreement, signed }));

export const actSchema = z.object(fields).superRefine(whole, votesRead).transform(toAct);

export const rectifySchema = z
  .object({ ...fields, reason: longText(2_000, 5) })
  .superRefine(whole, votesRead)
  .transform(({ reason, ...written }) => ({ reason, act: toAct(written) }));

/** What the form of a correction shows at first: the act as it was recorded. */
export function actValues(act: PlanAct, bodyCode: string | null): Record<string, unknown> {
  return {
    takenOn: act.takenOn,
    actNumber: act.actNumber,
    body: bodyCode ?? '',
    bodyName: bodyCode === null ? act.bodyName : '',
    note: act.note,
    ...act.votes,
  };
}
