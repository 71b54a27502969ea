import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { file } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { getPlan } from '../plan.actions.js';
import { PlanCode } from '../plan.types.js';
import { addImage } from './image.actions.js';
import { findImage } from './image.sql.js';
import { LARGEST_IMAGE_BODY, readSentImage, sentBytes } from './image-upload.js';

const PATH = '/piano/:plan/documento/immagini';
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
    bodyLimit: LARGEST_IMAGE_BODY,
    handle: async (ctx, { params, request }) => {
      const plan = await getPlan(ctx, params.plan);
      const bytes = sentBytes(await readSentImage(server, request));
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
