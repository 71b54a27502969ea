import { defineMessages } from '#platform/i18n/messages.js';
import en from './evaluation.messages.en.json' with { type: 'json' };
import it from './evaluation.messages.it.json' with { type: 'json' };

export const evaluationText = defineMessages(it, en);
