import { createHash } from 'node:crypto';
import { fileProblem, ReadingStopped } from './problem-log.js';

/** Bytes looked at to recognise a file: a fixed amount, so that how a file arrives in chunks changes nothing. */
export const headLength = 64 * 1024;

export interface ByteSource {
  /** First bytes of the file, at most `headLength`. */
  head: Uint8Array;
  /** Whether `head` is the whole file. */
  isWhole: boolean;
  /** The whole file from its first byte, counted and hashed as it passes. */
  bytes: AsyncIterable<Uint8Array>;
  /** Bytes that have passed. */
  count: () => number;
  /** SHA-256 in hexadecimal of what has passed: of the file once `bytes` has ended. */
  sha256: () => string;
  /** Lets the source go without reading it. */
  close: () => Promise<void>;
}

/**
 * Wraps a file's chunks: reads its head, caps its size, hashes it.
 * @throws ReadingStopped from `bytes` when the file exceeds `maxBytes`
 */
export async function openBytes(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<ByteSource> {
  const chunks = iterate(source);
  const first: Uint8Array[] = [];
  let headBytes = 0;
  let isWhole = false;
  while (headBytes < headLength) {
    const next = await chunks.next();
    if (next.done) {
      isWhole = true;
      break;
    }
    first.push(next.value);
    headBytes += next.value.length;
  }
  const hash = createHash('sha256');
  let count = 0;

  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of first) yield pass(chunk);
      if (isWhole) return;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield pass(next.value);
    } finally {
      await chunks.return(undefined);
    }
  }

  function pass(chunk: Uint8Array): Uint8Array {
    count += chunk.length;
    if (count > maxBytes) {
      throw new ReadingStopped(
        fileProblem('file-too-large', { expected: Math.floor(maxBytes / (1024 * 1024)) }),
      );
    }
    hash.update(chunk);
    return chunk;
  }

  return {
    head: Buffer.concat(first).subarray(0, headLength),
    isWhole,
    bytes: bytes(),
    count: () => count,
    sha256: () => hash.copy().digest('hex'),
    close: async () => {
      await chunks.return(undefined);
    },
  };
}

async function* iterate(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  yield* source;
  return undefined;
}
