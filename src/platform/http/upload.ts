import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refused, Unavailable } from '#platform/errors.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { CSRF_FIELD, checkCsrf } from './csrf.js';
import type { Server } from './server.js';

export interface Upload {
  /** The fields that stand before the file in the form. */
  fields: Record<string, string>;
  /** Null when no file was chosen. */
  file: { name: string; stream: AsyncIterable<Uint8Array> } | null;
}

/** Fields after the file would only be known once it is read, so forms put it last. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Each holds a connection to the database as long as it lasts, and boundaries are read whole into memory. */
const MOST_AT_ONCE = 2;
const uploads = new WeakMap<Server, number>();

/**
 * Reads a form with a file, whose bytes stream to `work`; nothing is kept on disk. The form's token is checked before
 * the first byte of the file is read.
 * @throws Refused for a form that is not one of ours.
 */
export async function withUpload<T>(
  server: Server,
  request: FastifyRequest,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const fields: Record<string, string> = {};
  const check = () => {
    request.body = { [CSRF_FIELD]: fields[CSRF_FIELD] };
    checkCsrf(server.formSecret, request, readCookie(request, SESSION_COOKIE));
  };
  if (!request.isMultipart()) throw new Refused('platform.form-expired', {}, 403);
  const underWay = uploads.get(server) ?? 0;
  if (underWay >= MOST_AT_ONCE) throw new Unavailable('platform.uploads-busy', 60);
  uploads.set(server, underWay + 1);
  try {
    return await readParts();
  } finally {
    uploads.set(server, (uploads.get(server) ?? 1) - 1);
  }

  async function readParts(): Promise<T> {
    // One byte more than readers take: what is too large is then told by them, in the file's own words.
    const parts = request.parts({ limits: { fileSize: MAX_FILE_BYTES + 1 } });
    for await (const part of unbroken(parts)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      try {
        check();
        const isEmpty = part.filename === '';
        return await work({
          fields,
          file: isEmpty ? null : { name: part.filename, stream: chunks(part.file) },
        });
      } finally {
        // The rest of the body must go by before the answer, or the browser sees a broken connection.
        part.file.resume();
      }
    }
    check();
    return work({ fields, file: null });
  }
}

/** The form ended before its end, or the visitor left: the request is at fault, not the program. */
class BrokenForm extends Error {
  readonly statusCode = 400;
}

/** Passes what comes on; what breaks on the way is told as a form that is broken, with limits told as they are. */
async function* unbroken<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await items.next().catch((error: unknown) => {
        if (typeof (error as { statusCode?: number }).statusCode === 'number') throw error;
        throw new BrokenForm('The form broke off.', { cause: error });
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await items.return?.();
  }
}

/** Leaves the stream open for who stops early, so that the rest can be drained. */
async function* chunks(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of unbroken<Uint8Array>(stream.iterator({ destroyOnReturn: false }))) yield chunk;
}
