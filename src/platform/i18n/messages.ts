import { type Formatters, IntlMessageFormat } from 'intl-messageformat';

export type Lang = 'it' | 'en';
export const LANGS: readonly Lang[] = ['it', 'en'];

export type MessageValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Text<K extends string = string> = (key: K, values?: MessageValues) => string;

const catalogues: Record<Lang, Record<string, string>> = { it: {}, en: {} };
/** Messages once read; reading one costs as much as a hundred uses. */
const formats: Record<Lang, Map<string, IntlMessageFormat>> = { it: new Map(), en: new Map() };

/** Making one of Intl's formats costs as much as a hundred uses. */
function remember<A extends unknown[], F>(make: (...args: A) => F): (...args: A) => F {
  const made = new Map<string, F>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key) ?? make(...args);
    made.set(key, known);
    return known;
  };
}

const formatters: Formatters = {
  // Italian groups thousands only from 10.000 by itself: «5006 impegni» beside «12.000 euro» on one page.
  getNumberFormat: remember(
    (locale, style) => new Intl.NumberFormat(locale, { useGrouping: 'always', ...style }),
  ),
  getDateTimeFormat: remember((...args) => new Intl.DateTimeFormat(...args)),
  getPluralRules: remember((...args) => new Intl.PluralRules(...args)),
};

function formatOf(lang: Lang, key: string, message: string): IntlMessageFormat {
  let known = formats[lang].get(key);
  if (!known) {
    known = new IntlMessageFormat(message, lang, undefined, { formatters });
    formats[lang].set(key, known);
  }
  return known;
}

/**
 * Registers a domain's messages and gives back the function that speaks them.
 * Keys are those of the Italian file; a test keeps the English one in step. Syntax: ICU MessageFormat.
 */
export function defineMessages<M extends Record<string, string>>(
  it: M,
  en: Record<keyof M & string, string>,
): (lang: Lang) => Text<keyof M & string> {
  Object.assign(catalogues.it, it);
  Object.assign(catalogues.en, en);
  for (const lang of LANGS) formats[lang].clear();
  const texts = {} as Record<Lang, Text>;
  for (const lang of LANGS) texts[lang] = (key, values) => translate(lang, key, values);
  return (lang) => texts[lang];
}

/** Speaks any registered message: for codes that come from another layer, such as refusals. */
export function translate(lang: Lang, key: string, values: MessageValues = {}): string {
  const message = catalogues[lang][key] ?? catalogues.it[key];
  if (message === undefined) throw new Error(`No message for ${key}.`);
  // Most messages are plain text: only a brace, or an apostrophe that is doubled to be one, has to be read.
  if (!message.includes('{') && !message.includes("''")) return message;
  return String(formatOf(lang, key, message).format(values));
}

export function hasMessage(key: string): boolean {
  return Object.hasOwn(catalogues.it, key);
}
