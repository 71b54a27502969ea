import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Fonts are compressed already; what is smaller than one network packet gains nothing. */
const TEXT = /\.(css|js|svg|json|txt)$/;
const WORTH_BYTES = 1024;

/** Writes `.br` and `.gz` beside each text, once at build, so that the server never compresses. */
export function compressed() {
  return {
    name: 'trama-compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const names = (await readdir(dir)).filter((name) => TEXT.test(name));
      await Promise.all(names.map((name) => compress(join(dir, name))));
    },
  };
}

async function compress(path) {
  const bytes = await readFile(path);
  if (bytes.length < WORTH_BYTES) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
