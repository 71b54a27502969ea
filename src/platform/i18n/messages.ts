import { createIntl, type IntlShape } from '@formatjs/intl';

export type Lang = 'it' | 'en';
export const LANGS: readonly Lang[] = ['it', 'en'];

export type MessageValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Text<K extends string = string> = (key: K, values?: MessageValues) => string;

const catalogues: Record<Lang, Record<string, string>> = { it: {}, en: {} };
const intls = new Map<Lang, IntlShape<string>>();

function intl(lang: Lang): IntlShape<string> {
  let known = intls.get(lang);
  if (!known) {
    known = createIntl({
      locale: lang,
      timeZone: 'Europe/Rome',
      messages: catalogues[lang],
      onError: (error) => {
        throw error;
      },
    });
    intls.set(lang, known);
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
  intls.clear();
  const texts = {} as Record<Lang, Text>;
  for (const lang of LANGS) texts[lang] = (key, values) => translate(lang, key, values);
  return (lang) => texts[lang];
}

/** Speaks any registered message: for codes that come from another layer, such as refusals. */
export function translate(lang: Lang, key: string, values: MessageValues = {}): string {
  const message = catalogues[lang][key] ?? catalogues.it[key];
  if (message === undefined) throw new Error(`No message for ${key}.`);
  // Most messages are plain text, and formatting those would be a third of a page's cost.
  if (!message.includes('{') && !message.includes("'")) return message;
  return intl(lang).formatMessage({ id: key, defaultMessage: message }, values);
}

export function hasMessage(key: string): boolean {
  return Object.hasOwn(catalogues.it, key);
}
