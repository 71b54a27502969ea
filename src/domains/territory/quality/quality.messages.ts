import { defineMessages } from '#platform/i18n/messages.js';
import en from './quality.messages.en.json' with { type: 'json' };
import it from './quality.messages.it.json' with { type: 'json' };

export type QualityKey = keyof typeof it;

/** Speaks the quality check's messages. */
export const qualityText = defineMessages(it, en);
