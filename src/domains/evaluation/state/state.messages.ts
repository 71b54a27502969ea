import { defineMessages } from '#platform/i18n/messages.js';
import en from './state.messages.en.json' with { type: 'json' };
import it from './state.messages.it.json' with { type: 'json' };

export const stateText = defineMessages(it, en);
