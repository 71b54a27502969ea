import { defineMessages } from '#platform/i18n/messages.js';
import en from './life.messages.en.json' with { type: 'json' };
import it from './life.messages.it.json' with { type: 'json' };

/** Acts, steps, versions and amendments of a plan. */
export const lifeText = defineMessages(it, en);
