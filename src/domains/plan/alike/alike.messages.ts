import { defineMessages } from '#platform/i18n/messages.js';
import en from './alike.messages.en.json' with { type: 'json' };
import it from './alike.messages.it.json' with { type: 'json' };

export const alikeText = defineMessages(it, en);
