import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refused, Unavailable } from '#platform/errors.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { CSRF_FIELD, CSRF_HEADER, checkCsrf } from './csrf.js';
import type { Server } from './server.js';

export interface UploadedFile {
  /** As the browser gave it: never a path to be opened. */
  name: string;
  stream: AsyncIterable<Uint8Array>;
  /** The fields that stand before the file in the form. */
  fields: Readonly<Record<string, string>>;
}

export interface UploadLimits {
  /** Bytes of one file; one more is let through, so that who reads it can say in its own words that it is too large. */
  maxFileBytes: number;
  maxFiles: number;
}

export interface Uploads<T> {
  /** Every field of the form. */
  fields: Record<string, string>;
  /** What was made of each file, in the form's order; empty when none was chosen. */
  files: T[];
}

/** Each holds a connection to the database as long as it lasts. */
const MOST_AT_ONCE = 2;
const uploads = new WeakMap<Server, number>();

/**
 * Reads a form with files, one after the other, whose bytes stream to `take`. The form's token, in a field or in a
 * header, is checked before the first byte of a file is read.
 * @throws Refused for a form that is not one of ours; Unavailable when others are sending files
 */
export async function readUploads<T>(
  server: Server,
  request: FastifyRequest,
  limits: UploadLimits,
  take: (file: UploadedFile) => Promise<T>,
): Promise<Uploads<T>> {
  const fields: Record<string, string> = {};
  const check = () => {
    request.body = { [CSRF_FIELD]: request.headers[CSRF_HEADER] ?? fields[CSRF_FIELD] };
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

  async function readParts(): Promise<Uploads<T>> {
    const parts = request.parts({
      limits: { fileSize: limits.maxFileBytes + 1, files: limits.maxFiles, parts: limits.maxFiles + 40 },
    });
    const files: T[] = [];
    for await (const part of unbroken(parts)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      try {
        check();
        // A form sent without a choice has one file without a name.
        if (part.filename !== '' && part.filename !== undefined)
          files.push(await take({ name: part.filename, stream: chunks(part.file), fields }));
      } finally {
        // The rest of the body must go by before the answer, or the browser sees a broken connection.
        part.file.resume();
      }
    }
    check();
    return { fields, files };
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
