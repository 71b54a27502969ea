import { defineMessages } from '#platform/i18n/messages.js';
import en from './platform.messages.en.json' with { type: 'json' };
import it from './platform.messages.it.json' with { type: 'json' };

/** Spoken by key from anywhere: these are the codes of refusals and of field errors. */
defineMessages(it, en);
