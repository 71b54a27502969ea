import { defineMessages } from '#platform/i18n/messages.js';
import en from './loose-end.messages.en.json' with { type: 'json' };
import it from './loose-end.messages.it.json' with { type: 'json' };

export const looseText = defineMessages(it, en);
