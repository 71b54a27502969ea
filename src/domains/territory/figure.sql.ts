import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { type Forebear, type StoredCounts, type SummedPlace, sumAgeCounts } from './age-count.rules.js';
import type { AgeCounts, Figure } from './figure.types.js';
import type { Sex } from './files/files.types.js';
import type { Level, PlaceKind } from './place.types.js';

interface FigureRow extends Omit<Figure, 'place'> {
  code: string;
  name: string;
  kind: PlaceKind;
  sex: Sex;
}

/**
 * Live figures of some variables as their publishers give them, single ages a row each; for some places (codes) and
 * years, or for all. Nothing is summed: a merged comune and its forebears stand apart.
 */
export async function listFigures(
  tx: Tx,
  {
    variables,
    places,
    years,
  }: { variables: readonly string[]; places?: readonly string[]; years?: readonly number[] },
): Promise<Figure[]> {
  const { rows } = await sql<FigureRow>`
    select f.variable, p.code, p.name, p.kind, f.year, f.sex, f.age_from as "ageFrom", f.age_to as "ageTo",
      f.category, f.value, f.dataset_id as dataset
    from territory.live_figure f
    join territory.place p on p.ambito_id = f.ambito_id and p.id = f.place_id
    where f.variable = any (${[...variables]}::text[])
      and (${years ? [...years] : null}::smallint[] is null or f.year = any (${years ? [...years] : null}::smallint[]))
      and (${places ? [...places] : null}::text[] is null or f.place_id = any (
        array(select id from territory.place where code = any (${places ? [...places] : null}::text[]))))
    order by f.variable, p.code, f.year, f.sex, f.age_from nulls first, f.age_to, f.category`.execute(tx);
  return rows.map(({ code, name, kind, ...figure }) => ({ ...figure, place: { code, name, kind } }));
}

/**
 * Live counts by single age, a row a place, year and sex. Areas, the ambito, provinces… are summed from their comuni
 * where they have no figures of their own, a merged comune before its merger from its forebears; a place with a comune
 * missing is left out.
 */
export async function listAgeCounts(
  tx: Tx,
  {
    variable,
    levels,
    places,
    years,
  }: {
    variable: string;
    levels: readonly (Level | 'otherComune')[];
    places?: readonly string[];
    years?: readonly number[];
  },
): Promise<AgeCounts[]> {
  const targets = await listSummedPlaces(tx, levels, places ?? null);
  const members = [...new Set(targets.flatMap((target) => [target.id, ...target.members]))];
  if (members.length === 0) return [];
  const forebears = await listForebears(tx, members);
  const wanted = [...members, ...forebears.map((forebear) => forebear.partId)];
  return sumAgeCounts(targets, await listStoredCounts(tx, variable, wanted, years ?? null), forebears);
}

async function listSummedPlaces(
  tx: Tx,
  levels: readonly string[],
  places: readonly string[] | null,
): Promise<SummedPlace[]> {
  const { rows } = await sql<SummedPlace>`
    select p.id, p.code, p.name, p.kind,
      case when p.kind in ('comune', 'otherComune') then array[p.id] else coalesce((
        select array_agg(m.comune_id) from territory.area_comune m where m.ambito_id = p.ambito_id and m.area_id = p.id), '{}') end as members
    from territory.place p
    where p.kind = any (${[...levels]}::text[]) and (${places ? [...places] : null}::text[] is null or p.code = any (${places ? [...places] : null}::text[]))
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.name collate "it-x-icu"`.execute(
    tx,
  );
  return rows;
}

async function listForebears(tx: Tx, placeIds: readonly string[]): Promise<Forebear[]> {
  return tx
    .selectFrom('territory.forebear')
    .select([
      'place_id as placeId',
      'part_id as partId',
      'first_year as firstYear',
      'last_year as lastYear',
      'last_is_sure as lastIsSure',
      'beside_own as besideOwn',
    ])
    .where(sql<boolean>`place_id = any (${[...placeIds]}::uuid[])`)
    .execute();
}

async function listStoredCounts(
  tx: Tx,
  variable: string,
  placeIds: readonly string[],
  years: readonly number[] | null,
): Promise<StoredCounts[]> {
  const { rows } = await sql<Omit<StoredCounts, 'counts'> & { counts: string }>`
    select place_id as "placeId", year, sex, array_to_json(counts)::text as counts
    from territory.live_age_count
    where variable = ${variable} and category = '' and place_id = any (${[...placeIds]}::uuid[])
      and (${years ? [...years] : null}::smallint[] is null or year = any (${years ? [...years] : null}::smallint[]))`.execute(
    tx,
  );
  // As JSON: the driver's own reading of an array takes ten times as long.
  return rows.map(({ counts, ...row }) => ({ ...row, counts: JSON.parse(counts) as (number | null)[] }));
}
