import { defineMessages } from '#platform/i18n/messages.js';
import en from './shift.messages.en.json' with { type: 'json' };
import it from './shift.messages.it.json' with { type: 'json' };

export const shiftText = defineMessages(it, en);
