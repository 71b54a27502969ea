import { defineMessages } from '#platform/i18n/messages.js';
import en from './ledger.messages.en.json' with { type: 'json' };
import it from './ledger.messages.it.json' with { type: 'json' };

export const ledgerText = defineMessages(it, en);
