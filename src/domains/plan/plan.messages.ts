import { defineMessages } from '#platform/i18n/messages.js';
import en from './plan.messages.en.json' with { type: 'json' };
import it from './plan.messages.it.json' with { type: 'json' };

export const planText = defineMessages(it, en);
