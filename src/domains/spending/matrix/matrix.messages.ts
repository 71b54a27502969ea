import { defineMessages } from '#platform/i18n/messages.js';
import en from './matrix.messages.en.json' with { type: 'json' };
import it from './matrix.messages.it.json' with { type: 'json' };

export const matrixText = defineMessages(it, en);
