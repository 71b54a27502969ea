import { defineMessages } from '#platform/i18n/messages.js';
import en from './questionnaire.messages.en.json' with { type: 'json' };
import it from './questionnaire.messages.it.json' with { type: 'json' };

export const questionnaireText = defineMessages(it, en);
