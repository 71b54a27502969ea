import { fileProblem, ReadingStopped } from './problem-log.js';

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses a document.
 * @throws ReadingStopped telling a document that ends too early (cut in transfer) from one that is wrong inside
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's only account of where: some of its messages give a position, some just the token.
    const reason = error instanceof Error ? error.message : '';
    const position = Number(/position (\d+)/.exec(reason)?.[1] ?? Number.NaN);
    const isCut = /^Unexpected end|^Unterminated/.test(reason) || position >= text.trimEnd().length;
    if (isCut) throw new ReadingStopped(fileProblem('json-truncated'));
    if (Number.isNaN(position)) {
      const token = /^Unexpected token '(.+?)'/s.exec(reason)?.[1] ?? '';
      throw new ReadingStopped(fileProblem('json-invalid', { found: token }));
    }
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    throw new ReadingStopped(
      fileProblem('json-invalid', { line, column, found: text.slice(position, position + 12) }),
    );
  }
}
