import {
  AGES,
  type Community,
  type CommunitySex,
  communityIn,
  communitySexes,
  type GeneratedComune,
  liveYear,
  seededRandom,
  seedOf,
  sum,
  type YearFlows,
} from './community.fixture.js';

export type { GeneratedComune };

/**
 * Files in ISTAT's layouts with invented figures, for tests and benchmarks: the same seed gives the same files
 * everywhere, and files of one seed are of one population (cohorts age; births, deaths and moves join 1 January to the
 * next). Text comes a comune at a time.
 */
export interface GeneratedFile {
  year: number;
  comuni: readonly GeneratedComune[];
  seed?: number;
}

const DEFAULT_SEED = 1;

const maritalHeader =
  '"Codice comune";"Comune";"Età";"Celibi";"Coniugati";"Divorziati";"Vedovi";"Uniti civilmente";' +
  '"Maschi già in unione civile (per scioglimento unione)";"Maschi già in unione civile (per decesso del partner)";' +
  '"Totale maschi";"Nubili";"Coniugate";"Divorziate";"Vedove";"Unite civilmente";' +
  '"Femmine già in unione civile (per scioglimento unione)";"Femmine già in unione civile (per decesso del partner)";' +
  '"Totale femmine";"Totale"';

/** Population on 1 January by single age, sex and marital status, with ISTAT's total row 999. `short`: 6 columns. */
export async function* generatePosas({
  year,
  comuni,
  seed = DEFAULT_SEED,
  short = false,
}: GeneratedFile & { short?: boolean }): AsyncGenerator<string> {
  yield short
    ? `\uFEFF"Popolazione residente per età e sesso al 1° gennaio ${year}"\n"Codice comune";"Comune";"Età";"Totale maschi";"Totale femmine";"Totale"\n`
    : `"Popolazione residente per età, sesso e stato civile al 1° gennaio ${year}"\n${maritalHeader}\n`;
  for (const comune of comuni) {
    const { counts } = communityIn(year, comune, seed);
    const start = `"${comune.code}";"${comune.name}";`;
    const totals = new Array<number>(17).fill(0);
    let text = '';
    for (let age = 0; age < AGES; age += 1) {
      const males = counts.m[age] ?? 0;
      const females = counts.f[age] ?? 0;
      const figures = short
        ? [males, females, males + females]
        : [...maritalStatus(males, age, 'm'), ...maritalStatus(females, age, 'f'), males + females];
      figures.forEach((figure, index) => {
        totals[index] = (totals[index] ?? 0) + figure;
      });
      text += `${start}${age};${figures.join(';')}\n`;
    }
    const width = short ? 3 : 17;
    yield `${text}${start}999;${totals.slice(0, width).join(';')}\n`;
  }
}

/** Seven statuses and their sum. */
function maritalStatus(count: number, age: number, sex: CommunitySex): number[] {
  const wed = age < 18 ? 0 : Math.min(0.7, (age - 17) * 0.025);
  const widowed = Math.floor(count * Math.min(0.8, Math.max(0, (age - 55) * (sex === 'f' ? 0.018 : 0.008))));
  const divorced = Math.floor((count - widowed) * (age < 30 ? 0 : 0.05));
  const married = Math.floor((count - widowed - divorced) * wed);
  return [count - married - divorced - widowed, married, divorced, widowed, 0, 0, 0, count];
}

/** Foreigners on 1 January by single age and sex, with the total row 999: never more than the residents. */
export async function* generateStrasa({
  year,
  comuni,
  seed = DEFAULT_SEED,
}: GeneratedFile): AsyncGenerator<string> {
  yield `\uFEFF"Popolazione residente straniera per età e sesso al 1° gennaio ${year}"\n"Codice comune";"Comune";"Età";"Maschi";"Femmine";"Totale"\n`;
  for (const comune of comuni) {
    const { counts } = communityIn(year, comune, seed);
    const share = 0.04 + 0.14 * seededRandom(seedOf(seed, comune.code, 'foreign'))();
    const random = seededRandom(seedOf(seed, comune.code, 'foreign', year));
    const start = `"${comune.code}";"${comune.name}";`;
    const totals = { m: 0, f: 0 };
    let text = '';
    for (let age = 0; age < AGES; age += 1) {
      const part = share * (age < 15 ? 1.3 : age < 50 ? 1.6 : age < 65 ? 0.9 : 0.2);
      const of = (sex: CommunitySex): number =>
        Math.floor((counts[sex][age] ?? 0) * part * (0.8 + 0.2 * random()));
      const [males, females] = [of('m'), of('f')];
      totals.m += males;
      totals.f += females;
      text += `${start}${age};${males};${females};${males + females}\n`;
    }
    yield `${text}${start}999;${totals.m};${totals.f};${totals.m + totals.f}\n`;
  }
}

const balanceHeaders = [
  'Popolazione censita al 1° gennaio - #',
  'Nati vivi - #',
  'Morti - #',
  'Saldo naturale - #',
  'Immigrati da altro comune - #',
  'Emigrati per altro comune - #',
  'Saldo migratorio interno - #',
  "Immigrati dall'estero - #",
  "Emigrati per l'estero - #",
  "Saldo migratorio con l'estero - #",
  'Unità in più/meno dovute a variazioni territoriali - #',
  'Popolazione al 31 dicembre - #',
  'Iscritti in anagrafe per altri motivi - # (v)',
  "Cancellati dall'anagrafe per altri motivi - # (v)",
];

/** Demographic balance of a year (P2): from its 1 January to the next, as POSAS of both years has them. */
export async function* generateP2({
  year,
  comuni,
  seed = DEFAULT_SEED,
}: GeneratedFile): AsyncGenerator<string> {
  const header = ['Maschi', 'Femmine', 'Totale'].flatMap((sex) =>
    balanceHeaders.map((title) => `"${title.replace('#', sex)}"`),
  );
  yield `\uFEFF"Bilancio demografico e popolazione residente al 31 dicembre ${year}"\n"Codice comune";"Comune";${header.join(';')};"Informazioni"\n`;
  for (const comune of comuni) {
    const start = communityIn(year, comune, seed);
    const end = liveYear(start, comune, seed);
    const sexes = communitySexes.map((sex) => balanceOf(sex, start, end));
    const totals = (sexes[0] ?? []).map((figure, index) => figure + (sexes[1]?.[index] ?? 0));
    const figures = [...sexes.flat(), ...totals];
    yield `"${comune.code}";"${comune.name}";${figures.join(';')};"p"\n`;
  }
  yield '"Note: p = dato provvisorio. v = dati in corso di validazione. Valori inventati."\n';
}

function balanceOf(sex: CommunitySex, start: Community, end: Community): number[] {
  const flow: YearFlows | undefined = start.flows?.[sex];
  if (!flow) throw new Error('The year has not been lived');
  const { births, deaths, internalIn, internalOut, abroadIn, abroadOut } = flow;
  return [
    sum(start.counts[sex]),
    births,
    deaths,
    births - deaths,
    internalIn,
    internalOut,
    internalIn - internalOut,
    abroadIn,
    abroadOut,
    abroadIn - abroadOut,
    0,
    sum(end.counts[sex]),
    0,
    0,
  ];
}

/** As bytes, for readers. */
export async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of text) yield Buffer.from(piece);
}
