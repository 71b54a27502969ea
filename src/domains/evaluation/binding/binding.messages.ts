import { defineMessages } from '#platform/i18n/messages.js';
import en from './binding.messages.en.json' with { type: 'json' };
import it from './binding.messages.it.json' with { type: 'json' };

export const bindingText = defineMessages(it, en);
