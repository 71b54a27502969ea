import { defineMessages } from '#platform/i18n/messages.js';
import en from './metric-definition.messages.en.json' with { type: 'json' };
import it from './metric-definition.messages.it.json' with { type: 'json' };

/** Speaks the messages of the planner's own metrics. */
export const metricText = defineMessages(it, en);
