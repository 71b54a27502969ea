import { createHash } from 'node:crypto';
import type { AmbitoRule, FindingRule, NewFinding } from './finding.types.js';
import type { LiveEdition, StoredTotal } from './finding-input.sql.js';
import type { GoneFinding, KnownFinding, NewEvent, SeenFinding } from './finding-store.sql.js';
import type { RuleChoice } from './quality/check.engine.js';
import type { Found } from './quality/check.types.js';
import { decimalsOf } from './quality/figure-set.js';
import { listInputs } from './quality/formula.inputs.js';
import { readFormula } from './quality/formula.reader.js';
import type { ObservationSource } from './quality/observation-source.js';
import { checkPublishedTotals } from './quality/published.rules.js';
import { getRule, shippedThresholds } from './quality/rule.catalogue.js';

/** Variables that the formulas of the totals read. */
export function listVariablesOf(totals: readonly StoredTotal[]): readonly string[] {
  const formulas = totals.flatMap((total) => {
    const read = total.formula === null ? undefined : readFormula(total.formula);
    return read && 'formula' in read ? [read.formula] : [];
  });
  return listInputs(formulas).variables;
}

/** A rule as the ambito set it, over how it is shipped. */
export function choiceOf(rule: FindingRule, own: readonly AmbitoRule[]): RuleChoice {
  const set = own.find((one) => one.rule === rule);
  return {
    active: set?.active ?? true,
    thresholds: { ...shippedThresholds(rule), ...set?.thresholds },
  };
}

/** Thresholds that were typed: those within bounds that differ from the shipped ones. @returns the keys out of bounds. */
export function readThresholds(
  rule: FindingRule,
  typed: Readonly<Record<string, number>>,
): { thresholds: Record<string, number>; outside: string[] } {
  const thresholds: Record<string, number> = {};
  const outside: string[] = [];
  for (const { key, value, min, max } of getRule(rule).thresholds) {
    const wanted = typed[key];
    if (wanted === undefined || wanted === value) continue;
    if (wanted < min || wanted > max) outside.push(key);
    else thresholds[key] = wanted;
  }
  return { thresholds, outside };
}

/** Published totals that do not follow from the figures. */
export function findPublishedDifferences(
  totals: readonly StoredTotal[],
  source: ObservationSource,
): NewFinding[] {
  const byCode = new Map(totals.map((total) => [total.code, total]));
  return checkPublishedTotals(totals, source).flatMap((check) => {
    if (check.kind !== 'differs') return [];
    const { finding } = check;
    const total = byCode.get(finding.code);
    return [
      withFingerprint({
        code: finding.code,
        rule: 'published-total',
        severity: finding.severity,
        location: total?.location ?? '',
        published: finding.published,
        expected: finding.expected,
        difference: finding.difference,
        messageKey: finding.messageKey,
        messageValues: { ...finding.messageValues },
        variable: null,
        placeCode: source.findPlace(total?.placeName ?? '') ?? null,
        period: total?.period ?? null,
        year: yearOf(total?.period ?? ''),
        dataset: null,
        unit: total?.unit ?? '',
        details: [],
      }),
    ];
  });
}

function yearOf(period: string): number | null {
  const years = period.match(/\d{4}/g);
  return years ? Number(years.at(-1)) : null;
}

/** A finding of a rule over figures, as it is kept. `titleOf` names datasets. */
export function newFinding(
  found: Found,
  nameOf: { dataset: (code: string) => string; place: (code: string) => string },
): NewFinding {
  const { published, expected } = found;
  const decimals = Math.max(decimalsOf(published ?? ''), decimalsOf(expected ?? ''));
  const difference =
    published === null || expected === null ? null : (Number(published) - Number(expected)).toFixed(decimals);
  const where = [found.place === null ? '' : nameOf.place(found.place), found.period ?? ''];
  return withFingerprint({
    code: codeOfFinding(found.rule, found.subject),
    rule: found.rule,
    severity: found.severity,
    location:
      found.location ??
      [found.dataset === null ? '' : nameOf.dataset(found.dataset), where.filter(Boolean).join(', ')]
        .filter(Boolean)
        .join(': '),
    published,
    expected,
    difference,
    messageKey: found.message,
    messageValues: found.values,
    variable: found.variable,
    placeCode: found.place,
    period: found.period,
    year: found.year,
    dataset: found.dataset,
    unit: found.unit,
    details: found.details ?? [],
  });
}

/** Readable in an address; a hash keeps apart what the same words would confuse. */
export function codeOfFinding(rule: string, subject: readonly string[]): string {
  const words = subject
    .join(' ')
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(subject.join('\u001f')).digest('hex').slice(0, 6);
  return `${rule}.${words.slice(0, 80)}.${hash}`;
}

function withFingerprint(finding: Omit<NewFinding, 'fingerprint'>): NewFinding {
  const { severity, published, expected, messageValues, details } = finding;
  const text = JSON.stringify([severity, published, expected, messageValues, details]);
  return { ...finding, fingerprint: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}

/** What a check changes among the findings that were known. */
export interface FindingChanges {
  seen: SeenFinding[];
  gone: GoneFinding[];
  events: NewEvent[];
}

/**
 * Compares what a check found with what was known. An explanation holds as long as the figures are those that it was
 * given for; a finding no longer seen is corrected by the edition that is read now, unless nobody looks for it any more.
 * `newId` names findings that come in.
 */
export function compareFindings(
  found: readonly NewFinding[],
  known: readonly KnownFinding[],
  circumstances: {
    editions: readonly LiveEdition[];
    isActive: (rule: string) => boolean;
    /** The check runs because rules changed, not figures. */
    rulesChanged: boolean;
    newId: () => string;
  },
): FindingChanges {
  const keyOf = (one: { rule: string; code: string }) => `${one.rule}\u001f${one.code}`;
  const byKey = new Map(known.map((one) => [keyOf(one), one]));
  const changes: FindingChanges = { seen: [], gone: [], events: [] };
  const met = new Set<string>();
  for (const [position, finding] of found.entries()) {
    const former = byKey.get(keyOf(finding));
    met.add(keyOf(finding));
    // Notes of before figures had a fingerprint are of those that stood then.
    const isOld = former?.explained === '' && former.fingerprint === '';
    const isExplained = isOld || former?.explained === finding.fingerprint;
    const state = isExplained ? 'explained' : 'open';
    const id = former?.id ?? circumstances.newId();
    changes.seen.push({ id, state, position, finding });
    const kind = eventOf(former, finding, state);
    const { published, expected } = finding;
    if (kind) changes.events.push({ findingId: id, kind, published, expected });
  }
  for (const former of known) {
    if (met.has(keyOf(former)) || former.state === 'corrected' || former.state === 'lapsed') continue;
    const { gone, event } = closeFinding(former, circumstances);
    changes.gone.push(gone);
    changes.events.push(event);
  }
  return changes;
}

function eventOf(
  former: KnownFinding | undefined,
  finding: NewFinding,
  state: 'open' | 'explained',
): NewEvent['kind'] | null {
  if (!former) return 'found';
  if (former.state === 'corrected' || former.state === 'lapsed') return 'reopened';
  if (former.state === 'explained' && state === 'open') return 'reopened';
  // Findings of before they had a fingerprint: nothing is known to have changed.
  return former.fingerprint === finding.fingerprint || former.fingerprint === '' ? null : 'changed';
}

function closeFinding(
  former: KnownFinding,
  { editions, isActive, rulesChanged }: Parameters<typeof compareFindings>[2],
): { gone: GoneFinding; event: NewEvent } {
  const edition = editions.find((one) => one.code === former.dataset);
  const isLost = former.dataset !== null && !edition;
  const state = rulesChanged || !isActive(former.rule) || isLost ? 'lapsed' : 'corrected';
  const by =
    state === 'corrected' && edition
      ? { datasetId: edition.id, edition: edition.edition }
      : { datasetId: null, edition: null };
  return { gone: { id: former.id, state, ...by }, event: { findingId: former.id, kind: state, ...by } };
}
