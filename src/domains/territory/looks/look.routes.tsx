import { takePicture } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { file, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { lookCsv, lookFileName, lookXlsx } from './look.files.js';
import { type AddAddress, LookPage } from './look.page.js';
import { LookQuery, lookAddress } from './look.query.js';
import { readLook } from './look.reading.js';
import type { Look } from './look.types.js';
import { drawLook } from './look-drawing.js';

const PATH = '/osservatorio';

export interface LookOptions {
  /** Where a look is put into a document; nothing is offered when left out. */
  addAddress?: AddAddress | undefined;
}

/** The observatory: one address a look, with its table, its figures and its drawing to take away. */
export function registerLooks(server: Server, { addAddress }: LookOptions = {}): void {
  const common = { face: 'both', audience: 'public', query: LookQuery } as const;

  ambitoPage(server, {
    ...common,
    path: PATH,
    handle: async (ctx, { query }) =>
      page(<LookPage ctx={ctx} look={await readLook(ctx, query)} addAddress={addAddress} />),
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}/dati.csv`,
    handle: async (ctx, { query }) => lookCsv(ctx, await readLook(ctx, query)),
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}/dati.xlsx`,
    handle: async (ctx, { query, request }) => {
      const address = `${request.protocol}://${request.host}${lookAddress(at(ctx, PATH), query)}`;
      return lookXlsx(ctx, await readLook(ctx, query), address);
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}/figura.svg`,
    handle: async (ctx, { query }) => {
      const look = await readLook(ctx, query);
      return file(drawingOf(ctx, look), 'image/svg+xml; charset=utf-8', lookFileName(ctx, look, 'svg'));
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}/figura.png`,
    // A process draws each: a second of one processor.
    rateLimit: { max: 20, timeWindow: '1 minute' },
    handle: async (ctx, { query }) => {
      const look = await readLook(ctx, query);
      return file(await takePicture(drawingOf(ctx, look)), 'image/png', lookFileName(ctx, look, 'png'));
    },
  });
}

function drawingOf(ctx: PageCtx, look: Look): string {
  const drawing = drawLook(look, ctx.lang);
  if (drawing === null) throw new Absent('picture');
  return drawing;
}
