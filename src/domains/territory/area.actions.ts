import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { codeOf } from './ambito.rules.js';
import {
  type Coordinates,
  countObservationsOf,
  countRolesAt,
  deleteMembers,
  deletePlace,
  insertMembers,
  insertPlaces,
  listPlaces,
  renamePlace,
  updateCoordinates,
} from './place.sql.js';
import type { Place } from './place.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

export interface AreaInput {
  name: string;
  /** ISTAT codes of comuni of the ambito. */
  comuni: readonly string[];
}

/** Adds provinces that hold the ambito or border on it, where networks reach over its edge; known ones are left alone. */
export async function addProvinces(
  ctx: Ctx,
  provinces: readonly { code: string; name: string }[],
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const known = new Set((await listPlaces(ctx.tx)).map((place) => place.name));
  const added = provinces
    .filter(({ name }) => !known.has(name))
    .map(({ code, name }) => ({ id: newId(), kind: 'province' as const, code, name }));
  await insertPlaces(ctx.tx, added);
  for (const { code } of added) await writeAudit(ctx, 'place.create', 'place', code);
}

/** @returns the code of the new area. @throws Invalid, Refused */
export async function createArea(ctx: Ctx, input: AreaInput): Promise<string> {
  requireRole(ctx, TERRITORY_EDITORS);
  const places = await listPlaces(ctx.tx);
  const code = codeOf(input.name);
  if (code === '' || places.some((place) => place.code === code))
    throw new Invalid([{ field: 'name', code: 'territory.area.name-taken', values: { name: input.name } }]);
  const members = memberIds(places, input, null);
  const id = newId();
  await insertPlaces(ctx.tx, [{ id, kind: 'area', code, name: input.name }]);
  await insertMembers(ctx.tx, id, members);
  await writeAudit(ctx, 'area.create', 'area', code, { comuni: members.length });
  return code;
}

/** The code stays, because addresses and roles use it. @throws Absent, Invalid, Refused, Conflict */
export async function updateArea(
  ctx: Ctx,
  code: string,
  input: AreaInput & { version: number },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const places = await listPlaces(ctx.tx);
  const area = getArea(places, code);
  const members = memberIds(places, input, area);
  if (!(await renamePlace(ctx.tx, area.id, input.name, input.version))) throw new Conflict();
  await deleteMembers(ctx.tx, area.id);
  await insertMembers(ctx.tx, area.id, members);
  await writeAudit(ctx, 'area.update', 'area', code, { comuni: members.length });
}

/** Takes an area away; its comuni stay. @throws Refused when published figures speak of it, or a role holds only there. */
export async function deleteArea(ctx: Ctx, code: string, version: number, reason = ''): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const area = getArea(await listPlaces(ctx.tx), code);
  const figures = await countObservationsOf(ctx.tx, area.id);
  if (figures > 0) throw new Refused('territory.area.has-figures', { name: area.name, count: figures });
  const roles = await countRolesAt(ctx.tx, 'area', code);
  if (roles > 0) throw new Refused('territory.area.has-people', { name: area.name, count: roles });
  await giveReason(ctx, reason);
  if (!(await deletePlace(ctx.tx, area.id, version))) throw new Conflict();
  await writeAudit(ctx, 'area.delete', 'area', code);
}

/** Where comuni stand on the map when no boundaries are there (WGS84). */
export async function placeComuni(ctx: Ctx, rows: readonly Coordinates[]): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  await updateCoordinates(ctx.tx, rows);
  await writeAudit(ctx, 'comune.place', 'ambito', ctx.ambito.slug, { comuni: rows.length });
}

function getArea(places: readonly Place[], code: string): Place {
  const area = places.find((place) => place.kind === 'area' && place.code === code);
  if (!area) throw new Absent('area');
  return area;
}

/** Areas part the ambito: a comune in two of them would be counted twice in comparisons. */
function memberIds(places: readonly Place[], input: AreaInput, self: Place | null): string[] {
  if (input.comuni.length === 0) throw new Invalid([{ field: 'comuni', code: 'territory.area.no-comuni' }]);
  return input.comuni.map((code) => {
    const comune = places.find((place) => place.kind === 'comune' && place.code === code);
    if (!comune)
      throw new Invalid([{ field: 'comuni', code: 'territory.area.comune-outside', values: { code } }]);
    if (comune.area !== null && comune.area !== self?.code) {
      const holder = places.find((place) => place.code === comune.area);
      throw new Invalid([
        {
          field: 'comuni',
          code: 'territory.area.comune-taken',
          values: { comune: comune.name, area: holder?.name ?? comune.area },
        },
      ]);
    }
    return comune.id;
  });
}
