import type { Database } from '#platform/db/database.js';
import { newId } from '#platform/ids.js';

interface Table {
  name: string;
  columns: string;
  /** Tables that its rows point to. */
  needs: string[];
}

/** A table after those that its rows point to, which a later migration may have added. */
function inOrder(tables: readonly Table[]): Table[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs }) => needs.every((name) => !waiting.has(name)));
    if (ready.length === 0) throw new Error(`Tables that need each other: ${[...waiting.keys()].join(', ')}`);
    for (const table of ready) waiting.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/**
 * Copies an ambito many times under other names, so that the planner sees tables as long as those of a region.
 * Every key begins with the ambito: the copies keep all other identifiers.
 */
export async function copyAmbito(database: Database, slug: string, copies: number): Promise<void> {
  const client = await database.owner.connect();
  try {
    const { rows: tables } = await client.query<Table>(
      `select c.oid::regclass::text as name,
         string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attname <> 'ambito_id' and a.attgenerated = '') as columns,
         array(select k.confrelid::regclass::text from pg_constraint k
               where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and c.relforcerowsecurity
       group by c.oid having bool_or(a.attname = 'ambito_id') order by c.oid`,
    );
    await client.query('begin; set constraints all immediate');
    const ids = Array.from({ length: copies }, () => newId());
    await client.query(
      `insert into platform.ambito (id, slug, name, lead_body)
       select id, 'copia-' || n, 'Ambito ' || n, null from unnest($1::uuid[]) with ordinality as one (id, n)`,
      [ids],
    );
    for (const { name, columns } of inOrder(tables)) {
      // Only a table's owner may lift its wall, and only for as long as this transaction lasts.
      await client.query(`alter table ${name} no force row level security, disable trigger user`);
      await client.query(
        `insert into ${name} (ambito_id, ${columns})
         select copy, ${columns} from ${name} t cross join unnest($1::uuid[]) copy
         where t.ambito_id = (select id from platform.ambito where slug = $2)`,
        [ids, slug],
      );
      await client.query(`alter table ${name} force row level security, enable trigger user`);
    }
    await client.query('commit');
    // Every row is looked at: of a sample drawn at random the planner may think otherwise each time.
    await client.query('set default_statistics_target = 1000; analyze; reset default_statistics_target');
  } finally {
    client.release();
  }
}
