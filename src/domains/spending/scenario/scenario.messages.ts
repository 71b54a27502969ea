import { defineMessages } from '#platform/i18n/messages.js';
import en from './scenario.messages.en.json' with { type: 'json' };
import it from './scenario.messages.it.json' with { type: 'json' };

export const scenarioText = defineMessages(it, en);
