import { defineMessages } from '#platform/i18n/messages.js';
import en from './emblem.messages.en.json' with { type: 'json' };
import it from './emblem.messages.it.json' with { type: 'json' };

export const emblemText = defineMessages(it, en);
