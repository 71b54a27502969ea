import type { Ctx } from '#platform/http/context.js';
import type { Catalogue } from '../catalogue.types.js';
import { listOpenBoundaries } from '../open-data.sql.js';
import { listPlaces } from '../place.sql.js';
import { extentOf } from './extent.js';

/** The ambito's comuni, each with where it lies when its boundary was imported. */
export async function listCataloguePlaces(ctx: Ctx): Promise<Catalogue['comuni']> {
  const extents = new Map(
    (await listOpenBoundaries(ctx.tx)).map(({ code, boundary }) => [code, extentOf(boundary)]),
  );
  return (await listPlaces(ctx.tx))
    .filter((place) => place.kind === 'comune')
    .map(({ code, name }) => ({ code, name, extent: extents.get(code) ?? null }));
}
