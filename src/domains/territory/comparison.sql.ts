import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { NewPlace, PlaceKind } from './place.types.js';
import { plainList } from './plain-list.js';

export interface Italy {
  comuni: {
    code: string;
    name: string;
    province: string;
    provinceName: string;
    region: string;
    km2: number | null;
  }[];
  /** What of it the ambito has already. */
  present: { id: string; kind: PlaceKind; code: string }[];
}

export async function listItaly(tx: Tx): Promise<Italy> {
  const comuni = await tx
    .selectFrom('territory.italian_comune')
    .select(['code', 'name', 'province', 'province_name as provinceName', 'region', 'km2'])
    .orderBy('code')
    .execute();
  const present = await tx
    .selectFrom('territory.place')
    .select(['id', 'kind', 'code'])
    .where('kind', 'in', ['comune', 'otherComune', 'province', 'region', 'country'])
    .execute();
  return { comuni, present: present as Italy['present'] };
}

/**
 * Thousands of places and their membership, in a statement each; those that are there stay as they are. Members that are
 * there are looked for beforehand: `on conflict` asks the index for each of all the others too.
 */
export async function insertComparison(
  tx: Tx,
  places: readonly NewPlace[],
  members: readonly { areaId: string; comuneId: string }[],
): Promise<void> {
  const column = <K extends keyof NewPlace>(key: K) => places.map((place) => place[key] ?? null);
  await sql`insert into territory.place (ambito_id, id, kind, code, name, province, km2)
    select (select platform.current_ambito()), * from unnest(${column('id')}::uuid[], ${column('kind')}::text[],
      ${column('code')}::text[], ${column('name')}::text[], ${column('province')}::text[], ${column('km2')}::numeric[])`.execute(
    tx,
  );
  await sql`insert into territory.area_comune (ambito_id, area_id, comune_id)
    select (select platform.current_ambito()), n.area_id, n.comune_id
    from unnest(${plainList(members.map((one) => one.areaId))}::uuid[],
      ${plainList(members.map((one) => one.comuneId))}::uuid[]) as n(area_id, comune_id)
    where not exists (select from territory.area_comune m where m.area_id = n.area_id and m.comune_id = n.comune_id)`.execute(
    tx,
  );
}

/** What became of comuni: the shipped list, with what the ambito's own imported lists add or say otherwise. */
const change = sql`
  select distinct on (code, successor, effective_on) code, name, successor, effective_on, kind from (
    select code, name, successor, effective_on, kind, null::timestamptz as imported_at from territory.italian_change
    union all
    select c.code, c.name, c.successor, c.effective_on, c.kind, d.imported_at from territory.comune_change c
    join territory.dataset d on d.ambito_id = c.ambito_id and d.id = c.dataset_id
    where d.superseded_at is null and d.withdrawn_at is null) known
  order by code, successor, effective_on, imported_at desc nulls last`;

/**
 * Each comune of the ambito's places with the earlier comuni that it is made of, through any number of changes. Comuni
 * that were split are nobody's forebears: their figures cannot be parted.
 */
const line = sql`
  change as (${change}), whole as (
    select c.* from change c where c.kind <> 'split'
  ), line as (
    select p.id as place_id, w.code, w.name, w.effective_on, w.kind = 'incorporation' as beside_own, 1 as depth
    from territory.place p join whole w on w.successor = p.code
    where p.kind in ('comune', 'otherComune')
    union all
    select l.place_id, w.code, w.name, w.effective_on, l.beside_own, l.depth + 1
    from line l join whole w on w.successor = l.code and w.effective_on < l.effective_on
    where l.depth < 10
  )`;

/**
 * Makes the forebears of the ambito's comuni places of their own, ties them, and unties what a list no longer says.
 * Doing it again changes nothing.
 */
export async function refreshForebears(tx: Tx): Promise<void> {
  await sql`with recursive ${line}
    insert into territory.place (id, kind, code, name)
    select gen_random_uuid(), 'otherComune', l.code, min(l.name) from line l
    where not exists (select from territory.place p where p.code = l.code)
    group by l.code`.execute(tx);
  await sql`with recursive ${line}
    insert into territory.forebear (place_id, part_id, first_year, last_year, last_is_sure, beside_own)
    select distinct on (l.place_id, q.id) l.place_id, q.id,
      (select extract(year from max(b.effective_on) + interval '1 year' - interval '1 day')::smallint
        from whole b where b.successor = l.code and b.kind = 'merger' and b.effective_on < l.effective_on),
      extract(year from l.effective_on - 1)::smallint,
      extract(day from l.effective_on) = 1 and extract(month from l.effective_on) = 1,
      l.beside_own
    from line l join territory.place q on q.code = l.code
    where q.id <> l.place_id
    order by l.place_id, q.id, l.effective_on desc
    on conflict (ambito_id, place_id, part_id) do update set first_year = excluded.first_year,
      last_year = excluded.last_year, last_is_sure = excluded.last_is_sure, beside_own = excluded.beside_own
    where (forebear.first_year, forebear.last_year, forebear.last_is_sure, forebear.beside_own)
      is distinct from (excluded.first_year, excluded.last_year, excluded.last_is_sure, excluded.beside_own)`.execute(
    tx,
  );
  await sql`with recursive ${line}
    delete from territory.forebear f where not exists (
      select from line l join territory.place q on q.code = l.code where l.place_id = f.place_id and q.id = f.part_id)`.execute(
    tx,
  );
}

/** Codes whose figures concern the ambito: of its comuni, and of the earlier comuni that they are made of. */
export async function listKeptCodes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`with recursive ${line}
    select code from territory.place where kind = 'comune'
    union select l.code from line l join territory.place p on p.id = l.place_id and p.kind = 'comune'`.execute(
    tx,
  );
  return rows.map((row) => row.code);
}

export interface ComuneChange {
  code: string;
  name: string;
  successor: string;
  successorName: string;
  /** ISO day on which the comune ceased to be. */
  effectiveOn: string;
  /** Merger: the successor was born that day. Incorporation: it was there. Split: the land went to more than one. */
  kind: 'merger' | 'incorporation' | 'split';
}

/** Stores the changes of an imported list. Call `refreshForebears` when its dataset is in too. */
export async function storeComuneChanges(
  tx: Tx,
  datasetId: string,
  changes: readonly ComuneChange[],
): Promise<void> {
  const column = <K extends keyof ComuneChange>(key: K) => changes.map((one) => one[key]);
  await sql`insert into territory.comune_change (dataset_id, code, name, successor, successor_name, effective_on, kind)
    select ${datasetId}::uuid, * from unnest(${column('code')}::text[], ${column('name')}::text[],
      ${column('successor')}::text[], ${column('successorName')}::text[], ${column('effectiveOn')}::date[],
      ${column('kind')}::text[]) on conflict do nothing`.execute(tx);
}
