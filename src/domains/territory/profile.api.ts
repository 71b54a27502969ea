import { z } from 'zod';
import { awaitRendition, FORMATS, MEDIA_TYPES } from '#domains/documents/index.js';
import { fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { profileSubject, readProfileDocument } from './profile.files.js';
import type { ProfilePart } from './profile.types.js';

/** A profile is made in a second or two; what waits longer waits behind a whole plan. */
const WAIT_MS = 60_000;

/** The profile of a place as PDF/UA and DOCX: made when it is first asked for, and kept until its content changes. */
export function registerProfileFiles(server: Server, parts: readonly ProfilePart[]): void {
  for (const format of FORMATS) {
    fileRoute(server, {
      path: `/profiles/:code.${format}`,
      audience: 'public',
      tag: 'territory',
      summary: `Profilo di comunità di un comune, sub-ambito o ambito in ${format.toUpperCase()}`,
      type: MEDIA_TYPES[format],
      params: z.object({ code: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
      handle: async ({ params, inside, signal }) => {
        const { slug, hash, bytes } = await awaitRendition(
          { inside, signal, waitMs: WAIT_MS },
          format,
          async (ctx) => ({
            slug: ctx.ambito.slug,
            subject: profileSubject(params.code),
            hash: (await readProfileDocument(ctx, params.code, parts)).hash,
          }),
        );
        return { etag: hash, bytes, name: `${slug}-profilo-${params.code}.${format}`, isPublic: true };
      },
    });
  }
}
