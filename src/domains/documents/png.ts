import { Refused } from '#platform/errors.js';
import { renderInChild } from './render.child.js';

/** Pictures are small: one that takes longer is not going to be ready. */
const TIMEOUT_MS = 60_000;

/** Twice the size of the drawing: sharp on today's screens and on paper at a column's width. */
const SCALE = 2;
const MOST_WAITING = 6;
const MOST_KEPT = 24;

let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;
/** Pictures by their drawing: equal drawings are equal pictures. */
const taken = new Map<string, Buffer>();

/**
 * A drawing as PNG on white with the faces of printed documents, made in a child process: neither its seconds nor its
 * memory are the server's. One at a time, whoever asks: a visitor who asks for many waits, and takes no processor from
 * pages.
 * @param drawing an SVG file whose root says its width
 * @throws RenderFailure
 * @throws Refused `documents.picture-busy` when too many wait, or the machine is overloaded
 */
export async function takePicture(drawing: string): Promise<Buffer> {
  const known = taken.get(drawing);
  if (known) return known;
  if (waiting >= MOST_WAITING) throw new Refused('documents.picture-busy');
  waiting += 1;
  const width = SCALE * Number(/<svg[^>]*\swidth="([\d.]+)"/.exec(drawing)?.[1] ?? 0);
  const draw = () => renderInChild({ shape: 'png', svg: drawing, width }, { timeoutMs: TIMEOUT_MS });
  const mine = turn.then(() => taken.get(drawing) ?? draw(), draw);
  turn = mine.catch(() => undefined);
  try {
    const picture = await mine;
    taken.set(drawing, picture);
    const [oldest] = taken.keys();
    if (taken.size > MOST_KEPT && oldest !== undefined) taken.delete(oldest);
    return picture;
  } catch (error) {
    // A machine that is overloaded is not a fault of the drawing: it may be asked for again.
    if (error instanceof Error && 'code' in error && error.code === 'documents.render.timeout')
      throw new Refused('documents.picture-busy');
    throw error;
  } finally {
    waiting -= 1;
  }
}
