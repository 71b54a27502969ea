import { defineMessages } from '#platform/i18n/messages.js';
import en from './import.messages.en.json' with { type: 'json' };
import it from './import.messages.it.json' with { type: 'json' };

export const importText = defineMessages(it, en);
