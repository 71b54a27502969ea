import { defineMessages } from '#platform/i18n/messages.js';
import en from './choice.messages.en.json' with { type: 'json' };
import it from './choice.messages.it.json' with { type: 'json' };

export const choiceText = defineMessages(it, en);
