/** A statement as it is told from others: without the numbers of its parameters and the length of its lists. */
export function normalise(statement: string): string {
  return statement
    .replace(/\s+/g, ' ')
    .replace(/\$\d+/g, '$')
    .replace(/\(\$(?:, \$)+\)/g, '($, …)')
    .replace(/(?:\(\$, …\)(?:, )?){2,}/g, '($, …), …')
    .trim();
}

/** One clause a line, so that a difference shows where it is. */
export function layOut(statement: string): string {
  return statement.replace(
    / (from|where|left join|inner join|join|cross join|group by|order by|limit|union all|returning|on conflict|values|set) /g,
    '\n  $1 ',
  );
}

/** Domain whose tables a statement reads first; `platform` when it reads only the platform's. */
export function domainOf(statement: string, domains: readonly string[]): string {
  const named = [...statement.matchAll(/"?\b([a-z]+)"?\."?[a-z_]+"?/g)].map((match) => match[1] ?? '');
  return named.find((name) => domains.includes(name)) ?? 'platform';
}
