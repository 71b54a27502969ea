import { defineMessages } from '#platform/i18n/messages.js';
import en from './ui.messages.en.json' with { type: 'json' };
import it from './ui.messages.it.json' with { type: 'json' };

export const uiText = defineMessages(it, en);
