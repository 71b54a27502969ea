import type { SiteCtx } from '#platform/http/context.js';
import { readPastedCodes } from './ambito.rules.js';
import {
  type ItalianComune,
  listComuniOfProvince,
  listItalianComuni,
  listProvinces,
  searchItalianComuni,
} from './italian-comune.sql.js';

/** What somebody who is choosing comuni has typed and ticked so far; all of it travels with every request. */
export interface ChoiceTyped {
  /** Ticked codes. */
  comuni: readonly string[];
  /** A pasted list of codes. */
  codes: string;
  /** Words of a name. */
  search: string;
  /** Sign of a province whose comuni are shown. */
  province: string;
  /** Sign of a province all of whose comuni are to be added. */
  whole: string;
}

export interface Province {
  province: string;
  name: string;
  region: string;
}

/** What the choice has come to, for the page that shows it. */
export interface ComuneChoice {
  chosen: ItalianComune[];
  /** Codes and lines that are of no comune. */
  unknown: string[];
  provinces: Province[];
  /** Comuni found and not chosen yet; null when nothing was looked for. */
  found: ItalianComune[] | null;
  typed: ChoiceTyped;
}

/** Reads what was ticked and pasted, and finds what was looked for. @param taken codes that cannot be chosen */
export async function readChoice(
  ctx: SiteCtx,
  typed: ChoiceTyped,
  taken: ReadonlySet<string> = new Set(),
): Promise<ComuneChoice> {
  const pasted = readPastedCodes(typed.codes);
  const whole = typed.whole === '' ? [] : await listComuniOfProvince(ctx.tx, typed.whole);
  const asked = [...new Set([...typed.comuni, ...pasted.codes, ...whole.map((comune) => comune.code)])];
  const listed = await listItalianComuni(ctx.tx, asked);
  const known = new Set(listed.map((comune) => comune.code));
  const chosen = sortByPlace(listed.filter((comune) => !taken.has(comune.code)));
  return {
    chosen,
    unknown: [...asked.filter((code) => !known.has(code)), ...pasted.unread],
    provinces: await listProvinces(ctx.tx),
    found: await findComuni(ctx, typed, new Set([...known, ...taken])),
    typed,
  };
}

/** Of a name within a province when both are given. */
async function findComuni(
  ctx: SiteCtx,
  typed: ChoiceTyped,
  without: ReadonlySet<string>,
): Promise<ItalianComune[] | null> {
  const words = typed.search.trim();
  if (words === '' && typed.province === '') return null;
  const found =
    typed.province === ''
      ? await searchItalianComuni(ctx.tx, words)
      : (await listComuniOfProvince(ctx.tx, typed.province)).filter((comune) =>
          comune.name.toLowerCase().includes(words.toLowerCase()),
        );
  return sortByPlace(found.filter((comune) => !without.has(comune.code)));
}

function sortByPlace(comuni: readonly ItalianComune[]): ItalianComune[] {
  return [...comuni].sort(
    (a, b) => a.provinceName.localeCompare(b.provinceName, 'it') || a.name.localeCompare(b.name, 'it'),
  );
}

/** Land of the comuni together; null when that of one is not known. */
export function sumKm2(comuni: readonly { km2: number | null }[]): number | null {
  if (comuni.length === 0 || comuni.some((comune) => comune.km2 === null)) return null;
  return comuni.reduce((sum, comune) => sum + (comune.km2 ?? 0), 0);
}
