import { defineMessages } from '#platform/i18n/messages.js';
import en from './bring.messages.en.json' with { type: 'json' };
import it from './bring.messages.it.json' with { type: 'json' };

export const bringText = defineMessages(it, en);
