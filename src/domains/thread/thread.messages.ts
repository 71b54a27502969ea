import { defineMessages } from '#platform/i18n/messages.js';
import en from './thread.messages.en.json' with { type: 'json' };
import it from './thread.messages.it.json' with { type: 'json' };

export const threadText = defineMessages(it, en);
