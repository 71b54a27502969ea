import type { Role } from '#platform/auth/roles.js';
import { foldWords } from '#platform/i18n/word-search.js';
import type { AgreementState } from './governance.types.js';

/** Who keeps the network and its acts: the plan office for the whole ambito, coordinators where they are. */
export const EDITORS: readonly Role[] = ['director', 'coordinator'];

/** Agreements that end within this many days are told beforehand: the time that a renewal takes in an assembly's calendar. */
const WARNING_DAYS = 90;
const DAY_MS = 86_400_000;

/** Last day of a year, a month or a day written as far as it is known; null for anything else. */
export function lastDayOf(known: string): string | null {
  if (/^\d{4}$/.test(known)) return `${known}-12-31`;
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(known);
  if (month) return new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(known)) return null;
  const day = new Date(`${known}T00:00:00Z`);
  // A 30 February would be read as a day of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(known) ? known : null;
}

const MONTHS =
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' ');

/**
 * A year, a month or a day as people write them (30 giugno 2021, 30/6/2021, giugno 2021, 6/2021) in the form in which it is
 * stored (2021, 2021-06, 2021-06-30); null for anything else.
 */
export function readKnownDay(written: string): string | null {
  const words = written
    .trim()
    .toLowerCase()
    .replaceAll('°', '')
    .split(/[\s/.]+/);
  const [year = '', month, day, ...rest] = words.toReversed();
  if (words.length === 1) return lastDayOf(year) === null ? null : year;
  if (month === undefined || rest.length > 0) return null;
  const number = MONTHS.includes(month) ? String(MONTHS.indexOf(month) + 1) : month;
  const known = [year, number, day]
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
  return lastDayOf(known) === null ? null : known;
}

export type Expiry = { kind: 'none' } | { kind: 'expired' | 'soon' | 'later'; lastDay: string };

/** Is an agreement over, near its end, or has it time? Only what is in force can expire. */
export function expiryOf(agreement: { expiry: string | null; state: AgreementState }, now: Date): Expiry {
  const lastDay = agreement.expiry === null ? null : lastDayOf(agreement.expiry);
  if (lastDay === null || agreement.state !== 'inForce') return { kind: 'none' };
  const left = (Date.parse(`${lastDay}T23:59:59Z`) - now.getTime()) / DAY_MS;
  return { kind: left < 0 ? 'expired' : left <= WARNING_DAYS ? 'soon' : 'later', lastDay };
}

/** A readable code from a name: `asst-cremona`; with a number when it is taken. */
export function codeFromName(name: string, taken: ReadonlySet<string>): string {
  const base = foldWords(name).join('-').slice(0, 48).replace(/-+$/, '') || 'ente';
  let code = base;
  for (let number = 2; taken.has(code); number += 1) code = `${base}-${number}`;
  return code;
}

/** The next code of a row of codes: after N-37 comes N-38, and N-09 follows N-08. */
export function nextCode(prefix: string, taken: Iterable<string>): string {
  let last = 0;
  const form = new RegExp(`^${prefix}-(\\d{1,6})$`);
  for (const code of taken) last = Math.max(last, Number(form.exec(code)?.[1] ?? 0));
  return `${prefix}-${String(last + 1).padStart(2, '0')}`;
}
