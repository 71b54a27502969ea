import { createHash } from 'node:crypto';
import type { Role } from '#platform/auth/roles.js';
import { type Ctx, may } from '#platform/http/context.js';
import { getGuideline } from '../guideline.sql.js';
import { listNeedSheets } from '../need.sql.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { readPlaces } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { listObjectivePlaces, listPlaceScopes } from './bring.sql.js';
import type { BringSheet, OpenSheet } from './bring-sheet.types.js';
import { openEvidence } from './evidence-rows.js';
import { openKeyPoints } from './key-point-rows.js';
import { openNeeds } from './need-rows.js';
import { openObjectives } from './objective-rows.js';
import { openActions, openIndicators } from './part-rows.js';
import { openTies, TIE_SHEETS } from './tie-rows.js';

const tieNames = Object.keys(TIE_SHEETS) as (keyof typeof TIE_SHEETS)[];

/** The plan's own sheets by their names in addresses, in the order in which they stand and are loaded. */
const OWN: ReadonlyMap<string, OpenSheet> = new Map([
  ['bisogni', openNeeds],
  ['prove', openEvidence],
  ['obiettivi', openObjectives],
  ['punti-chiave', openKeyPoints],
  ['indicatori', openIndicators],
  ['azioni', openActions],
  ...tieNames.map((name) => [name, openTies(name)] as const),
]);

/** Names of the sheets, with those that domains above bring. */
export function sheetOpeners(more: ReadonlyMap<string, OpenSheet> = new Map()): Map<string, OpenSheet> {
  return new Map([...OWN, ...more]);
}

/** The sheets as they are now. */
export async function openSheets(ctx: Ctx, plan: Plan, openers: Iterable<OpenSheet>): Promise<BringSheet[]> {
  const within = await listPlaceScopes(ctx.tx);
  const placed = await listObjectivePlaces(ctx.tx, plan.id);
  const roles: readonly Role[] = editors;
  const scope = {
    plan,
    mayWriteAt: (code: string) => may(ctx, roles, within.get(code) ?? [code]),
    placeOf: new Map(placed.map((one) => [one.code, one.placeCode])),
    objectives: once(() => listObjectiveSheets(ctx.tx, plan.id)),
    needs: once(() => listNeedSheets(ctx.tx, plan.id)),
    guideline: once(() => getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256)),
    places: once(async () => [...(await readPlaces(ctx)).values()]),
  };
  const sheets: BringSheet[] = [];
  for (const open of openers) sheets.push(await open(ctx, scope));
  return sheets;
}

/** Asks once, however often it is asked. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

/** Changes with everything that a row could overwrite. */
export function stampOf(sheets: readonly BringSheet[]): string {
  const hash = createHash('sha256');
  for (const sheet of sheets)
    for (const { key, values } of sheet.present)
      hash.update(`${sheet.name} ${key} ${JSON.stringify(values)}\n`);
  return hash.digest('base64url').slice(0, 22);
}
