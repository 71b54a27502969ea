import type { FastifyRequest } from 'fastify';
import { Refused } from '#platform/errors.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { LARGEST_IMAGE_BYTES } from './image.actions.js';

/** A file that is too large is read to its end, unkept, so that the answer can say so in words; beyond this the server breaks off. */
export const LARGEST_IMAGE_BODY = 64 * 1_048_576;

export interface SentImage {
  fields: Record<string, string>;
  /** What was sent, or the message that tells what is wrong with it. */
  image: { bytes: Buffer } | { fault: 'plan.image.none' | 'plan.image.too-large' };
}

/** Reads a form with one image. */
export async function readSentImage(server: Server, request: FastifyRequest): Promise<SentImage> {
  const limits = { maxFileBytes: LARGEST_IMAGE_BODY, maxFiles: 1 };
  const { files, fields } = await readUploads(server, request, limits, async ({ stream }) => {
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
  if (bytes === undefined || bytes?.length === 0) return { fields, image: { fault: 'plan.image.none' } };
  return { fields, image: bytes === null ? { fault: 'plan.image.too-large' } : { bytes } };
}

/** @throws Refused in words where nothing was sent that could be an image */
export function sentBytes({ image }: SentImage): Buffer {
  if ('fault' in image) throw new Refused(image.fault, {}, 422);
  return image.bytes;
}
