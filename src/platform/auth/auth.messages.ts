import { defineMessages, type Lang } from '#platform/i18n/messages.js';
import en from './auth.messages.en.json' with { type: 'json' };
import it from './auth.messages.it.json' with { type: 'json' };
import type { Role } from './roles.js';

export const authText = defineMessages(it, en);

export function roleLabel(lang: Lang, role: Role): string {
  return authText(lang)(`auth.role.${role}`);
}
