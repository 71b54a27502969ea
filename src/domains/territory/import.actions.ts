import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { type AreaGeometry, simplifyTogether } from '#platform/charts/geometry.js';
import { savepoint } from '#platform/db/database.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { listKeptCodes, refreshForebears, storeComuneChanges } from './comparison.sql.js';
import { changesOf, type EndedComune } from './comune-change.rules.js';
import { BOUNDARIES_CODE, factsOf, withYears } from './dataset.rules.js';
import {
  findDataset,
  findDatasetOfFile,
  findLiveDataset,
  insertBoundaries,
  insertDataset,
  queueForImport,
  restoreRow,
  settleBoundaries,
  settleEditions,
  showNewestBoundaries,
  withdrawRow,
} from './dataset.sql.js';
import type { StatedFacts } from './dataset.types.js';
import { compareFigures } from './figure-change.sql.js';
import type { FigureChanges } from './figure-change.types.js';
import type { Boundary, FileOutcome, FileProblem, LayoutCode, RegistryEntry } from './files/files.types.js';
import type { ColumnMapping } from './files/mapping.types.js';
import { readFile } from './files/read-file.js';
import { checkQuality } from './finding.actions.js';
import { type StoredFigures, storeObservations } from './import.figures.js';
import { countFiguresAnew } from './import.sql.js';
import { listItalianCodes, listNamedComuni } from './italian-comune.sql.js';
import { listPlaces } from './place.sql.js';
import type { Place } from './place.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import type { Keeps } from './upload.types.js';

export interface ImportRequest extends StatedFacts {
  /** The file's bytes, as they come. */
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  fileName: string;
  /** Whose figures come in: of the ambito's own comuni, or of all Italy's to be compared with. */
  comuni?: 'own' | 'all';
  /** Reads and checks everything, tells what would come in, keeps nothing. */
  dryRun?: boolean;
  /** How to read a table that no layout knows, and the recipe that says so, when it was kept. */
  mapping?: ColumnMapping | undefined;
  recipeId?: string | null | undefined;
  /** Tells what changes, figure by figure, with so many examples of each kind. */
  examples?: number;
}

export type ImportReport =
  | {
      accepted: true;
      dryRun: boolean;
      dataset: {
        id: string;
        code: string;
        title: string;
        source: string;
        licence: string;
        layout: LayoutCode;
      };
      counts: { bytes: number; kept: number; skipped: number; figures: number };
      variables: string[];
      years: number[];
      /** The edition whose place this one takes. */
      supersedes: { id: string; title: string; importedAt: Date } | null;
      /** Where examples were asked for, and the file has figures. */
      changes: FigureChanges | null;
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

/** A file of so many changes how long the tables of figures are, and with it how they are best read. */
const MANY_FIGURES = 20_000;

/** Square metres of the smallest detail kept of a boundary: finer than a pixel of any map of an ambito. */
const BOUNDARY_DETAIL_M2 = 4_000;

/**
 * Recognises a file, reads it as it streams and stores what concerns the ambito's comuni: all or nothing. A later
 * edition of the same publication supersedes the earlier one. Ends with a quality check.
 * @throws Refused when the same file is in already, or names a place or a unit that cannot be.
 */
export async function importFile(ctx: Ctx, request: ImportRequest): Promise<ImportReport> {
  requireRole(ctx, TERRITORY_EDITORS);
  if (!request.dryRun) await queueForImport(ctx.tx);
  try {
    return await savepoint(ctx.client, async () => {
      const report = await storeFile(ctx, request);
      if (!report.accepted || report.dryRun) throw new Undone(report);
      await writeAudit(ctx, 'dataset.import', 'dataset', report.dataset.id, {
        code: report.dataset.code,
        layout: report.dataset.layout,
        figures: report.counts.figures,
      });
      if (report.counts.figures > MANY_FIGURES) await countFiguresAnew(ctx.tx);
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
    // Forebears of merged comuni are kept where a file has them, and not missed where it has not.
    expected: new Set(places.filter(({ kind }) => kind === 'comune').map(({ code }) => code)),
    knownCodes: new Set(await listItalianCodes(ctx.tx)),
    ...(request.mapping ? { mapping: request.mapping, places: await listNamedComuni(ctx.tx) } : {}),
  });
  const id = newId();
  let stored: StoredFigures = { figures: 0, variables: [], years: [] };
  const boundaries: Boundary[] = [];
  let registry = 0;
  if (reading.kind === 'observations')
    stored = await storeObservations(ctx, id, reading.observations, places, { comuni });
  else if (reading.kind === 'boundaries')
    for await (const boundary of reading.boundaries) boundaries.push(boundary);
  else if (reading.kind === 'registry') registry = await storeRegistry(ctx, id, reading.entries);
  const outcome = reading.outcome();
  if (!outcome.accepted)
    return {
      accepted: false,
      problems: outcome.problems.map((problem) => withNames(problem, places)),
      problemCount: outcome.problemCount,
    };
  await refuseSameFile(ctx, outcome.sha256, keepsOf(request));
  if (reading.kind === 'boundaries') await storeBoundaries(ctx, id, boundaries);
  const figures = stored.figures + boundaries.length + registry;
  return describeStored(ctx, { id, request, outcome, stored, figures, isMap: boundaries.length > 0, places });
}

function keepsOf({ comuni }: ImportRequest): Keeps {
  return comuni === 'all' ? 'italy' : 'ambito';
}

async function describeStored(
  ctx: Ctx,
  given: {
    id: string;
    request: ImportRequest;
    outcome: Extract<FileOutcome, { accepted: true }>;
    stored: StoredFigures;
    figures: number;
    isMap: boolean;
    places: readonly Place[];
  },
): Promise<ImportReport> {
  const { id, request, outcome, stored, figures } = given;
  const facts = factsOf(
    outcome.facts,
    request.mapping ? withYears(request, stored.years) : request,
    request.fileName,
  );
  const earlier = await findLiveDataset(ctx.tx, facts.code);
  const changes =
    request.examples !== undefined && stored.figures > 0
      ? await compareFigures(
          ctx.tx,
          id,
          { live: true, superseded: earlier?.id ?? null },
          { limit: request.examples },
        )
      : null;
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
      recipeId: request.recipeId ?? null,
      keeps: keepsOf(request),
    },
    ctx.now,
  );
  await settle(ctx, facts.code);
  if (given.isMap) await showNewestBoundaries(ctx.tx);
  // Who descends from whom may have changed with a list of comuni.
  else if (stored.figures === 0) await refreshForebears(ctx.tx);
  // Boundaries of another province stand beside those that were there.
  const replaced = earlier && (await findDataset(ctx.tx, earlier.id))?.supersededAt ? earlier : null;
  return {
    accepted: true,
    dryRun: request.dryRun ?? false,
    dataset: {
      id,
      code: facts.code,
      title: facts.title,
      source: facts.source,
      licence: facts.licence,
      layout: outcome.facts.layout,
    },
    counts: { ...outcome.counts, figures },
    variables: stored.variables,
    years: stored.years,
    supersedes: replaced ? { id: replaced.id, title: replaced.title, importedAt: replaced.importedAt } : null,
    changes,
    warnings: outcome.warnings.map((warning) => withNames(warning, given.places)),
  };
}

/** Files know comuni by their codes, people by their names. */
function withNames(warning: FileProblem, places: readonly Place[]): FileProblem {
  if (warning.code !== 'places-absent') return warning;
  const names = new Map(places.map(({ code, name }) => [code, name]));
  const named = warning.place.split(', ').map((code) => names.get(code) ?? code);
  return { ...warning, place: named.join(', ') };
}

/** Which editions of a publication are read now. */
async function settle(ctx: Ctx, code: string): Promise<void> {
  if (code === BOUNDARIES_CODE) await settleBoundaries(ctx.tx, code, ctx.now);
  else await settleEditions(ctx.tx, code, ctx.now);
}

/** Facts on comuni that ceased to be. Of a list of today's comuni every row is checked, and nothing is kept. */
async function storeRegistry(
  ctx: Ctx,
  datasetId: string,
  entries: AsyncIterable<RegistryEntry[]>,
): Promise<number> {
  let count = 0;
  const ended: EndedComune[] = [];
  for await (const batch of entries) {
    count += batch.length;
    for (const entry of batch) if (entry.kind === 'change') ended.push(entry);
  }
  await storeComuneChanges(ctx.tx, datasetId, changesOf(ended));
  return count;
}

/** The same file may come again to bring all of Italy, where only the ambito's comuni were kept. */
async function refuseSameFile(ctx: Ctx, sha256: string, keeps: Keeps): Promise<void> {
  const same = await findDatasetOfFile(ctx.tx, sha256, keeps);
  if (!same) return;
  throw new Refused('territory.import.same-file', {
    title: same.title,
    on: formatDate(same.importedAt, { lang: ctx.lang }),
    by: same.importedBy ?? '',
    byKind: same.importedBy ? 'person' : 'none',
  });
}

/** Neighbours are simplified together, so that their common border stays one line. */
async function storeBoundaries(ctx: Ctx, datasetId: string, boundaries: readonly Boundary[]): Promise<void> {
  const simplified = simplifyTogether(
    boundaries.map((boundary) => boundary.geometry as AreaGeometry),
    BOUNDARY_DETAIL_M2,
  );
  await insertBoundaries(
    ctx.tx,
    datasetId,
    boundaries.map(({ code, geometry }, index) => ({ code, geometry: simplified[index] ?? geometry })),
  );
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
  await queueForImport(ctx.tx);
  if (!(await withdrawRow(ctx.tx, id, input.version, input.reason, ctx.now))) throw new Conflict();
  await readAgain(ctx, dataset.code);
  await writeAudit(ctx, 'dataset.withdraw', 'dataset', id, { code: dataset.code });
}

/**
 * Takes back an undoing: the figures are read again, unless a newer edition is there. The reason stays in the history.
 * @throws Absent, Conflict; Refused when the same file was imported again meanwhile
 */
export async function restoreDataset(
  ctx: Ctx,
  id: string,
  input: { reason: string; version: number },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const dataset = await findDataset(ctx.tx, id);
  if (!dataset) throw new Absent('dataset');
  await queueForImport(ctx.tx);
  if (dataset.withdrawnAt && dataset.fileSha256)
    await refuseSameFile(ctx, dataset.fileSha256, dataset.keeps as Keeps);
  await giveReason(ctx, input.reason);
  if (!(await restoreRow(ctx.tx, id, input.version))) throw new Conflict();
  await readAgain(ctx, dataset.code);
  await writeAudit(ctx, 'dataset.restore', 'dataset', id, { code: dataset.code });
}

/** What is read of a publication once an edition of it has gone or come back. */
async function readAgain(ctx: Ctx, code: string): Promise<void> {
  await settle(ctx, code);
  await showNewestBoundaries(ctx.tx);
  await refreshForebears(ctx.tx);
  await checkQuality(ctx);
}
