import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { NoticesPage } from './notice.page.js';
import { countOwnNotices, listOwnNotices, markAllRead, markRead } from './notice.sql.js';
import './notices.messages.js';

/** One's own notices: to read, to open, to set aside. */
export function registerNotices(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    path: '/avvisi',
    audience: 'staff',
    query: z.object({ pagina: z.coerce.number().int().min(1).max(100_000).default(1) }),
    handle: async (ctx, { query }) => {
      const pageCount = Math.max(1, Math.ceil((await countOwnNotices(ctx.tx)) / ROWS_A_PAGE));
      const asked = Math.min(query.pagina, pageCount);
      return page(
        <NoticesPage
          ctx={ctx}
          notices={await listOwnNotices(ctx.tx, ROWS_A_PAGE, (asked - 1) * ROWS_A_PAGE)}
          page={asked}
          pageCount={pageCount}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/avvisi',
    audience: 'staff',
    handle: async (ctx) => {
      await markAllRead(ctx.tx);
      return seeOther(at(ctx, '/avvisi'), 'notices.all-marked');
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/avvisi/:id',
    audience: 'staff',
    params: z.object({ id: z.uuid() }),
    handle: async (ctx, { params, body }) => {
      const address = await markRead(ctx.tx, params.id);
      if (address === undefined) throw new Absent('notice');
      return seeOther(at(ctx, body.act === 'read' ? '/avvisi' : address));
    },
  });
}
