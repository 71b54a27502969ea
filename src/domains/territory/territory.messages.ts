import { defineMessages } from '#platform/i18n/messages.js';
import en from './territory.messages.en.json' with { type: 'json' };
import it from './territory.messages.it.json' with { type: 'json' };

/** Speaks the observatory's messages. */
export const territoryText = defineMessages(it, en);
