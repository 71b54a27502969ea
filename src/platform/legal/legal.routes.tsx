import { page } from '#platform/http/outcome.js';
import { ambitoPage, sitePage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { AccessibilityPage, ApiPage, type Operation, PrivacyPage } from './legal.page.js';

/** Pages that the law asks of every public site, and the list of the API's operations. */
export function registerLegal(server: Server): void {
  sitePage(server, {
    path: '/accessibilita',
    audience: 'public',
    handle: async (ctx) => page(<AccessibilityPage ctx={ctx} />),
  });
  sitePage(server, {
    path: '/privacy',
    audience: 'public',
    handle: async (ctx) => page(<PrivacyPage ctx={ctx} />),
  });
  ambitoPage(server, {
    face: 'public',
    path: '/accessibilita',
    audience: 'public',
    handle: async (ctx) => page(<AccessibilityPage ctx={ctx} />),
  });
  ambitoPage(server, {
    face: 'public',
    path: '/privacy',
    audience: 'public',
    handle: async (ctx) => page(<PrivacyPage ctx={ctx} />),
  });
  sitePage(server, {
    path: '/api/v1',
    audience: 'public',
    handle: async (ctx) => page(<ApiPage ctx={ctx} operations={listOperations(server)} />),
  });
}

interface Described {
  summary?: string;
  tags?: string[];
}

function listOperations(server: Server): Operation[] {
  const paths = (server.app.swagger().paths ?? {}) as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      summary: one.summary ?? '',
      tag: one.tags?.[0] ?? '',
    })),
  );
}
