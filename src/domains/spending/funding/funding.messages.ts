import { defineMessages } from '#platform/i18n/messages.js';
import en from './funding.messages.en.json' with { type: 'json' };
import it from './funding.messages.it.json' with { type: 'json' };

export const fundingText = defineMessages(it, en);
