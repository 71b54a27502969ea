import { defineMessages } from '#platform/i18n/messages.js';
import en from './notices.messages.en.json' with { type: 'json' };
import it from './notices.messages.it.json' with { type: 'json' };

export const noticesText = defineMessages(it, en);
