import { defineMessages } from '#platform/i18n/messages.js';
import en from './services.messages.en.json' with { type: 'json' };
import it from './services.messages.it.json' with { type: 'json' };

export const servicesText = defineMessages(it, en);
