import { z } from 'zod';
import { Absent, Refused } from '#platform/errors.js';
import { file } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { getPlan } from '../plan.actions.js';
import { PlanCode } from '../plan.types.js';
import { addImage, LARGEST_IMAGE_BYTES } from './image.actions.js';
import { findImage } from './image.sql.js';

const PATH = '/piano/:plan/documento/immagini';
/** Beyond this the server breaks off by itself. */
const LARGEST_BODY = 64 * 1_048_576;
const PlanParams = z.object({ plan: PlanCode });

/** Images of the plan's text and of proposals: sent by the editor, shown in it. The document carries its own copies. */
export function registerImages(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: PATH,
    audience: 'staff',
    params: PlanParams,
    multipart: true,
    // A file that is too large is read to its end, unkept, so that the answer can say so in words.
    bodyLimit: LARGEST_BODY,
    handle: async (ctx, { params, request }) => {
      const plan = await getPlan(ctx, params.plan);
      const limits = { maxFileBytes: LARGEST_BODY, maxFiles: 1 };
      const { files } = await readUploads(server, request, limits, async ({ stream }) => {
        const pieces: Uint8Array[] = [];
        let size = 0;
        for await (const piece of stream) {
          size += piece.length;
          // The rest goes by unread: a file of 50 MB takes no memory.
          if (size > LARGEST_IMAGE_BYTES) return null;
          pieces.push(piece);
        }
        return Buffer.concat(pieces);
      });
      const [bytes] = files;
      if (bytes === undefined) throw new Refused('plan.image.none', {}, 422);
      if (bytes === null) throw new Refused('plan.image.too-large', {}, 422);
      const hash = await addImage(ctx, plan, bytes);
      return file(JSON.stringify({ hash }), 'application/json');
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: `${PATH}/:hash`,
    audience: 'staff',
    params: PlanParams.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const image = await findImage(ctx.tx, plan.id, params.hash);
      if (!image) throw new Absent('image');
      return file(image.bytes, `image/${image.format}`, null, image.hash);
    },
  });
}
