import { defineMessages } from '#platform/i18n/messages.js';
import en from './workbook.messages.en.json' with { type: 'json' };
import it from './workbook.messages.it.json' with { type: 'json' };

export const workbookText = defineMessages(it, en);
