/**
 * Numbers, money, dates and periods as Trama writes them, in Italian and in English.
 *
 * Three conventions differ from what `Intl` does alone:
 * - Italian groups thousands from 1.000 (CLDR would wait for 10.000), so that a column of figures reads evenly;
 * - a negative sign is U+2212, as wide as a figure, so that tabular figures stay aligned;
 * - unit and number are tied by U+00A0. U+202F would be the finer space, but Titillium Web has no glyph for it
 *   and the PDF would borrow one from another font.
 */

export type Lang = 'it' | 'en';

export type NumberStyle = {
  /** Decimals always written, 0 when left out. */
  decimals?: number;
  lang?: Lang;
  /** `always` writes + before positive values, for changes. */
  sign?: 'negative' | 'always';
};

const NBSP = '\u00a0';
const MINUS = '\u2212';
const LOCALE: Record<Lang, string> = { it: 'it-IT', en: 'en-GB' };
const UNAVAILABLE: Record<Lang, string> = { it: 'n.d.', en: 'n/a' };

/** Civil time of Italy: an instant belongs to the day it was in Rome. */
const TIME_ZONE = 'Europe/Rome';

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Lang, decimals: number, sign: 'negative' | 'always'): Intl.NumberFormat {
  const key = `${lang}${decimals}${sign}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE[lang], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: 'always',
      signDisplay: sign === 'always' ? 'exceptZero' : 'negative',
    });
    numberFormats.set(key, format);
  }
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(lang: Lang, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${lang}${key}`;
  let format = dateFormats.get(id);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE[lang], options);
    dateFormats.set(id, format);
  }
  return format;
}

/** What stands where a figure is missing: "n.d." (non disponibile), "n/a". */
export function formatUnavailable(lang: Lang = 'it'): string {
  return UNAVAILABLE[lang];
}

/** `81981` → "81.981"; null, undefined, NaN and infinities → "n.d.". */
export function formatNumber(value: number | bigint | null | undefined, style: NumberStyle = {}): string {
  const lang = style.lang ?? 'it';
  if (value === null || value === undefined) return UNAVAILABLE[lang];
  if (typeof value === 'number' && !Number.isFinite(value)) return UNAVAILABLE[lang];
  return numberFormat(lang, style.decimals ?? 0, style.sign ?? 'negative')
    .format(value)
    .replace('-', MINUS);
}

/** Cents as people type them and as a field shows them: 1234567 → "12.345,67", whatever the language of the page. */
export function typedEuro(cents: number): string {
  return formatNumber(cents / 100, { lang: 'it', decimals: 2 });
}

/** Value in hundredths (17.4 means 17,4 in 100) → "17,4 %"; one decimal unless told. */
export function formatPercent(value: number | null | undefined, style: NumberStyle = {}): string {
  return formatMeasure(value, '%', { ...style, decimals: style.decimals ?? 1 });
}

/**
 * Number with its unit: `(211.6, 'ab./km²')` → "212 ab./km²". An empty unit gives the number alone.
 * "€" is written before the number and takes euro, not cents; a missing value loses its unit.
 */
export function formatMeasure(
  value: number | null | undefined,
  unit: string,
  style: NumberStyle = {},
): string {
  const number = formatNumber(value, style);
  if (unit === '' || value === null || value === undefined || !Number.isFinite(value)) return number;
  const lang = style.lang ?? 'it';
  if (unit === '€') return withEuroSign(number, lang);
  if (unit === '%' && lang === 'en') return `${number}%`;
  return `${number}${NBSP}${unit}`;
}

function withEuroSign(number: string, lang: Lang): string {
  const sign = number.startsWith(MINUS) || number.startsWith('+') ? number.slice(0, 1) : '';
  return `${sign}€${lang === 'it' ? NBSP : ''}${number.slice(sign.length)}`;
}

/**
 * Integer cents → "€ 10.000,00". `decimals: 0` rounds to the euro, half away from zero, for charts and summaries.
 * Bigints are exact at any size; a number must be an integer.
 */
export function formatEuroCents(
  cents: number | bigint | null | undefined,
  style: { decimals?: 0 | 2; lang?: Lang; sign?: 'negative' | 'always' } = {},
): string {
  const lang = style.lang ?? 'it';
  if (cents === null || cents === undefined) return UNAVAILABLE[lang];
  if (typeof cents === 'number' && !Number.isSafeInteger(cents)) {
    throw new RangeError(`Cents must be an integer, got ${cents}`);
  }
  const whole = BigInt(cents);
  const absolute = whole < 0n ? -whole : whole;
  const decimals = style.decimals ?? 2;
  const sign = style.sign ?? 'negative';
  const euro = decimals === 0 ? (absolute + 50n) / 100n : absolute / 100n;
  const nil = decimals === 0 ? euro === 0n : absolute === 0n;
  const prefix = nil ? '' : whole < 0n ? MINUS : sign === 'always' ? '+' : '';
  const grouped = numberFormat(lang, 0, 'negative').format(euro);
  const fraction =
    decimals === 0 ? '' : `${lang === 'it' ? ',' : '.'}${(absolute % 100n).toString().padStart(2, '0')}`;
  return withEuroSign(`${prefix}${grouped}${fraction}`, lang);
}

/** Words of days already written: a timetable tells the same few days some hundred times. */
const wordsOfDays = new Map<string, string>();
const MOST_DAYS = 5_000;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day as an instant at noon UTC, so that no time zone of Europe moves it; throws on 31 February. */
function dayOf(text: string): Date {
  const match = DAY.exec(text);
  const date = match ? new Date(`${text}T12:00:00Z`) : new Date(text);
  const rolled = match !== null && date.getUTCDate() !== Number(match[3]);
  if (Number.isNaN(date.getTime()) || rolled) throw new RangeError(`Not a date: ${text}`);
  return date;
}

const MINUTE_MS = 60_000;
let lastMinute = { minute: Number.NaN, day: '' };

/** Day of an instant in Italy, `2026-11-22`: "today" for who works here, also in the first hours after midnight. */
export function civilDay(instant: Date): string {
  // Days begin at a full minute; a page asks for the day of one instant many times.
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  if (minute !== lastMinute.minute) lastMinute = { minute, day: readCivilDay(instant) };
  return lastMinute.day;
}

function readCivilDay(instant: Date): string {
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  const parts = dateFormat('en', 'civil', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: TIME_ZONE,
  }).formatToParts(instant);
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/**
 * "12 marzo 2022", "1° gennaio 2021". Takes a day `YYYY-MM-DD`, an ISO instant or a Date; an instant is read in
 * Italian civil time. Throws a RangeError on anything else; null → "n.d.".
 */
export function formatDate(
  value: string | Date | null | undefined,
  style: { lang?: Lang; form?: 'long' | 'short' } = {},
): string {
  const lang = style.lang ?? 'it';
  if (value === null || value === undefined) return UNAVAILABLE[lang];
  if (typeof value !== 'string') return writeDate(value, lang, style.form);
  const key = `${lang}${style.form ?? ''}${value}`;
  const known = wordsOfDays.get(key);
  if (known !== undefined) return known;
  const words = writeDate(dayOf(value), lang, style.form);
  if (wordsOfDays.size >= MOST_DAYS) wordsOfDays.clear();
  wordsOfDays.set(key, words);
  return words;
}

function writeDate(date: Date, lang: Lang, form: 'long' | 'short' | undefined): string {
  if (form === 'short') {
    return dateFormat(lang, 'short', {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      timeZone: TIME_ZONE,
    }).format(date);
  }
  const text = dateFormat(lang, 'long', { dateStyle: 'long', timeZone: TIME_ZONE }).format(date);
  // Italian writes the first of the month as an ordinal; CLDR does not.
  return lang === 'it' ? text.replace(/^1 /, '1° ') : text;
}

/** "12 marzo 2022, ore 14.30" in Italian civil time, "12 March 2022, 14:30" in English. */
export function formatDateTime(value: string | Date | null | undefined, lang: Lang = 'it'): string {
  if (value === null || value === undefined) return UNAVAILABLE[lang];
  const date = typeof value === 'string' ? dayOf(value) : value;
  const time = dateFormat(lang, 'time', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
  }).format(date);
  return lang === 'it'
    ? `${formatDate(date, { lang })}, ore ${time.replace(':', '.')}`
    : `${formatDate(date, { lang })}, ${time}`;
}

/**
 * A period's code as people read it: "2021" and "2021-2023" stay, "2021-03" → "marzo 2021",
 * "2021-01-01" → "1° gennaio 2021", "2021-Q2" → "2° trimestre 2021", "2021-S1" → "1° semestre 2021".
 * An unknown form is returned as it is, because periods come from other people's files.
 */
export function formatPeriod(period: string, lang: Lang = 'it'): string {
  if (DAY.test(period)) return formatDate(period, { lang });
  const part = /^(\d{4})-(?:(0[1-9]|1[0-2])|([QS])([1-4]))$/.exec(period);
  if (!part) return period;
  const [, year, month, kind, ordinal] = part;
  if (month) {
    return dateFormat(lang, 'month', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${year}-${month}-15T12:00:00Z`),
    );
  }
  if (lang === 'en') return `${kind === 'Q' ? 'Q' : 'H'}${ordinal} ${year}`;
  return `${ordinal}° ${kind === 'Q' ? 'trimestre' : 'semestre'} ${year}`;
}
