import { defineMessages } from '#platform/i18n/messages.js';
import en from './table.messages.en.json' with { type: 'json' };
import it from './table.messages.it.json' with { type: 'json' };

export const tableText = defineMessages(it, en);
