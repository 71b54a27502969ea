import { defineMessages } from '#platform/i18n/messages.js';
import en from './document.messages.en.json' with { type: 'json' };
import it from './document.messages.it.json' with { type: 'json' };

export const documentText = defineMessages(it, en);
