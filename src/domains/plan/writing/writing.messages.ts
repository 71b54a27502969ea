import { defineMessages } from '#platform/i18n/messages.js';
import en from './writing.messages.en.json' with { type: 'json' };
import it from './writing.messages.it.json' with { type: 'json' };

export const writingText = defineMessages(it, en);
