import { defineMessages } from '#platform/i18n/messages.js';
import en from './legal.messages.en.json' with { type: 'json' };
import it from './legal.messages.it.json' with { type: 'json' };

export const legalText = defineMessages(it, en);
