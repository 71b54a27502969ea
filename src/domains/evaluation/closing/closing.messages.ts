import { defineMessages } from '#platform/i18n/messages.js';
import en from './closing.messages.en.json' with { type: 'json' };
import it from './closing.messages.it.json' with { type: 'json' };

export const closingText = defineMessages(it, en);
