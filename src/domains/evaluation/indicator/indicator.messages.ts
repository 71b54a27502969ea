import { defineMessages } from '#platform/i18n/messages.js';
import en from './indicator.messages.en.json' with { type: 'json' };
import it from './indicator.messages.it.json' with { type: 'json' };

export const indicatorText = defineMessages(it, en);
