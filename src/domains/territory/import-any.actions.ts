import { savepoint } from '#platform/db/database.js';
import type { Ctx } from '#platform/http/context.js';
import type { FileProblem } from './files/files.types.js';
import { importPublishedTotals } from './finding.actions.js';
import { type ImportReport, type ImportRequest, importFile } from './import.actions.js';

export type ImportAnswer =
  | { kind: 'figures'; dryRun: boolean; report: Extract<ImportReport, { accepted: true }> }
  | { kind: 'totals'; dryRun: boolean; totals: number }
  /** Nothing was changed. */
  | { kind: 'refused'; problems: FileProblem[]; problemCount: number };

/** The first columns of a table of published totals (docs/formati/formule.md). */
const TOTALS_HEADER = /^(?:\ufeff)?"?id"?[,;\t]"?name"?[,;\t]"?value_as_published"?[,;\t]/;
const HEADER_BYTES = 200;
/** A table of totals is read whole: some hundreds of rows. */
const MOST_TOTALS_BYTES = 8 * 1024 * 1024;

class Undone extends Error {
  readonly totals: number;

  constructor(totals: number) {
    super('Undone');
    this.totals = totals;
  }
}

/**
 * Recognises a file of any kind that concerns a territory: figures, boundaries, or totals that a document published.
 * @throws Refused
 */
export async function importAnyFile(ctx: Ctx, request: ImportRequest): Promise<ImportAnswer> {
  const { head, rest } = await takeHead(request.stream);
  const dryRun = request.dryRun ?? false;
  if (!TOTALS_HEADER.test(Buffer.concat(head).toString('utf8'))) {
    const report = await importFile(ctx, { ...request, stream: joined(head, rest) });
    return report.accepted
      ? { kind: 'figures', dryRun, report }
      : { kind: 'refused', problems: report.problems, problemCount: report.problemCount };
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of joined(head, rest)) {
    bytes += chunk.length;
    // The rest is left unread: the reader of figures says in its own words that the file is too large.
    if (bytes > MOST_TOTALS_BYTES) break;
    chunks.push(chunk);
  }
  return {
    kind: 'totals',
    dryRun,
    totals: await storeTotals(ctx, Buffer.concat(chunks).toString('utf8'), dryRun),
  };
}

async function storeTotals(ctx: Ctx, text: string, dryRun: boolean): Promise<number> {
  try {
    return await savepoint(ctx.client, async () => {
      const totals = await importPublishedTotals(ctx, text);
      if (dryRun) throw new Undone(totals);
      return totals;
    });
  } catch (error) {
    if (error instanceof Undone) return error.totals;
    throw error;
  }
}

async function takeHead(
  stream: ImportRequest['stream'],
): Promise<{ head: Uint8Array[]; rest: AsyncIterator<Uint8Array> }> {
  const rest = iterate(stream);
  const head: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < HEADER_BYTES) {
    const next = await rest.next();
    if (next.done) break;
    head.push(next.value);
    bytes += next.value.length;
  }
  return { head, rest };
}

async function* iterate(stream: ImportRequest['stream']): AsyncGenerator<Uint8Array> {
  yield* stream;
}

async function* joined(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
