import { defineMessages } from '#platform/i18n/messages.js';
import en from './rendition.messages.en.json' with { type: 'json' };
import it from './rendition.messages.it.json' with { type: 'json' };

// Spoken by their keys: steps and refusals of the making of a file, in the reader's language.
defineMessages(it, en);
