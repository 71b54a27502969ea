import { defineMessages } from '#platform/i18n/messages.js';
import en from './impact.messages.en.json' with { type: 'json' };
import it from './impact.messages.it.json' with { type: 'json' };

export const impactText = defineMessages(it, en);
