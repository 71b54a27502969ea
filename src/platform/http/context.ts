import type pg from 'pg';
import { type Grant, holdsRole, type Role } from '#platform/auth/roles.js';
import type { Tx } from '#platform/db/walled.js';
import { Refused } from '#platform/errors.js';
import type { Lang } from '#platform/i18n/messages.js';
import type { Door } from '#platform/ui/navigation.js';

export interface Ambito {
  id: string;
  slug: string;
  name: string;
  leadBody: string | null;
  isDemo: boolean;
  /** A text here is being amended: who does not work here reads it as it was adopted. */
  isAmended?: boolean;
}

export interface User {
  id: string;
  name: string;
  isInstallationAdmin: boolean;
}

/** The public site, or the workplace of those who work here. */
export type Face = 'public' | 'office';

/** What every request, job and command carries. There is no other "current" anything. */
export interface SiteCtx {
  tx: Tx;
  /** The transaction's own connection, for savepoints and COPY. */
  client: pg.PoolClient;
  user: User | null;
  now: Date;
  lang: Lang;
  requestId: string;
}

export interface Ctx extends SiteCtx {
  ambito: Ambito;
  grants: Grant[];
  /** Every query of this request reads texts that are being amended as they were adopted. */
  readsAdopted?: boolean;
  /** Notices that wait for this account here; absent where nobody is signed in. */
  unread?: number;
}

/** What a page needs beyond its data. */
export interface View {
  face: Face;
  /** Address without query, for the language links and the active door. */
  path: string;
  query: Record<string, unknown>;
  nonce: string;
  /** Token for a form; asking for it gives the visitor the cookie that goes with it. */
  csrf: () => string;
  /** Key of a message to show once, after a redirect. */
  notice: string | null;
  /** Demonstration people may be impersonated from here: demonstration mode, and the browser is on this machine. */
  offersDemoPeople: boolean;
  /** This installation demonstrates: every page says so. */
  demoMode: boolean;
  /** Doors of the navigation, in order, of both faces. */
  doors: readonly Door[];
}

export type PageCtx = Ctx & { view: View };
export type SitePageCtx = SiteCtx & { view: View; ambito?: Ambito; grants?: Grant[]; unread?: number };

/** Refuses unless the account holds one of the roles where `within` says (see `holdsRole`). */
export function requireRole(ctx: Ctx, roles: readonly Role[], within?: readonly string[]): void {
  if (!may(ctx, roles, within)) throw new Refused('platform.forbidden', {}, 403);
}

/** May this account do it here? The command line and the demonstration act with grants of their own, without an account. */
export function may(ctx: Pick<Ctx, 'grants'>, roles: readonly Role[], within?: readonly string[]): boolean {
  return holdsRole(ctx.grants, roles, within);
}
