import { defineMessages } from '#platform/i18n/messages.js';
import en from './mapping.messages.en.json' with { type: 'json' };
import it from './mapping.messages.it.json' with { type: 'json' };

export const mappingText = defineMessages(it, en);
