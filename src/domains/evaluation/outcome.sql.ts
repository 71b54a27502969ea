import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { codesAround } from '#domains/governance/index.js';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type {
  Answer,
  Continuation,
  OutcomeAction,
  OutcomeActionEdit,
  OutcomeSheet,
  OutcomeSheetFields,
  SheetAnswers,
  SheetLevel,
} from './evaluation.types.js';

function selectSheets(tx: Tx) {
  return tx
    .selectFrom('evaluation.outcome_sheet as s')
    .innerJoin('plan.plan as p', 'p.id', 's.plan_id')
    .innerJoin('territory.place as h', 'h.id', 's.place_id')
    .leftJoin('plan.objective as e', 'e.id', 's.objective_id')
    .select((eb) => [
      's.id',
      's.version',
      's.code',
      'p.code as planCode',
      'p.guideline_code as guidelineCode',
      'p.guideline_sha256 as guidelineSha256',
      's.fields',
      's.title',
      's.objective_id as objectiveId',
      'e.code as objectiveCode',
      's.achievement_reason as achievementReason',
      's.computed_percent as computedPercent',
      's.level',
      'h.code as place',
      'h.name as placeName',
      codesAround('s.place_id').as('within'),
      's.policy_area as policyArea',
      's.description',
      's.achievement_percent as achievementPercent',
      's.user_satisfaction as userSatisfaction',
      's.committed_percent as committedPercent',
      's.resources_note as resourcesNote',
      's.criticality',
      's.answered_need as answeredNeed',
      's.answered_need_reason as answeredNeedReason',
      's.answered_need_explicit as answeredNeedExplicit',
      's.in_continuity as inContinuity',
      's.in_continuity_note as inContinuityNote',
      's.proposed_again as proposedAgain',
      's.proposed_again_reason as proposedAgainReason',
      's.source',
      's.note',
      jsonArrayFrom(
        eb
          .selectFrom('evaluation.outcome_action as a')
          .whereRef('a.outcome_sheet_id', '=', 's.id')
          .select(['a.id', 'a.text', 'a.state', 'a.kind', 'a.note'])
          .orderBy('a.position')
          .orderBy('a.id'),
      ).as('actions'),
      jsonArrayFrom(
        eb
          .selectFrom('evaluation.outcome_continuity as c')
          .innerJoin('plan.objective as o', 'o.id', 'c.objective_id')
          .innerJoin('plan.plan as np', 'np.id', 'o.plan_id')
          .where('o.withdrawn_at', 'is', null)
          .whereRef('c.outcome_sheet_id', '=', 's.id')
          .select([
            'o.id',
            'np.code as plan',
            'o.code',
            'o.title',
            'c.basis',
            sql<boolean>`exists (select from plan.plan_state x
              where x.ambito_id = np.ambito_id and x.plan_id = np.id and x.is_public)`.as('isPublic'),
          ])
          .orderBy('o.position')
          .orderBy('o.code'),
      ).as('continuesIn'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSheets>['execute']>>[number];

function sheetOf(row: Row): OutcomeSheet {
  return {
    ...row,
    level: row.level as SheetLevel,
    fields: row.fields as SheetAnswers,
    answeredNeed: row.answeredNeed as Answer | null,
    proposedAgain: row.proposedAgain as Answer | null,
    actions: row.actions as OutcomeAction[],
    continuesIn: row.continuesIn as Continuation[],
  };
}

/** When one of these sheets was last written; null where there is none. */
export async function findLastOutcomeChange(tx: Tx, ids: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(updated_at) as at from evaluation.outcome_sheet where id = any(${ids})`.execute(tx);
  return rows[0]?.at ?? null;
}

const sheetsOfPlan = compileOnce((tx, planId: string) =>
  selectSheets(tx)
    .where(
      sql<boolean>`(s.plan_id = ${planId} and s.objective_id is null
        or s.objective_id is not null and s.plan_id = (
          select b.id from plan.plan n join plan.plan b on b.ambito_id = n.ambito_id and b.ends_on < n.starts_on
          where n.id = ${planId} order by b.ends_on desc limit 1))`,
    )
    .orderBy('s.position')
    .orderBy('s.code'),
);

/** Sheets that a plan reports, in its order: those written for it, and those that close the plan before it. */
export async function listOutcomeSheets(tx: Tx, planId: string): Promise<OutcomeSheet[]> {
  return (await sheetsOfPlan(tx, planId)).map(sheetOf);
}

export async function findOutcomeSheet(
  tx: Tx,
  planId: string,
  code: string,
): Promise<OutcomeSheet | undefined> {
  const row = await selectSheets(tx)
    .where('s.plan_id', '=', planId)
    .where('s.code', '=', code)
    .executeTakeFirst();
  return row && sheetOf(row);
}

const takenUpBy = compileOnce((tx, objectiveId: string) =>
  selectSheets(tx)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('evaluation.outcome_continuity as l')
          .whereRef('l.outcome_sheet_id', '=', 's.id')
          .where('l.objective_id', '=', objectiveId)
          .select('l.objective_id'),
      ),
    )
    .orderBy('s.position'),
);

/** Sheets of the period before that an objective takes up. */
export async function listSheetsBefore(tx: Tx, objectiveId: string): Promise<OutcomeSheet[]> {
  return (await takenUpBy(tx, objectiveId)).map(sheetOf);
}

/** A sheet ready to be written. */
export interface SheetWrite {
  id: string;
  fields: Omit<OutcomeSheetFields, 'place'>;
  placeId: string;
  actions: readonly OutcomeActionEdit[];
  continuesIn: readonly { objectiveId: string; basis: 'stated' | 'theme' }[];
  /** The objective that it closes, and what was computed of it. */
  closes?: { objectiveId: string; computed: number | null } | undefined;
}

export async function insertOutcomeSheets(
  tx: Tx,
  planId: string,
  sheets: readonly (SheetWrite & { code: string; position: number })[],
): Promise<void> {
  if (sheets.length === 0) return;
  await tx
    .insertInto('evaluation.outcome_sheet')
    .values(
      sheets.map((one) => ({
        id: one.id,
        plan_id: planId,
        code: one.code,
        position: one.position,
        ...columnsOf(one),
      })),
    )
    .execute();
  await insertActions(
    tx,
    sheets.flatMap((one) =>
      one.actions.map((action, position) => ({ ...action, sheetId: one.id, position })),
    ),
  );
  await insertContinuity(tx, sheets);
}

/** Changes the sheet and, among its actions, only those that changed: each keeps its own history. */
export async function updateOutcomeSheet(tx: Tx, version: number, sheet: SheetWrite): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.outcome_sheet')
    .set(columnsOf(sheet))
    .where('id', '=', sheet.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  const kept = sheet.actions.flatMap((action) => action.id ?? []);
  await tx
    .deleteFrom('evaluation.outcome_action')
    .where('outcome_sheet_id', '=', sheet.id)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute();
  const placed = sheet.actions.map((action, position) => ({ ...action, position }));
  const present = JSON.stringify(placed.filter((action) => action.id !== null));
  await sql`
    update evaluation.outcome_action a
    set text = n.text, state = n.state, kind = n.kind, note = n.note, position = n.position
    from jsonb_to_recordset(${present}::jsonb) as n(id uuid, text text, state text, kind text, note text, position integer)
    where a.id = n.id and a.outcome_sheet_id = ${sheet.id}
      and (a.text, a.state, a.kind, a.note, a.position) is distinct from (n.text, n.state, n.kind, n.note, n.position)`.execute(
    tx,
  );
  await insertActions(
    tx,
    placed.filter((action) => action.id === null).map((action) => ({ ...action, sheetId: sheet.id })),
  );
  await tx.deleteFrom('evaluation.outcome_continuity').where('outcome_sheet_id', '=', sheet.id).execute();
  await insertContinuity(tx, [sheet]);
  return true;
}

async function insertActions(
  tx: Tx,
  actions: readonly (OutcomeActionEdit & { sheetId: string; position: number })[],
): Promise<void> {
  if (actions.length === 0) return;
  await tx
    .insertInto('evaluation.outcome_action')
    .values(
      actions.map((action) => ({
        id: newId(),
        outcome_sheet_id: action.sheetId,
        text: action.text,
        state: action.state,
        kind: action.kind,
        note: action.note,
        position: action.position,
      })),
    )
    .execute();
}

async function insertContinuity(tx: Tx, sheets: readonly SheetWrite[]): Promise<void> {
  const values = sheets.flatMap((one) =>
    one.continuesIn.map((link) => ({
      outcome_sheet_id: one.id,
      objective_id: link.objectiveId,
      basis: link.basis,
    })),
  );
  if (values.length > 0) await tx.insertInto('evaluation.outcome_continuity').values(values).execute();
}

function columnsOf({ fields, placeId, closes }: SheetWrite) {
  return {
    objective_id: closes?.objectiveId ?? null,
    computed_percent: closes?.computed ?? null,
    achievement_reason: fields.achievementReason ?? null,
    title: fields.title,
    level: fields.level,
    place_id: placeId,
    policy_area: fields.policyArea,
    description: fields.description,
    achievement_percent: fields.achievementPercent,
    user_satisfaction: fields.userSatisfaction,
    committed_percent: fields.committedPercent,
    resources_note: fields.resourcesNote,
    criticality: fields.criticality,
    answered_need: fields.answeredNeed,
    answered_need_reason: fields.answeredNeedReason,
    answered_need_explicit: fields.answeredNeedExplicit,
    in_continuity: fields.inContinuity,
    in_continuity_note: fields.inContinuityNote,
    proposed_again: fields.proposedAgain,
    proposed_again_reason: fields.proposedAgainReason,
    source: fields.source,
    note: fields.note,
    fields: JSON.stringify(fields.fields ?? {}),
  };
}

export async function deleteOutcomeSheet(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('evaluation.outcome_sheet')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Identifier of the plan whose period begins first after this one's end; null when there is none. */
export async function findPlanAfter(tx: Tx, planId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select n.id from plan.plan b join plan.plan n on n.ambito_id = b.ambito_id and n.starts_on > b.ends_on
    where b.id = ${planId} order by n.starts_on limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Which guideline a plan keeps. */
export async function findGuidelineRef(
  tx: Tx,
  planCode: string,
): Promise<{ code: string; sha256: string | null }> {
  return tx
    .selectFrom('plan.plan')
    .select(['guideline_code as code', 'guideline_sha256 as sha256'])
    .where('code', '=', planCode)
    .executeTakeFirstOrThrow();
}
