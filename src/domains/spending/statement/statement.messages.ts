import { defineMessages } from '#platform/i18n/messages.js';
import en from './statement.messages.en.json' with { type: 'json' };
import it from './statement.messages.it.json' with { type: 'json' };

export const statementText = defineMessages(it, en);
