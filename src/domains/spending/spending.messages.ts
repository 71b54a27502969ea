import { defineMessages } from '#platform/i18n/messages.js';
import en from './spending.messages.en.json' with { type: 'json' };
import it from './spending.messages.it.json' with { type: 'json' };

export const spendingText = defineMessages(it, en);
