import type { Tx } from '#platform/db/walled.js';
import type { OwnScenario, ScenarioFields } from './projection-scenario.types.js';

const COLUMNS = [
  'id',
  'code',
  'version',
  'name',
  'note',
  'fertility',
  'life_gain as lifeGain',
  'migration',
  'is_public as isPublic',
] as const;

/** The office's own scenarios, by name; only those that the public may see when `onlyPublic`. */
export async function listOwnScenarios(tx: Tx, onlyPublic: boolean): Promise<OwnScenario[]> {
  let query = tx.selectFrom('territory.projection_scenario').select(COLUMNS).orderBy('name');
  if (onlyPublic) query = query.where('is_public', '=', true);
  return query.execute();
}

export async function findOwnScenario(tx: Tx, code: string): Promise<OwnScenario | undefined> {
  return tx
    .selectFrom('territory.projection_scenario')
    .select(COLUMNS)
    .where('code', '=', code)
    .executeTakeFirst();
}

export async function insertScenario(
  tx: Tx,
  { id, code, lifeGain, isPublic, ...fields }: ScenarioFields & { id: string; code: string },
): Promise<void> {
  await tx
    .insertInto('territory.projection_scenario')
    .values({ id, code, life_gain: lifeGain, is_public: isPublic, ...pick(fields) })
    .execute();
}

/** @returns whether the row still had that version. */
export async function updateScenario(
  tx: Tx,
  id: string,
  version: number,
  { lifeGain, isPublic, ...fields }: ScenarioFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('territory.projection_scenario')
    .set({ life_gain: lifeGain, is_public: isPublic, ...pick(fields) })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns whether the row still had that version. */
export async function deleteScenario(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('territory.projection_scenario')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function pick({ name, note, fertility, migration }: Omit<ScenarioFields, 'lifeGain' | 'isPublic'>) {
  return { name, note, fertility, migration };
}
