import { defineMessages } from '#platform/i18n/messages.js';
import en from './next-period.messages.en.json' with { type: 'json' };
import it from './next-period.messages.it.json' with { type: 'json' };

export const nextText = defineMessages(it, en);
