import { defineMessages } from '#platform/i18n/messages.js';
import en from './tree.messages.en.json' with { type: 'json' };
import it from './tree.messages.it.json' with { type: 'json' };

export const treeText = defineMessages(it, en);
