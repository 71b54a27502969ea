import { defineMessages } from '#platform/i18n/messages.js';
import en from './imports.messages.en.json' with { type: 'json' };
import it from './imports.messages.it.json' with { type: 'json' };

export const importsText = defineMessages(it, en);
