import { defineMessages } from '#platform/i18n/messages.js';
import en from './upload.messages.en.json' with { type: 'json' };
import it from './upload.messages.it.json' with { type: 'json' };

export const uploadText = defineMessages(it, en);
