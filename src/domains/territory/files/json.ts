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
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const end = text.trimEnd().length;
    if (position === undefined || Number(position) >= end)
      throw new ReadingStopped(fileProblem('json-truncated'));
    const before = text.slice(0, Number(position));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const found = text.slice(Number(position), Number(position) + 12);
    throw new ReadingStopped(fileProblem('json-invalid', { line, column, found }));
  }
}
