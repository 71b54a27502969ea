import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { Level, ObjectiveFields, ObjectiveRow, Rank } from './objective.types.js';

/** Objectives of a plan by their names, in its order; withdrawn ones are left out. */
export const listObjectiveNames = compileOnce((tx, planId: string) =>
  tx
    .selectFrom('plan.objective')
    .select(['id', 'code', 'title', 'parent_id as parentId'])
    .where('plan_id', '=', planId)
    .where('withdrawn_at', 'is', null)
    .orderBy('position')
    .orderBy('code'),
);

/** Every objective of a plan with what its place in the tree and its progress need; withdrawn ones are left out. */
export async function listObjectives(tx: Tx, planId: string): Promise<ObjectiveRow[]> {
  const rows = await tx
    .selectFrom('plan.objective as o')
    .innerJoin('territory.place as p', 'p.id', 'o.place_id')
    .select((eb) => [
      'o.id',
      'o.code',
      'o.title',
      'o.level',
      'o.rank',
      'o.parent_id as parentId',
      'p.code as placeCode',
      'p.name as placeName',
      'o.policy_areas as policyAreas',
      jsonArrayFrom(
        eb
          .selectFrom('plan.action as a')
          .whereRef('a.objective_id', '=', 'o.id')
          .select(['a.state', 'a.ends_on as endsOn']),
      ).as('actions'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.indicator as i')
          .whereRef('i.objective_id', '=', 'o.id')
          .select(['i.id', 'i.baseline', 'i.target']),
      ).as('indicators'),
    ])
    .where('o.plan_id', '=', planId)
    .where('o.withdrawn_at', 'is', null)
    .orderBy('o.position')
    .orderBy('o.code')
    .execute();
  return rows.map((row) => ({
    ...row,
    level: row.level as Level,
    rank: row.rank as Rank,
    actions: row.actions as ObjectiveRow['actions'],
  }));
}

export interface ObjectivePlace {
  id: string;
  code: string;
  parentId: string | null;
  position: number;
}

/** Codes and parents of a plan's objectives, withdrawn ones too: codes are never used twice. */
export async function listObjectiveCodes(tx: Tx, planId: string): Promise<ObjectivePlace[]> {
  return tx
    .selectFrom('plan.objective')
    .select(['id', 'code', 'parent_id as parentId', 'position'])
    .where('plan_id', '=', planId)
    .orderBy('position')
    .execute();
}

export interface ObjectiveInsert extends ObjectiveFields {
  id: string;
  code: string;
  placeId: string;
  parentId: string | null;
  position: number;
}

export async function insertObjectives(
  tx: Tx,
  planId: string,
  objectives: readonly ObjectiveInsert[],
): Promise<void> {
  if (objectives.length === 0) return;
  await tx
    .insertInto('plan.objective')
    .values(
      objectives.map((one) => ({
        id: one.id,
        plan_id: planId,
        code: one.code,
        position: one.position,
        ...columnsOf(one, one.placeId, one.parentId),
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateObjective(
  tx: Tx,
  id: string,
  version: number,
  fields: ObjectiveFields,
  placeId: string,
  parentId: string | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.objective')
    .set(columnsOf(fields, placeId, parentId))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: ObjectiveFields, placeId: string, parentId: string | null) {
  return {
    level: fields.level,
    rank: fields.rank,
    place_id: placeId,
    parent_id: parentId,
    title: fields.title,
    description: fields.description,
    target: fields.target,
    policy_areas: fields.policyAreas,
    key_points: JSON.stringify(fields.keyPoints),
    stated_needs: fields.statedNeeds,
    personnel: fields.personnel,
    cross_cutting: fields.crossCutting,
    cross_cutting_areas: fields.crossCuttingAreas,
    socio_sanitary_integration: fields.socioSanitaryIntegration,
    integration_note: fields.integrationNote,
    continuity: fields.continuity,
    continuity_note: fields.continuityNote,
    co_design: fields.coDesign,
    budget_note: fields.budgetNote,
    fields: JSON.stringify(fields.fields),
    source: fields.source,
    note: fields.note,
  };
}

/** Counts a version for what hangs on the objective, so that two editors of its links meet as well. */
export async function touchObjective(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('plan.objective')
    .set((eb) => ({ position: eb.ref('position') }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
