import type pg from 'pg';

/** Turns a statement into the same one on the adopted side of texts that are being amended. */
export type ToAdopted = (text: string) => string;

/** Statements are few and come again: what each becomes is kept. */
const MAX_KEPT = 600;

/**
 * Tables and views that have an adopted side, which `platform.make_shown()` made beside each: `plan_shown.need` of
 * `plan.need`. They do not change while the program runs.
 * @param tables names of both, as `plan.need`
 */
export function toAdoptedOf(tables: readonly string[]): ToAdopted {
  const names = new Set(tables);
  const kept = new Map<string, string>();
  // Literals are passed over: the history of a table is asked for by its name.
  const parts = /'(?:[^']|'')*'|(?<![\w."])("?)([a-z_]+)\1\.("?)([a-z_]+)\3(?![\w"(])/g;
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const turned = text.replace(parts, (whole, open: string, schema: string, quote: string, name: string) =>
      schema !== undefined && names.has(`${schema}.${name}`)
        ? `${open}${schema}_shown${open}.${quote}${name}${quote}`
        : whole,
    );
    if (kept.size < MAX_KEPT) kept.set(text, turned);
    return turned;
  };
}

/** Asks the database, once, which tables have an adopted side. */
export async function readToAdopted(owner: pg.Pool): Promise<ToAdopted> {
  const { rows } = await owner.query<{ name: string }>(`
    select regexp_replace(n.nspname, '_shown$', '') || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname like '%\\_shown' and c.relkind = 'v'`);
  return toAdoptedOf(rows.map(({ name }) => name));
}
