import { defineMessages } from '#platform/i18n/messages.js';
import en from './participation.messages.en.json' with { type: 'json' };
import it from './participation.messages.it.json' with { type: 'json' };

export const participationText = defineMessages(it, en);
