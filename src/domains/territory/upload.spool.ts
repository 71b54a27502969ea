import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Refused, Unavailable } from '#platform/errors.js';

/** A national table by single age has some 70 MB; what is larger is not a file of figures. */
export const MOST_FILE_BYTES = 256 * 1024 * 1024;

/** All files that wait, of every ambito: the disk is also the database's. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;

export const KEPT_MS = 24 * 60 * 60 * 1000;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where files wait between being brought and being loaded. Named by the id of their upload, never by their own name. */
export interface Spool {
  /** As it was opened with: another process opens the same. */
  dataDir: string | undefined;
  /**
   * Keeps a file as it streams in; leaves nothing behind when it fails.
   * @throws Refused when it is too large, Unavailable when too much is waiting already
   */
  receive(
    id: string,
    stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ bytes: number; sha256: string }>;
  /** Bytes of a file that waits; undefined when it is not there any more. */
  open(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  drop(id: string): Promise<void>;
  /** Takes away what has waited longer than a day. */
  sweep(now: Date): Promise<void>;
}

/** @param dataDir the installation's data folder; without one, a folder of the system's temporary ones */
export function openSpool(dataDir: string | undefined): Spool {
  const folder = join(dataDir ?? join(tmpdir(), `trama-${userInfo().uid}`), 'caricamenti');
  const pathOf = (id: string) => {
    if (!ID.test(id)) throw new Error('Not an identifier.');
    return join(folder, id);
  };

  return {
    dataDir,

    async receive(id, stream) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if ((await bytesIn(folder)) >= MOST_BYTES) throw new Unavailable('territory.upload.spool-full', 600);
      const path = pathOf(id);
      const hash = createHash('sha256');
      let bytes = 0;
      const file = await open(path, 'wx', 0o600);
      try {
        for await (const chunk of stream) {
          bytes += chunk.length;
          if (bytes > MOST_FILE_BYTES)
            throw new Refused('territory.upload.too-large', { limit: MOST_FILE_BYTES / 1024 / 1024 }, 422);
          hash.update(chunk);
          await file.write(chunk);
        }
      } catch (error) {
        await file.close();
        await rm(path, { force: true });
        throw error;
      }
      await file.close();
      return { bytes, sha256: hash.digest('hex') };
    },

    async open(id) {
      const path = pathOf(id);
      const isThere = await stat(path).then(
        (found) => found.isFile(),
        () => false,
      );
      return isThere ? createReadStream(path) : undefined;
    },

    async drop(id) {
      await rm(pathOf(id), { force: true });
    },

    async sweep(now) {
      for (const { path, writtenAt } of await listFiles(folder))
        if (now.getTime() - writtenAt > KEPT_MS) await rm(path, { force: true });
    },
  };
}

async function bytesIn(folder: string): Promise<number> {
  return (await listFiles(folder)).reduce((sum, file) => sum + file.bytes, 0);
}

/** A file may go while the folder is being read. */
async function listFiles(folder: string): Promise<{ path: string; bytes: number; writtenAt: number }[]> {
  const names = await readdir(folder).catch(() => []);
  const files = [];
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) files.push({ path, bytes: found.size, writtenAt: found.mtimeMs });
  }
  return files;
}
