import type { Ctx } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';
import type { Choice } from '#platform/ui/form.js';
import { roleLabel } from './auth.messages.js';
import type { Grant } from './roles.js';

/** Where a role may hold: the whole ambito, an area, a comune. Value: `kind:code`. */
export type Scopes = readonly Choice[];

/** The ambito's scopes; territory knows the places, the platform does not. */
export type ListScopes = (ctx: Ctx) => Promise<Scopes>;

/** A role with the place where it holds, unless it is the whole ambito. */
export function grantInWords(lang: Lang, grant: Grant, scopes: Scopes): string {
  const role = roleLabel(lang, grant.role);
  if (grant.scopeKind === 'ambito') return role;
  const scope = scopes.find((one) => one.value === `${grant.scopeKind}:${grant.scopeCode}`);
  return `${role} (${scope?.label ?? grant.scopeCode})`;
}
