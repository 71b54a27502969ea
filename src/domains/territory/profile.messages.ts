import { defineMessages } from '#platform/i18n/messages.js';
import en from './profile.messages.en.json' with { type: 'json' };
import it from './profile.messages.it.json' with { type: 'json' };

/** Speaks the messages of the community profile. */
export const profileText = defineMessages(it, en);
