import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { NewPlace, Place } from './place.types.js';

/** Enters an ambito made in this very transaction, so that its places are made behind its wall. */
export async function enterAmbito(tx: Tx, ambitoId: string): Promise<void> {
  await sql`select set_config('app.ambito_id', ${ambitoId}, true)`.execute(tx);
}

/**
 * Every place of the ambito: the ambito itself, its areas, its comuni by name, then what is there for comparison. Not
 * the comuni of elsewhere, which may be all of Italy's: `listOtherComuni`.
 */
export async function listPlaces(tx: Tx): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select p.id, p.kind, p.code, p.name, p.province, p.km2, p.version,
      coalesce(case when p.kind in ('area', 'ambito') then (select array_agg(c.code order by c.code) from territory.area_comune m
        join territory.place c on c.ambito_id = m.ambito_id and c.id = m.comune_id and c.kind = 'comune'
        where m.ambito_id = p.ambito_id and m.area_id = p.id) end, '{}') as comuni,
      case when p.kind = 'comune' then (select a.code from territory.area_comune m
        join territory.place a on a.ambito_id = m.ambito_id and a.id = m.area_id and a.kind = 'area'
        where m.ambito_id = p.ambito_id and m.comune_id = p.id order by a.code limit 1) end as area
    from territory.place p
    where p.kind in ('ambito', 'area', 'comune', 'province', 'region', 'country', 'healthDistrict')
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.name collate "it-x-icu"`.execute(
    tx,
  );
  return rows;
}

/** Comuni of elsewhere and forebears of today's, kept with figures of their own: up to some 8,000. */
export async function listOtherComuni(tx: Tx): Promise<{ id: string; code: string; name: string }[]> {
  return tx
    .selectFrom('territory.place')
    .select(['id', 'code', 'name'])
    .where('kind', '=', 'otherComune')
    .orderBy('code')
    .execute();
}

/** What a file may name each place by; comuni of elsewhere last, so that theirs win where one code names two places. */
export async function listFilePlaces(tx: Tx): Promise<Pick<Place, 'id' | 'kind' | 'code' | 'name'>[]> {
  const { rows } = await sql<Pick<Place, 'id' | 'kind' | 'code' | 'name'>>`
    select id, kind, code, name from territory.place order by kind = 'otherComune', code collate "C"`.execute(
    tx,
  );
  return rows;
}

export async function insertPlaces(tx: Tx, places: readonly NewPlace[]): Promise<void> {
  if (places.length === 0) return;
  await tx
    .insertInto('territory.place')
    .values(
      places.map(({ id, kind, code, name, province = null, km2 = null }) => ({
        id,
        kind,
        code,
        name,
        province,
        km2,
      })),
    )
    .execute();
}

/** Puts comuni into an area, or into the ambito as a place. */
export async function insertMembers(tx: Tx, areaId: string, comuneIds: readonly string[]): Promise<void> {
  if (comuneIds.length === 0) return;
  await tx
    .insertInto('territory.area_comune')
    .values(comuneIds.map((comuneId) => ({ area_id: areaId, comune_id: comuneId })))
    .execute();
}

export async function deleteMembers(tx: Tx, areaId: string): Promise<void> {
  await tx.deleteFrom('territory.area_comune').where('area_id', '=', areaId).execute();
}

/** @returns whether the row still had that version. */
export async function renamePlace(tx: Tx, id: string, name: string, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('territory.place')
    .set({ name })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns whether the row still had that version. */
export async function deletePlace(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('territory.place')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** How many figures speak of a place itself (not of its comuni). */
export async function countObservationsOf(tx: Tx, placeId: string): Promise<number> {
  const row = await tx
    .selectFrom('territory.observation')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('place_id', '=', placeId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many roles hold only at this place. */
export async function countRolesAt(tx: Tx, kind: 'area' | 'comune', code: string): Promise<number> {
  const row = await tx
    .selectFrom('platform.role_grant')
    .select((of) => of.fn.countAll<number>().as('count'))
    // One sees one's own roles in other ambiti too.
    .where('ambito_id', '=', sql<string>`platform.current_ambito()`)
    .where('scope_kind', '=', kind)
    .where('scope_code', '=', code)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface Coordinates {
  code: string;
  lon: number;
  lat: number;
}

export async function updateCoordinates(tx: Tx, rows: readonly Coordinates[]): Promise<void> {
  await sql`update territory.place p set lon = r.lon, lat = r.lat
    from unnest(${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.lon)}::float8[], ${rows.map((row) => row.lat)}::float8[]) as r(code, lon, lat)
    where p.code = r.code and p.kind = 'comune'`.execute(tx);
}

export interface PlaceOnMap {
  code: string;
  name: string;
  lon: number | null;
  lat: number | null;
  boundary: unknown;
  area: string | null;
}

/** What a map is drawn from. Boundaries are large: keep what is made of them, under `findMapVersion`. */
export async function listPlacesOnMap(tx: Tx): Promise<PlaceOnMap[]> {
  const { rows } = await sql<PlaceOnMap>`
    select p.code, p.name, p.lon, p.lat, p.boundary,
      (select a.code from territory.area_comune m
        join territory.place a on a.ambito_id = m.ambito_id and a.id = m.area_id and a.kind = 'area'
        where m.ambito_id = p.ambito_id and m.comune_id = p.id order by a.code limit 1) as area
    from territory.place p where p.kind = 'comune' order by p.code`.execute(tx);
  return rows;
}

/**
 * Changes when a place, an area, a dataset, a metric, a finding or an explanation of the ambito does. Made of the
 * transactions that wrote the rows: a sum, because those that began earlier may end later. Comuni of elsewhere, which
 * may be thousands, come and go only with a dataset.
 */
export async function getTerritoryVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws('.',
      (select concat_ws('-', count(*), sum(xmin::text::bigint)) from territory.place
        where kind in ('comune', 'area', 'ambito', 'province', 'region', 'country', 'healthDistrict')),
      (select concat_ws('-', count(*), sum(m.xmin::text::bigint)) from territory.area_comune m
        join territory.place a on a.ambito_id = m.ambito_id and a.id = m.area_id and a.kind in ('area', 'ambito')),
      (select concat_ws('-', count(*), sum(xmin::text::bigint)) from territory.dataset),
      (select concat_ws('-', count(*), sum(xmin::text::bigint)) from territory.metric),
      (select concat_ws('-', count(*), sum(xmin::text::bigint)) from territory.quality_finding),
      (select concat_ws('-', count(*), sum(xmin::text::bigint)) from territory.finding_explanation)) as mark`.execute(
    tx,
  );
  return rows[0]?.mark ?? '';
}

/** Code of the area of each comune that is in one. */
export async function listAreasOfComuni(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ comune: string; area: string }>`
    select c.code as comune, a.code as area from territory.area_comune m
    join territory.place a on a.ambito_id = m.ambito_id and a.id = m.area_id and a.kind = 'area'
    join territory.place c on c.ambito_id = m.ambito_id and c.id = m.comune_id`.execute(tx);
  return new Map(rows.map((row) => [row.comune, row.area]));
}

/** Figures that documents publish in their own words about a place (not those that metrics read), newest first. */
export async function listPublishedFigures(
  tx: Tx,
  placeId: string,
): Promise<
  {
    variable: string;
    category: string;
    period: string;
    value: number | null;
    unit: string;
    location: string | null;
  }[]
> {
  return tx
    .selectFrom('territory.observation as o')
    .innerJoin('territory.variable as v', 'v.code', 'o.variable')
    .innerJoin('territory.dataset as d', 'd.id', 'o.dataset_id')
    .select([
      'v.name as variable',
      'o.category',
      'o.period',
      'o.value',
      sql<string>`coalesce(o.unit, v.unit)`.as('unit'),
      'o.location',
    ])
    .where('o.place_id', '=', placeId)
    .where('d.layout', '=', 'trama-series')
    .where('d.superseded_at', 'is', null)
    .where('d.withdrawn_at', 'is', null)
    .where((of) => of.or([of('o.category', '=', ''), of('o.category', '=', 'totale')]))
    .orderBy('v.name')
    .orderBy('o.period', 'desc')
    .limit(300)
    .execute();
}
