import type { Ctx, Face, View } from '#platform/http/context.js';

type Here = Pick<Ctx, 'ambito'> & { view: Pick<View, 'face'> };

/** Address inside the ambito, in the face where the reader is (`face` to change it). `path` begins with / or is empty. */
export function at(ctx: Here, path: string, face: Face = ctx.view.face): string {
  return `/${ctx.ambito.slug}${face === 'office' ? '/ufficio' : ''}${path}`;
}

/** `path?a=1&b=2` from values; empty ones are left out, arrays repeat their name. */
export function withQuery(
  path: string,
  query: Record<string, string | number | string[] | null | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const written = search.toString();
  return written === '' ? path : `${path}?${written}`;
}
