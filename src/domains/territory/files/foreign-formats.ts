import type { ProblemCode } from './files.types.js';

function startsWith(head: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => head[index] === byte);
}

/** Files that people drop by mistake, known by their first bytes, each with a message that says how to go on. */
export function foreignFormat(head: Uint8Array): ProblemCode | undefined {
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'file-legacy-office';
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) return 'file-pdf';
  if (startsWith(head, [0x1f, 0x8b])) return 'file-gzip';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47]) || startsWith(head, [0xff, 0xd8, 0xff])) return 'file-image';
  if (startsWith(head, [0x47, 0x49, 0x46, 0x38])) return 'file-image';
  const text = Buffer.from(head.subarray(0, 1024))
    .toString('latin1')
    .replace(/^ï»¿/, '')
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'file-html';
  if (text.startsWith('<?xml')) return text.includes('<html') ? 'file-html' : 'file-xml';
  return undefined;
}
