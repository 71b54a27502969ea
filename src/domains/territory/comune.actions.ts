import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { listItalianComuni } from './italian-comune.sql.js';
import {
  countObservationsOf,
  countRolesAt,
  deletePlace,
  insertMembers,
  insertPlaces,
  listPlaces,
} from './place.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/**
 * Takes comuni of Italy's list into the ambito; those that it has already are left alone.
 * @returns how many were added. @throws Invalid when a code is of no comune, or none is new
 */
export async function addComuni(ctx: Ctx, codes: readonly string[]): Promise<number> {
  requireRole(ctx, TERRITORY_EDITORS);
  const places = await listPlaces(ctx.tx);
  const present = new Set(places.map((place) => place.code));
  const asked = [...new Set(codes)].filter((code) => !present.has(code));
  if (asked.length === 0) throw new Invalid([{ field: 'comuni', code: 'territory.comune.none' }]);
  const comuni = await listItalianComuni(ctx.tx, asked);
  if (comuni.length < asked.length) {
    const unknown = asked.filter((code) => !comuni.some((comune) => comune.code === code));
    throw new Invalid([
      {
        field: 'comuni',
        code: 'territory.choice.unknown',
        values: { codes: unknown.slice(0, 10).join('; '), count: unknown.length },
      },
    ]);
  }
  const whole = places.find((place) => place.kind === 'ambito');
  if (!whole) throw new Error(`The ambito ${ctx.ambito.slug} is not a place of its own.`);
  const added = comuni.map(({ code, name, province, km2 }) => ({
    id: newId(),
    kind: 'comune' as const,
    code,
    name,
    province,
    km2,
  }));
  await insertPlaces(ctx.tx, added);
  await insertMembers(
    ctx.tx,
    whole.id,
    added.map((comune) => comune.id),
  );
  for (const { code } of added) await writeAudit(ctx, 'comune.add', 'comune', code);
  return added.length;
}

/**
 * Takes a comune out of the ambito, with its place in an area: for one that was added by mistake.
 * @throws Refused when imported figures or roles are of it, or it is the only one; Absent, Conflict
 */
export async function removeComune(
  ctx: Ctx,
  code: string,
  input: { version: number; reason: string },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const comuni = (await listPlaces(ctx.tx)).filter((place) => place.kind === 'comune');
  const comune = comuni.find((place) => place.code === code);
  if (!comune) throw new Absent('comune');
  const { name } = comune;
  if (comuni.length === 1) throw new Refused('territory.comune.last', { name });
  const figures = await countObservationsOf(ctx.tx, comune.id);
  if (figures > 0) throw new Refused('territory.comune.has-figures', { name, count: figures });
  const roles = await countRolesAt(ctx.tx, 'comune', code);
  if (roles > 0) throw new Refused('territory.comune.has-people', { name, count: roles });
  await giveReason(ctx, input.reason);
  if (!(await deletePlace(ctx.tx, comune.id, input.version))) throw new Conflict();
  await writeAudit(ctx, 'comune.remove', 'comune', code);
}
