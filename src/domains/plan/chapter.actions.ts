import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, may, requireRole } from '#platform/http/context.js';
import { chapterState, namedParts, openingContent } from './chapter.rules.js';
import {
  type ChapterRow,
  insertChapter,
  listChapterRows,
  listChapterVersions,
  readChapterVersions,
  updateChapterContent,
} from './chapter.sql.js';
import {
  type Chapter,
  ChapterContent,
  type ChapterState,
  type ChapterVersion,
  type NamedPart,
} from './chapter.types.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline } from './guideline.types.js';
import { requireOpen } from './plan.actions.js';
import { isOpen, keepers } from './plan.rules.js';
import type { Plan } from './plan.types.js';

export type ChapterWithState = Chapter & { state: ChapterState; help: string };

/** The plan's chapters and annexes in the guideline's order, written or not. */
export async function listChapters(ctx: Ctx, plan: Plan, guideline: Guideline): Promise<ChapterWithState[]> {
  const rows = new Map((await listChapterRows(ctx.tx, plan.id)).map((row) => [row.number, row]));
  return guideline.chapters
    .map((chapter) => toChapter(ctx, chapter, rows.get(chapter.number), false))
    .concat(guideline.annexes.map((annex) => toChapter(ctx, annex, rows.get(annex.number), true)));
}

/** @throws Absent when the guideline has no such chapter */
export async function getChapter(
  ctx: Ctx,
  plan: Plan,
  guideline: Guideline,
  number: string,
): Promise<ChapterWithState> {
  const chapter = (await listChapters(ctx, plan, guideline)).find((one) => one.number === number);
  if (!chapter) throw new Absent('chapter');
  return chapter;
}

function toChapter(
  ctx: Ctx,
  asked: Guideline['chapters'][number],
  row: ChapterRow | undefined,
  isAnnex: boolean,
): ChapterWithState {
  const content = namedParts(row ? ChapterContent.parse(row.content) : openingContent(asked), asked.number);
  return {
    id: row?.id ?? null,
    number: asked.number,
    isAnnex,
    title: row?.title ?? asked.title.it,
    content,
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt ?? null,
    updatedBy: row?.updatedBy ?? null,
    state: chapterState(content, asked),
    help: asked.help[ctx.lang],
  };
}

/** The plan's text speaks for the whole ambito: who keeps the plan writes it. */
export function canWriteChapter(ctx: Pick<Ctx, 'grants'>, plan: Plan): boolean {
  return isOpen(plan) && may(ctx, keepers);
}

/**
 * Writes a chapter's content.
 * @param version the one that the editor read; 0 when nobody had written yet
 * @param blockNames live blocks that the domains draw; with those that the guideline names, the only ones accepted
 * @throws Invalid at `content.<position>` when a live block does not exist
 * @throws Conflict when somebody else wrote meanwhile
 */
export async function writeChapter(
  ctx: Ctx,
  plan: Plan,
  number: string,
  written: ChapterContent,
  version: number,
  blockNames: ReadonlySet<string>,
): Promise<void> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const chapter = await getChapter(ctx, plan, guideline, number);
  checkBlocks(written, guideline, blockNames);
  const content = namedParts(written, number);
  const id =
    chapter.id === null
      ? version === 0
        ? await insertChapter(ctx.tx, plan.id, { number, title: chapter.title, content })
        : null
      : (await updateChapterContent(ctx.tx, chapter.id, version, content))
        ? chapter.id
        : null;
  if (id === null) throw new Conflict();
  await writeAudit(ctx, 'chapter.update', 'chapter', id, {
    plan: plan.code,
    number,
    parts: content.length,
  });
}

/** @throws Invalid at `content.<position>` for a live block that no domain draws and the guideline does not name */
export function checkBlocks(
  content: ChapterContent,
  guideline: Guideline,
  blockNames: ReadonlySet<string>,
): void {
  const asked = namesIn(guideline);
  const unknown = content.flatMap((part, index) =>
    part.type === 'block' && !blockNames.has(part.name) && !asked.has(part.name)
      ? [{ field: `content.${index}`, code: 'plan.chapter.unknown-block', values: { name: part.name } }]
      : [],
  );
  if (unknown.length > 0) throw new Invalid(unknown);
}

function namesIn(guideline: Guideline): ReadonlySet<string> {
  return new Set(
    [...guideline.chapters, ...guideline.annexes].flatMap((chapter) =>
      chapter.blocks.map((one) => one.block),
    ),
  );
}

/** Newest first; empty for a chapter that nobody has written in. */
export async function listVersionsOfChapter(ctx: Ctx, chapter: Chapter): Promise<ChapterVersion[]> {
  return chapter.id === null ? [] : listChapterVersions(ctx.tx, chapter.id);
}

/** What versions of a chapter held, in the order asked. @throws Absent for one that there is not */
export async function readVersionsOfChapter(
  ctx: Ctx,
  chapter: Chapter,
  versions: readonly number[],
): Promise<NamedPart[][]> {
  const found = chapter.id === null ? new Map() : await readChapterVersions(ctx.tx, chapter.id, versions);
  return versions.map((version) => {
    const content = found.get(version);
    if (content === undefined) throw new Absent('version');
    return namedParts(ChapterContent.parse(content), chapter.number);
  });
}

/**
 * Makes a former version the present one: a new version with its content, so that what it takes the place of stays too.
 * @param present the version that was present when it was asked
 * @throws Conflict when somebody wrote meanwhile
 */
export async function restoreChapter(
  ctx: Ctx,
  plan: Plan,
  chapter: Chapter,
  version: number,
  present: number,
): Promise<void> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const [content] = await readVersionsOfChapter(ctx, chapter, [version]);
  if (chapter.id === null || !content) throw new Absent('version');
  if (!(await updateChapterContent(ctx.tx, chapter.id, present, content))) throw new Conflict();
  await writeAudit(ctx, 'chapter.restore', 'chapter', chapter.id, {
    plan: plan.code,
    number: chapter.number,
    version,
  });
}
