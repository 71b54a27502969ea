import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (
  algorithm: 'argon2id',
  parameters: {
    message: string;
    nonce: Buffer;
    parallelism: number;
    tagLength: number;
    memory: number;
    passes: number;
  },
) => Promise<Buffer>;

/** OWASP's second recommendation for argon2id: 19 MiB, two passes; some 40 ms of one core. */
const MEMORY_KIB = 19_456;
const PASSES = 2;

/** At least twelve characters, as ASVS 2.1.1 asks; length is what counts, so nothing else is asked. */
export const MIN_PASSWORD = 12;
/** A cap, so that hashing a novel is not a way to stop the server. */
export const MAX_PASSWORD = 200;

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** @returns a PHC string; the password is normalised (NFKC) so that it matches from any keyboard. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await run(password, nonce, MEMORY_KIB, PASSES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** False for any wrong or unreadable hash; takes as long whether or not there is one, so that a timing tells nothing. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    stored ?? '',
  );
  if (!match) {
    await run(password, randomBytes(16), MEMORY_KIB, PASSES);
    return false;
  }
  const [, memory, passes, nonce = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const computed = await run(password, Buffer.from(nonce, 'base64'), Number(memory), Number(passes));
  return computed.length === expected.length && timingSafeEqual(computed, expected);
}

function run(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory,
    passes,
  });
}
