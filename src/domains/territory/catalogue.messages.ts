import { defineMessages } from '#platform/i18n/messages.js';
import en from './catalogue.messages.en.json' with { type: 'json' };
import it from './catalogue.messages.it.json' with { type: 'json' };

/** Speaks the messages of the catalogue. */
export const catalogueText = defineMessages(it, en);
