import { defineMessages } from '#platform/i18n/messages.js';
import en from './governance.messages.en.json' with { type: 'json' };
import it from './governance.messages.it.json' with { type: 'json' };

export const governanceText = defineMessages(it, en);
