import { writeAudit } from '#platform/audit/audit.sql.js';
import { type AreaGeometry, simplifyTogether } from '#platform/charts/geometry.js';
import { savepoint } from '#platform/db/database.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { listKeptCodes } from './comparison.sql.js';
import { BOUNDARIES_CODE, factsOf, type StatedFacts } from './dataset.rules.js';
import {
  clearBoundaries,
  findDataset,
  findDatasetOfFile,
  findLiveDataset,
  insertDataset,
  restoreNewestEdition,
  supersedeDatasets,
  withdrawRow,
} from './dataset.sql.js';
import type { Boundary, FileOutcome, FileProblem, LayoutCode } from './files/files.types.js';
import { readFile } from './files/read-file.js';
import { checkQuality } from './finding.actions.js';
import { type StoredFigures, storeObservations } from './import.figures.js';
import { listItalianCodes } from './italian-comune.sql.js';
import { listPlaces, updateBoundary } from './place.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

export interface ImportRequest extends StatedFacts {
  /** The file's bytes, as they come. */
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  fileName: string;
  /** Whose figures come in: of the ambito's own comuni, or of all Italy's to be compared with. */
  comuni?: 'own' | 'all';
  /** Reads and checks everything, tells what would come in, keeps nothing. */
  dryRun?: boolean;
}

export type ImportReport =
  | {
      accepted: true;
      dryRun: boolean;
      dataset: { id: string; code: string; title: string; layout: LayoutCode };
      counts: { bytes: number; kept: number; skipped: number; figures: number };
      variables: string[];
      years: number[];
      /** The edition whose place this one takes. */
      supersedes: { title: string; importedAt: Date } | null;
      warnings: FileProblem[];
    }
  | { accepted: false; problems: FileProblem[]; problemCount: number };

/** Ends the savepoint of what must leave no trace, and carries the answer out of it. */
class Undone extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('Undone');
    this.report = report;
  }
}

/** Square metres of the smallest detail kept of a boundary: finer than a pixel of any map of an ambito. */
const BOUNDARY_DETAIL_M2 = 4_000;

/**
 * Recognises a file, reads it as it streams and stores what concerns the ambito's comuni: all or nothing. A later
 * edition of the same publication supersedes the earlier one. Ends with a quality check.
 * @throws Refused when the same file is in already, or names a place or a unit that cannot be.
 */
export async function importFile(ctx: Ctx, request: ImportRequest): Promise<ImportReport> {
  requireRole(ctx, TERRITORY_EDITORS);
  try {
    return await savepoint(ctx.client, async () => {
      const report = await storeFile(ctx, request);
      if (!report.accepted || report.dryRun) throw new Undone(report);
      await writeAudit(ctx, 'dataset.import', 'dataset', report.dataset.id, {
        code: report.dataset.code,
        layout: report.dataset.layout,
        figures: report.counts.figures,
      });
      await checkQuality(ctx);
      return report;
    });
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  }
}

async function storeFile(ctx: Ctx, request: ImportRequest): Promise<ImportReport> {
  const places = await listPlaces(ctx.tx);
  const comuni = request.comuni ?? 'own';
  const reading = await readFile(request.stream, {
    ...(comuni === 'own' ? { keep: new Set(await listKeptCodes(ctx.tx)) } : {}),
    knownCodes: new Set(await listItalianCodes(ctx.tx)),
  });
  const id = newId();
  let stored: StoredFigures = { figures: 0, variables: [], years: [] };
  const boundaries: Boundary[] = [];
  if (reading.kind === 'observations')
    stored = await storeObservations(ctx, id, reading.observations, places, { comuni });
  else if (reading.kind === 'boundaries')
    for await (const boundary of reading.boundaries) boundaries.push(boundary);
  const outcome = reading.outcome();
  if (!outcome.accepted)
    return { accepted: false, problems: outcome.problems, problemCount: outcome.problemCount };
  await refuseSameFile(ctx, outcome.sha256);
  if (reading.kind === 'boundaries') await storeBoundaries(ctx, boundaries);
  const figures = stored.figures + boundaries.length;
  return describeStored(ctx, { id, request, outcome, stored, figures });
}

async function describeStored(
  ctx: Ctx,
  given: {
    id: string;
    request: ImportRequest;
    outcome: Extract<FileOutcome, { accepted: true }>;
    stored: StoredFigures;
    figures: number;
  },
): Promise<ImportReport> {
  const { id, request, outcome, stored, figures } = given;
  const facts = factsOf(outcome.facts, request, request.fileName);
  const earlier = await findLiveDataset(ctx.tx, facts.code);
  await supersedeDatasets(ctx.tx, facts.code, ctx.now);
  await insertDataset(
    ctx.tx,
    {
      id,
      ...facts,
      fileName: request.fileName,
      fileSha256: outcome.sha256,
      fileBytes: outcome.counts.bytes,
      layout: outcome.facts.layout,
      rowCount: figures,
    },
    ctx.now,
  );
  return {
    accepted: true,
    dryRun: request.dryRun ?? false,
    dataset: { id, code: facts.code, title: facts.title, layout: outcome.facts.layout },
    counts: { ...outcome.counts, figures },
    variables: stored.variables,
    years: stored.years,
    supersedes: earlier ? { title: earlier.title, importedAt: earlier.importedAt } : null,
    warnings: outcome.warnings,
  };
}

async function refuseSameFile(ctx: Ctx, sha256: string): Promise<void> {
  const same = await findDatasetOfFile(ctx.tx, sha256);
  if (!same) return;
  throw new Refused('territory.import.same-file', {
    title: same.title,
    on: formatDate(same.importedAt, { lang: ctx.lang }),
    by: same.importedBy ?? '',
    byKind: same.importedBy ? 'person' : 'none',
  });
}

/** Neighbours are simplified together, so that their common border stays one line. */
async function storeBoundaries(ctx: Ctx, boundaries: readonly Boundary[]): Promise<void> {
  const simplified = simplifyTogether(
    boundaries.map((boundary) => boundary.geometry as AreaGeometry),
    BOUNDARY_DETAIL_M2,
  );
  for (const [index, boundary] of boundaries.entries())
    await updateBoundary(ctx.tx, boundary.code, simplified[index] ?? boundary.geometry);
}

/**
 * Undoes an import: nobody reads its figures any more, the edition before it is read again, the rows stay for the
 * record. @throws Absent, Conflict
 */
export async function withdrawDataset(
  ctx: Ctx,
  id: string,
  input: { reason: string; version: number },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const dataset = await findDataset(ctx.tx, id);
  if (!dataset) throw new Absent('dataset');
  if (!(await withdrawRow(ctx.tx, id, input.version, input.reason, ctx.now))) throw new Conflict();
  await restoreNewestEdition(ctx.tx, dataset.code);
  if (dataset.code === BOUNDARIES_CODE && dataset.supersededAt === null) await clearBoundaries(ctx.tx);
  await writeAudit(ctx, 'dataset.withdraw', 'dataset', id, { code: dataset.code });
  await checkQuality(ctx);
}
