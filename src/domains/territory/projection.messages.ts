import { defineMessages } from '#platform/i18n/messages.js';
import en from './projection.messages.en.json' with { type: 'json' };
import it from './projection.messages.it.json' with { type: 'json' };

/** Speaks the messages of the projection. */
export const projectionText = defineMessages(it, en);
