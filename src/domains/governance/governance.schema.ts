import { z } from 'zod';
import { decimal, lines, longText, optional, text } from '#platform/http/form.js';
import { tick } from '#platform/http/form-rows.js';
import { readKnownDay } from './governance.rules.js';
import {
  AGREEMENT_STATES,
  BODY_LEVELS,
  NETWORK_STATES,
  ORGANISATION_KINDS,
  type Party,
  type PartyFields,
} from './governance.types.js';

/** Organisations written one a line, the role after a bar. */
export const partyLines = lines(200, 400).transform((written): PartyFields[] =>
  written.map((line) => {
    const bar = line.indexOf('|');
    const role = bar < 0 ? '' : line.slice(bar + 1).trim();
    return {
      organisation: (bar < 0 ? line : line.slice(0, bar)).trim(),
      role: role === '' ? null : role,
    };
  }),
);

/** The same lines, from what is stored. */
export function writePartyLines(parties: readonly Party[]): string {
  return parties.map((party) => (party.role ? `${party.name} | ${party.role}` : party.name)).join('\n');
}

const knownDate = optional(
  text(40).transform((value, say) => {
    const known = readKnownDay(value);
    if (known === null) say.addIssue({ code: 'custom', message: 'governance.known-date' });
    return known;
  }),
);

/** A share in per cent, as Italians write it. */
const share = decimal.pipe(z.number().min(0).max(100));

const placed = {
  place: optional(text(60)),
  source: optional(text(300)),
  note: optional(longText(2_000)),
};

export const OrganisationForm = z.object({
  name: text(200, 2),
  kind: z.enum(ORGANISATION_KINDS),
  isGroup: tick,
  note: optional(longText(2_000)),
});

export const BodyForm = z.object({
  ...placed,
  name: text(300, 3),
  level: z.enum(BODY_LEVELS),
  members: lines(100, 400),
  functions: lines(100, 400),
  quorumPercent: optional(share),
  majorityPercent: optional(share),
});

export const NetworkForm = z.object({
  ...placed,
  name: text(300, 3),
  theme: text(200, 2),
  state: z.enum(NETWORK_STATES),
  frequency: optional(text(300)),
  since: optional(text(100)),
  members: partyLines,
});

export const AgreementForm = z.object({
  ...placed,
  title: text(300, 3),
  subject: optional(longText(1_000)),
  state: z.enum(AGREEMENT_STATES),
  dated: knownDate,
  expiry: knownDate,
  parties: partyLines,
});
