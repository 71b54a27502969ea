import { defineMessages } from '#platform/i18n/messages.js';
import en from './look.messages.en.json' with { type: 'json' };
import it from './look.messages.it.json' with { type: 'json' };

export const lookText = defineMessages(it, en);
