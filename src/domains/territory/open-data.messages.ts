import { defineMessages } from '#platform/i18n/messages.js';
import en from './open-data.messages.en.json' with { type: 'json' };
import it from './open-data.messages.it.json' with { type: 'json' };

/** Speaks the messages of the open data. */
export const openText = defineMessages(it, en);
