import { defineMessages } from '#platform/i18n/messages.js';
import en from './today.messages.en.json' with { type: 'json' };
import it from './today.messages.it.json' with { type: 'json' };

export const todayText = defineMessages(it, en);
