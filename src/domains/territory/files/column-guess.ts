import { headerKey } from './cells.js';
import type { Sex } from './files.types.js';
import { readAges, readNumber, readPeriod, readSex } from './mapped-cells.js';
import type { NamedPlace } from './mapping.types.js';
import type { PlaceNames } from './place-names.js';
import type { ColumnGuess, ColumnMeaning, GuessReason } from './sketch.types.js';
import { variables } from './variables.js';

/** Marks of an absent figure in Italian statistical tables. */
export const usualMarks: readonly string[] = [
  '-',
  '–',
  '..',
  '...',
  '….',
  'n.d.',
  'nd',
  'n/d',
  '*',
  '#n/d',
  '#n/a',
];

const samplesShown = 5;
/** Words that divide figures are few; names and notes are many. */
const fewWords = 15;
const most = 0.7;
/** Where the heading says it too: totals and notes below a short table are not what they are taken for. */
const enough = 0.4;

const headings: readonly (readonly [ColumnMeaning, RegExp])[] = [
  [
    'placeCode',
    /^(cod(ice|\.)? ?(istat|comune|istat comune|istat del comune)|istat|pro_com(_t)?|istat_code)/,
  ],
  ['placeName', /^(comun[ei]|denominazione( comune| in italiano)?|nome (del )?comune|municipality)$/],
  ['placeLevel', /^(livello|tipo (di )?(ente|territorio))/],
  ['province', /^(prov(incia|\.)?|sigla( provincia| automobilistica)?)$/],
  ['period', /^(anno|periodo|data|mese|a\.s\.|year|period)\b/],
  ['sex', /^(sesso|genere|sex|gender)$/],
  ['age', /^(età|eta'?|class[ei] (di|d') ?et[àa]'?|fasci[ae] (di|d') ?et[àa]'?|age)\b/],
  ['unit', /^(unità|unita'?)( di misura)?$|^(u\.m\.|unit)$/],
  ['variable', /^(indicatore|variabile|voce|misura|dato|indicator|variable)$/],
  ['category', /^(categoria|tipo|tipologia|settore|cittadinanza|category)\b/],
  // Other codes are numbers that measure nothing.
  ['ignored', /^(codice|cod\.|id)\b/],
  ['value', /^(valore|valori|numero|n\.|importo|value)$/],
];

interface Tried {
  meaning: ColumnMeaning;
  why: GuessReason;
  share: number;
}

export interface GuessContext {
  names: PlaceNames;
  codes: ReadonlySet<string>;
}

export function guessContext(places: readonly NamedPlace[], names: PlaceNames): GuessContext {
  return { names, codes: new Set(places.map(({ code }) => code)) };
}

/** Guesses what a column holds, by its heading where its values agree, else by what most of them are. */
export function guessColumn(
  heading: string,
  index: number,
  values: readonly string[],
  { names, codes }: GuessContext,
): ColumnGuess {
  const present = values.map((value) => value.trim()).filter((value) => value !== '');
  const figures = present.filter((value) => !usualMarks.includes(value.toLowerCase()));
  const share = (list: readonly string[], test: (value: string) => boolean): number =>
    list.length === 0 ? 0 : list.filter(test).length / list.length;
  const isCode = (value: string): boolean =>
    /^\d{4,6}$/.test(value) && (codes.size === 0 ? value.length === 6 : codes.has(value.padStart(6, '0')));
  const shares: Record<string, Tried> = {
    codes: { meaning: 'placeCode', why: 'codes', share: share(present, isCode) },
    names: {
      meaning: 'placeName',
      why: 'names',
      share: names.isEmpty ? 0 : share(present, (value) => names.has(value)),
    },
    periods: { meaning: 'period', why: 'periods', share: share(present, isPeriod) },
    sexes: {
      meaning: 'sex',
      why: 'sexes',
      share: share(present, (value) => !/^\d/.test(value) && readSex(value) !== undefined),
    },
    ages: { meaning: 'age', why: 'ages', share: share(present, isAgeClass) },
    numbers: { meaning: 'value', why: 'numbers', share: share(figures, isNumber) },
  };
  const key = headerKey(heading);
  const said = headings.find(([, pattern]) => pattern.test(key))?.[0];
  const byValues = Object.values(shares).find((tried) => tried.share >= most);
  const chosen = choose(said, byValues, shares, present);
  return {
    column: { name: key, index },
    heading: heading.replace(/\s+/g, ' ').trim(),
    samples: [...new Set(present)].slice(0, samplesShown),
    meaning: chosen.meaning,
    why: chosen.why,
    percent: Math.round(chosen.share * 100),
    ...(chosen.meaning === 'value' ? { figures: figuresOf(heading) } : {}),
  };
}

function choose(
  said: ColumnMeaning | undefined,
  byValues: Tried | undefined,
  shares: Record<string, Tried>,
  present: readonly string[],
): Tried {
  if (present.length === 0) return { meaning: 'ignored', why: 'empty', share: 0 };
  const agreed = Object.values(shares).find((tried) => tried.meaning === said);
  if (said && (!agreed || agreed.share >= enough)) return { meaning: said, why: 'heading', share: 1 };
  // A heading whose values say otherwise ("Comune" over numbers) is not believed.
  if (byValues) return byValues;
  const distinct = new Set(present).size;
  const isFew = distinct <= fewWords && distinct < present.length;
  return isFew
    ? { meaning: 'category', why: 'few-words', share: 1 }
    : { meaning: 'ignored', why: 'many-words', share: 1 };
}

function isPeriod(value: string): boolean {
  return readPeriod(value) !== undefined && /^(\D*)(19|20)\d{2}|\/(19|20)\d{2}$/.test(value);
}

function isAgeClass(value: string): boolean {
  return !/^\d+$/.test(value) && value !== '' && readAges(value) !== undefined;
}

function isNumber(value: string): boolean {
  return readNumber(value, ',') !== undefined || readNumber(value, '.') !== undefined;
}

const periodInHeading = /(?<!\d)(?:19|20)\d{2}(?:[/-](?:(?:19|20)\d{2}|\d{2}))?(?!\d)/;

const agesAtEnd = /(?:\d+ ?(?:-|–) ?\d+|\d+ ?\+|\d+ e oltre)(?: anni)?\s*$/;

/** What the heading of a column of figures says: "Stranieri maschi 2021" is males, 2021. */
function figuresOf(heading: string): NonNullable<ColumnGuess['figures']> {
  const period = periodInHeading.exec(heading)?.[0];
  const bare = heading.replace(periodInHeading, ' ').replace(/\s+/g, ' ').trim();
  const ended = agesAtEnd.exec(bare)?.[0] ?? '';
  const ages = readAges(ended);
  // "Residenti 65+" measures residents: the class is not part of the name.
  const words = ages && ages[0] !== null ? bare.slice(0, bare.length - ended.length).trim() : bare;
  const known = knownVariable(words);
  const name = words.replace(/^[\s\-–:,]+|[\s\-–:,]+$/g, '') || heading.trim();
  return {
    variable: known?.code ?? name,
    unit: known?.unit ?? (/€|\beuro\b/i.test(heading) ? 'euro' : heading.includes('%') ? '%' : 'numero'),
    period: period !== undefined && readPeriod(period) ? period : undefined,
    sex: sexOf(heading),
    ages: ages && ages[0] !== null ? [ages[0], ages[1]] : undefined,
  };
}

function sexOf(heading: string): Sex | undefined {
  if (/\b(masch|uomin)|[_ ]m$/i.test(heading)) return 'm';
  return /\b(femmin|donn)|[_ ]f$/i.test(heading) ? 'f' : undefined;
}

/** Headings of people's own tables for what Trama knows: the words before, without "al 1° gennaio" and sexes. */
const usualNames = new Map<string, string>([
  ['popolazione', 'population'],
  ['popolazione residente', 'population'],
  ['residenti', 'population'],
  ['abitanti', 'population'],
  ['stranieri', 'foreign-population'],
  ['stranieri residenti', 'foreign-population'],
  ['nati', 'births'],
  ['nati vivi', 'births'],
  ['morti', 'deaths'],
  ['decessi', 'deaths'],
  ['famiglie', 'households'],
  ['superficie', 'land-area'],
]);

function knownVariable(heading: string): { code: string; unit: string } | undefined {
  const key = headerKey(heading)
    .replace(/\bal (1°|31) (gennaio|dicembre)\b/, '')
    .replace(/\b(maschi|femmine|uomini|donne|totale)\b/g, '')
    .replace(/\((km²|kmq|n\.?)\)/, '')
    .replace(/[\s\-–:,]+/g, ' ')
    .trim();
  const code = usualNames.get(key);
  return variables.find(
    (variable) => variable.code === code || headerKey(variable.name.it) === headerKey(heading),
  );
}
