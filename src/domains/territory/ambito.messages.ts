import { defineMessages } from '#platform/i18n/messages.js';
import en from './ambito.messages.en.json' with { type: 'json' };
import it from './ambito.messages.it.json' with { type: 'json' };

export const ambitoText = defineMessages(it, en);
