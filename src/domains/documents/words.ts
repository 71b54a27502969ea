import en from './documents.messages.en.json' with { type: 'json' };
import it from './documents.messages.it.json' with { type: 'json' };
import type { Document } from './documents.types.js';

/** The fixed words of a printed document ("Tabella", "Indice"), in the document's own language. */
export type Words = { readonly [Key in keyof typeof it]: string };

const words: Readonly<Record<Document['lang'], Words>> = { it, en };

/** Words in the language of the document, not of whoever asks for it. */
export function getWords(lang: Document['lang']): Words {
  return words[lang];
}
