import type { Role } from '#platform/auth/roles.js';
import { searchRows } from '#platform/i18n/word-search.js';
import type { OutcomeAction, OutcomeSheet, SheetFilter } from './evaluation.types.js';

/** Who evaluates: the plan office for the whole ambito, coordinators for what lies in their area. */
export const EDITORS: readonly Role[] = ['director', 'coordinator'];

/** Classes of achievement, worst first; what is not stated is a class of its own, never a zero. */
export const ACHIEVEMENT_CLASSES = ['below60', 'from60', 'from80', 'full', 'notStated'] as const;
export type AchievementClass = (typeof ACHIEVEMENT_CLASSES)[number];

export function achievementClass(percent: number | null): AchievementClass {
  if (percent === null) return 'notStated';
  if (percent >= 100) return 'full';
  if (percent >= 80) return 'from80';
  return percent >= 60 ? 'from60' : 'below60';
}

/** What an action counts for: done whole, begun half. A suspended action was begun, but leads nowhere. */
const WORTH = { done: 1, partlyDone: 0.5, underWay: 0.5, suspended: 0, notDone: 0 } as const;

/**
 * Degree of achievement that follows from the actions alone: the mean of their worth, in hundredths.
 * Null when the sheet says of no action, or not of all, what became of it.
 */
export function achievementFromActions(actions: readonly Pick<OutcomeAction, 'state'>[]): number | null {
  if (actions.length === 0) return null;
  let sum = 0;
  for (const { state } of actions) {
    if (state === null) return null;
    sum += WORTH[state];
  }
  return Math.round((sum / actions.length) * 100);
}

/** A stated degree this far from what the actions say is told, so that the sheet may say why. */
const TOLERANCE = 15;

/**
 * The degree that the actions give, where the stated one is far from it. A sheet that closes an objective of its own plan is
 * compared with what actions and indicators give together, and asked for the reason when it is saved.
 */
export function achievementDoubt(
  sheet: Pick<OutcomeSheet, 'achievementPercent' | 'actions' | 'objectiveId'>,
): number | null {
  if (sheet.objectiveId !== null) return null;
  const computed = achievementFromActions(sheet.actions);
  if (computed === null || sheet.achievementPercent === null) return null;
  return Math.abs(computed - sheet.achievementPercent) > TOLERANCE ? computed : null;
}

export interface SheetSummary {
  sheets: number;
  actions: number;
  byClass: Record<AchievementClass, number>;
  /** Mean of the stated degrees; each sheet counts the same. Null when none states one. */
  meanAchievement: number | null;
  answeredYes: number;
  answeredPartly: number;
  answeredNo: number;
  answeredUnsaid: number;
  againYes: number;
  againNo: number;
  againUnsaid: number;
  takenUp: number;
}

export function summarise(sheets: readonly OutcomeSheet[]): SheetSummary {
  const byClass = { below60: 0, from60: 0, from80: 0, full: 0, notStated: 0 };
  let stated = 0;
  let sum = 0;
  for (const sheet of sheets) {
    byClass[achievementClass(sheet.achievementPercent)] += 1;
    if (sheet.achievementPercent !== null) {
      stated += 1;
      sum += sheet.achievementPercent;
    }
  }
  const count = (test: (sheet: OutcomeSheet) => boolean) => sheets.filter(test).length;
  return {
    sheets: sheets.length,
    actions: sheets.reduce((total, sheet) => total + sheet.actions.length, 0),
    byClass,
    meanAchievement: stated === 0 ? null : sum / stated,
    answeredYes: count((sheet) => sheet.answeredNeed === 'yes'),
    answeredPartly: count((sheet) => sheet.answeredNeed === 'partly'),
    answeredNo: count((sheet) => sheet.answeredNeed === 'no'),
    answeredUnsaid: count((sheet) => sheet.answeredNeed === null),
    againYes: count((sheet) => sheet.proposedAgain === 'yes' || sheet.proposedAgain === 'partly'),
    againNo: count((sheet) => sheet.proposedAgain === 'no'),
    againUnsaid: count((sheet) => sheet.proposedAgain === null),
    takenUp: count((sheet) => sheet.continuesIn.length > 0),
  };
}

/** Sheets that match every filter, best match of the words first. */
export function filterSheets(sheets: readonly OutcomeSheet[], filter: SheetFilter): OutcomeSheet[] {
  const matching = sheets.filter(
    (sheet) =>
      (!filter.place || sheet.within.includes(filter.place)) &&
      (!filter.policyArea || sheet.policyArea === filter.policyArea) &&
      (!filter.achievement || achievementClass(sheet.achievementPercent) === filter.achievement) &&
      (!filter.answered || (sheet.answeredNeed ?? 'unsaid') === filter.answered) &&
      (!filter.again || (sheet.proposedAgain ?? 'unsaid') === filter.again),
  );
  return searchRows(matching, filter.search ?? '', (sheet) => [
    `${sheet.code} ${sheet.title}`,
    sheet.description ?? '',
    [...sheet.actions.map((action) => action.text), sheet.criticality, sheet.policyArea].join(' '),
  ]);
}

/** ES-1, ES-2…: sheets that the office adds; those of a published plan bring their own codes. */
export function nextSheetCode(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`ES-${number}`)) return `ES-${number}`;
}

/** A sheet as the public reads it: an objective of a plan that is still a draft is not told. */
export function withoutDrafts(sheet: OutcomeSheet): OutcomeSheet {
  return { ...sheet, continuesIn: sheet.continuesIn.filter((one) => one.isPublic !== false) };
}
