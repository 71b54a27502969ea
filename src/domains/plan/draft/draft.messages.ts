import { defineMessages } from '#platform/i18n/messages.js';
import en from './draft.messages.en.json' with { type: 'json' };
import it from './draft.messages.it.json' with { type: 'json' };

export const draftText = defineMessages(it, en);
