import type { ThreadCounts } from '#domains/thread/index.js';
import type { Guideline } from './guideline.types.js';
import type { Measurement, Objective } from './objective.types.js';
import { isAnsweredElsewhere, missingFields } from './sheet-field.rules.js';

/** What is loose on one sheet: the key of the sentence, its values, the part of the sheet where it is mended. */
export interface LooseOnSheet {
  key: string;
  values: Record<string, string | number>;
  /** Path after the sheet's own. */
  path: string;
  /** Indicator to measure, where that mends it. */
  indicatorId?: string;
}

/** More of one sort than this are told as a number. */
const NAMED = 2;

/** What to put right on an objective's sheet, most telling first. */
export function looseOnSheet(
  guideline: Guideline,
  objective: Objective,
  counts: ThreadCounts,
  latest: ReadonlyMap<string, Measurement>,
): LooseOnSheet[] {
  const loose: LooseOnSheet[] = [];
  const isCarriedOut = objective.rank === 'strategic' && objective.children.length > 0;
  if (!isCarriedOut) {
    if (counts.needs === 0) loose.push({ key: 'needs', values: {}, path: '/collegamenti/bisogni' });
    if (counts.budgetLines === 0) loose.push({ key: 'money', values: {}, path: '#risorse' });
    if (counts.actions === 0) loose.push({ key: 'actions', values: {}, path: '/azioni/nuova' });
    if (counts.indicators === 0) loose.push({ key: 'indicators', values: {}, path: '/indicatori/nuovo' });
  }
  const aimless = objective.indicators.filter((one) => one.target === null);
  for (const one of aimless.slice(0, NAMED))
    loose.push({ key: 'target', values: { title: one.title }, path: `/indicatori/${one.id}` });
  if (aimless.length > NAMED)
    loose.push({ key: 'targets', values: { count: aimless.length - NAMED }, path: '#indicatori' });
  const unmeasured = objective.indicators.filter((one) => one.target !== null && !latest.has(one.id));
  const [first] = unmeasured;
  if (first)
    loose.push({
      key: 'measure',
      values: { count: unmeasured.length },
      path: '#indicatori',
      indicatorId: first.id,
    });
  for (const field of missingFields(guideline, objective)) {
    if (isAnsweredElsewhere(field)) continue;
    loose.push({
      key: 'field',
      values: { label: field.label.it, labelEn: field.label.en },
      path: `/modifica/${field.key}`,
    });
  }
  return loose;
}
