import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { codeOf } from './ambito.rules.js';
import { SHIPPED_SCENARIOS } from './projection/scenario.types.js';
import {
  deleteScenario,
  findOwnScenario,
  insertScenario,
  listOwnScenarios,
  updateScenario,
} from './projection-scenario.sql.js';
import type { OwnScenario, ScenarioFields } from './projection-scenario.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/** So many that nobody keeps them apart any more. */
const MOST_SCENARIOS = 50;

/** @returns its code, made from the name. @throws Invalid when the name is taken or too many are kept, Refused */
export async function createScenario(ctx: Ctx, fields: ScenarioFields): Promise<string> {
  requireRole(ctx, TERRITORY_EDITORS);
  const own = await listOwnScenarios(ctx.tx, false);
  if (own.length >= MOST_SCENARIOS)
    throw new Invalid([
      { field: '', code: 'territory.projection.scenario-too-many', values: { most: MOST_SCENARIOS } },
    ]);
  const code = codeOf(fields.name);
  checkName(fields, code, own);
  await insertScenario(ctx.tx, { ...fields, id: newId(), code });
  await writeAudit(ctx, 'projection-scenario.create', 'projectionScenario', code, told(fields));
  return code;
}

/** The code stays: addresses and chapters of plans name it. @throws Absent, Invalid, Conflict, Refused */
export async function editScenario(
  ctx: Ctx,
  code: string,
  version: number,
  fields: ScenarioFields,
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const scenario = await getOwnScenario(ctx, code);
  const others = (await listOwnScenarios(ctx.tx, false)).filter((one) => one.code !== code);
  checkName(fields, null, others);
  if (!(await updateScenario(ctx.tx, scenario.id, version, fields))) throw new Conflict();
  await writeAudit(ctx, 'projection-scenario.update', 'projectionScenario', code, told(fields));
}

/** @throws Absent, Conflict, Refused */
export async function removeScenario(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const scenario = await getOwnScenario(ctx, code);
  await giveReason(ctx, reason);
  if (!(await deleteScenario(ctx.tx, scenario.id, version))) throw new Conflict();
  await writeAudit(ctx, 'projection-scenario.delete', 'projectionScenario', code);
}

/** @throws Absent */
export async function getOwnScenario(ctx: Ctx, code: string): Promise<OwnScenario> {
  const scenario = await findOwnScenario(ctx.tx, code);
  if (!scenario) throw new Absent('scenario');
  return scenario;
}

/** Two scenarios of one name cannot be told apart in a list, nor one that is called as a shipped one. */
function checkName({ name }: ScenarioFields, code: string | null, others: readonly OwnScenario[]): void {
  const folded = codeOf(name);
  const taken =
    SHIPPED_SCENARIOS.some((shipped) => shipped === folded) ||
    others.some((other) => codeOf(other.name) === folded || other.code === code);
  if (folded === '' || taken)
    throw new Invalid([
      { field: 'name', code: 'territory.projection.scenario-name-taken', values: { name } },
    ]);
}

function told({ fertility, lifeGain, migration, isPublic }: ScenarioFields) {
  return { fertility, lifeGain, migration, isPublic };
}
