import {
  type Block,
  callout,
  type Document,
  documentHash,
  findEmblem,
  h,
  type LiveBlock,
  type NumberedDocument,
  numberDocument,
  type OnStep,
  type PublishedPlan,
  p,
} from '#domains/documents/index.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay, formatDate } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { type ChapterWithState, listChapters } from './chapter.actions.js';
import { listReferences, listRivals } from './chapter.rules.js';
import { findLastChange } from './chapter.sql.js';
import type { BlockPart, NamedPart } from './chapter.types.js';
import { documentText } from './document.messages.js';
import type { ChapterRange, PartRange, PlanDocument } from './document.types.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline } from './guideline.types.js';
import { listPlaces } from './place.sql.js';
import type { Plan } from './plan.types.js';
import { anchorOf, toImage, toItems, toQuote, toRival, toTable, toText } from './writing/compose.rules.js';
import { type ChapterImage, listImages } from './writing/image.sql.js';
import { chapterTarget } from './writing/reference.rules.js';

type Images = ReadonlyMap<string, ChapterImage & { bytes: Buffer }>;
export type Palette = ReadonlyMap<string, LiveBlock>;

/** The version as which a plan is frozen, and the day of its act. */
export interface FrozenAs {
  number: number;
  on: string;
}

/** What stands in place of a live block that cannot be drawn. */
const undrawnBlocks = new WeakSet<Block>();

/**
 * Composes the plan's document from its chapters and their live blocks. The same for whoever asks: it is written in
 * the plan's own language, Italian, whatever language the reader's pages have, and with the installation's rights.
 */
export async function composePlanDocument(
  asker: Ctx,
  plan: Plan,
  palette: Palette,
  frozen?: FrozenAs,
  onStep?: OnStep,
): Promise<PlanDocument> {
  const ctx = asPublisher(asker);
  const subject = describePlan(ctx, plan);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const blocks: Block[] = [];
  const chapters: ChapterRange[] = [];
  const all = await listChapters(ctx, plan, guideline);
  /** What some text refers to: only that needs a name in print. */
  const asked = new Set(all.flatMap((chapter) => listReferences(chapter.content)));
  // An annex that nobody needs is not printed; a chapter that the guideline asks for is, even when it is empty.
  const printed = all.filter((chapter) => !chapter.isAnnex || chapter.state.kind !== 'empty');
  for (const [index, chapter] of printed.entries()) {
    onStep?.({
      stage: 'read',
      done: index / printed.length,
      at: {
        kind: 'chapter',
        number: index + 1,
        of: printed.length,
        title: chapter.title,
        sheet: 0,
        sheets: 0,
      },
    });
    const start = blocks.length;
    const name = chapterTarget(chapter);
    blocks.push(
      h(1, chapter.title, {
        ...(chapter.isAnnex ? { numbering: 'annex' as const } : {}),
        ...(asked.has(name) ? { id: anchorOf(name) } : {}),
      }),
    );
    const parts = await composeParts(ctx, subject, chapter, palette, blocks, asked);
    chapters.push({ number: chapter.number, start, end: blocks.length, parts });
  }
  const document = { ...(await describeCover(ctx, plan, guideline, frozen)), blocks };
  return { document, numbered: numberDocument(document), hash: documentHash(document), chapters };
}

/** One block as the document of this plan would print it, numbered by itself. */
export async function previewBlock(
  asker: Ctx,
  { plan, guideline }: { plan: Plan; guideline: Guideline },
  part: BlockPart,
  palette: Palette,
): Promise<NumberedDocument> {
  const ctx: Ctx = { ...asker, lang: 'it' };
  const blocks = await composeLiveBlock(ctx, describePlan(ctx, plan), part.name, part.with ?? {}, palette);
  return numberDocument({ ...(await describeCover(ctx, plan, guideline)), blocks });
}

export function describePlan(ctx: Ctx, plan: Plan): PublishedPlan {
  return {
    id: plan.id,
    code: plan.code,
    title: plan.title,
    ambito: ctx.ambito.name,
    period: { startsOn: plan.startsOn, endsOn: plan.endsOn },
    guidelineCode: plan.guidelineCode,
    guidelineSha256: plan.guidelineSha256,
    lang: 'it',
  };
}

async function composeParts(
  ctx: Ctx,
  subject: PublishedPlan,
  chapter: ChapterWithState,
  palette: Palette,
  blocks: Block[],
  asked: ReadonlySet<string>,
): Promise<PartRange[]> {
  if (chapter.content.length === 0) blocks.push(p(documentText('it')('plan.document.unwritten')));
  const images = await listImages(
    ctx.tx,
    subject.id,
    chapter.content.flatMap((part) => (part.type === 'image' ? [part.image] : [])),
  );
  const rivals = new Set(listRivals(chapter.content));
  const here = new Set(chapter.content.map((part) => anchorOf(part.id)));
  const ranges: PartRange[] = [];
  for (const part of chapter.content) {
    const start = blocks.length;
    const composed = rivals.has(part)
      ? [toRival(part, documentText('it'))]
      : await composePart(ctx, subject, part, palette, images);
    const drawn =
      part.type === 'block' && asked.has(part.id)
        ? nameFirst(composed, anchorOf(part.id))
        : listReferences([part]).length > 0
          ? composed.map((block) => withPages(block, here))
          : composed;
    blocks.push(...drawn);
    ranges.push({
      start,
      end: blocks.length,
      block: part.type === 'block' ? part.name : null,
      ...(rivals.has(part) ? { isRival: true } : {}),
      ...(drawn.some((block) => undrawnBlocks.has(block)) ? { isUndrawn: true } : {}),
    });
  }
  return ranges;
}

/** A reference to a block of data leads to the first thing in it that has a number: its table or figure, else a heading. */
function nameFirst(drawn: Block[], name: string): Block[] {
  const isCaptioned = (one: Block) => one.kind === 'table' || one.kind === 'figure' || one.kind === 'image';
  const first =
    drawn.find(isCaptioned) ?? drawn.find((one) => one.kind === 'heading' || one.kind === 'sheet');
  return drawn.map((one) => (one === first ? ({ ...one, id: name } as Block) : one));
}

/** On paper a reference to another chapter says on which page that is. */
function withPages<T>(value: T, here: ReadonlySet<string>): T {
  if (Array.isArray(value)) return value.map((one) => withPages(one, here)) as T;
  if (value === null || typeof value !== 'object') return value;
  if ('kind' in value && value.kind === 'ref' && 'to' in value && !here.has(String(value.to)))
    return { ...value, page: true };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withPages(one, here)])) as T;
}

async function composePart(
  ctx: Ctx,
  subject: PublishedPlan,
  part: NamedPart,
  palette: Palette,
  images: Images,
): Promise<Block[]> {
  switch (part.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', text: toText(part.text) }];
    case 'quote':
      return [toQuote(part.text)];
    case 'heading':
      return [h(part.level, part.text, { id: anchorOf(part.id) })];
    case 'list':
      return [{ kind: 'list', items: toItems(part.items), ...(part.ordered ? { ordered: true } : {}) }];
    case 'table':
      return [toTable({ ...part, caption: part.caption || documentText('it')('plan.chapter.no-caption') })];
    case 'image': {
      const image = images.get(part.image);
      return image ? [toImage(part, image)] : [undrawnImage()];
    }
    case 'block':
      return composeLiveBlock(ctx, subject, part.name, part.with ?? {}, palette);
  }
}

/** What cannot be drawn is told where it would stand: one wrong parameter must not keep a plan from being printed. */
async function composeLiveBlock(
  ctx: Ctx,
  subject: PublishedPlan,
  name: string,
  params: Readonly<Record<string, string>>,
  palette: Palette,
): Promise<Block[]> {
  const block = palette.get(name);
  if (!block) return [undrawn(name, documentText('it')('plan.document.block-unknown'))];
  try {
    return await block.build(ctx, subject, params);
  } catch (error) {
    if (error instanceof Refused && hasMessage(error.code))
      return [undrawn(name, translate('it', error.code, error.values))];
    if (error instanceof Invalid || error instanceof Absent || error instanceof Refused)
      return [undrawn(name, documentText('it')('plan.document.block-parameters'))];
    throw error;
  }
}

function undrawnImage(): Block {
  const block = callout('warning', p(documentText('it')('plan.chapter.image-gone')));
  undrawnBlocks.add(block);
  return block;
}

function undrawn(name: string, why: string): Block {
  const block = callout('warning', p(documentText('it')('plan.document.block-undrawn', { name }), ' ', why));
  undrawnBlocks.add(block);
  return block;
}

/** What is printed is the same for whoever asks: in Italian, with the installation's rights. */
export function asPublisher(asker: Ctx): Ctx {
  return {
    ...asker,
    lang: 'it',
    user: null,
    grants: [{ role: 'director', scopeKind: 'ambito', scopeCode: '' }],
  };
}

/** Title, version, date and lines of the cover. */
export async function describeCover(
  ctx: Ctx,
  plan: Plan,
  guideline: Guideline,
  frozen?: FrozenAs,
): Promise<Omit<Document, 'blocks'>> {
  const t = documentText('it');
  const changedAt = await findLastChange(ctx.tx, plan.id);
  const changedOn = changedAt === null ? plan.startsOn : civilDay(changedAt);
  const emblem = await findEmblem(ctx);
  const comuni = (await listPlaces(ctx.tx)).filter((place) => place.kind === 'comune');
  const lines = [
    ctx.ambito.leadBody === null ? null : t('plan.document.lead-body', { name: ctx.ambito.leadBody }),
    comuni.length === 0
      ? null
      : t('plan.document.comuni', {
          count: comuni.length,
          names: comuni.map((comune) => comune.name).join(', '),
        }),
    plan.actNumber === null ? null : describeAct(plan, plan.actNumber),
  ];
  return {
    title: plan.title,
    ambito: ctx.ambito.name,
    subtitle: t('plan.document.guideline', {
      region: guideline.region.it,
      act: guideline.act.replaceAll(' ', '\u00a0'),
    }),
    version: versionWords(plan, frozen),
    date: frozen?.on ?? changedOn,
    lang: 'it',
    coverLines: lines.filter((line) => line !== null),
    ...(emblem ? { emblem } : {}),
    sourceNote: t('plan.document.source-note'),
    contentsDepth: 3,
  };
}

/** "Versione 2 · In vigore"; a text that is being amended says so, lest it be taken for the one in force. */
function versionWords(plan: Plan, frozen: FrozenAs | undefined): string {
  const t = documentText('it');
  const state = t(`plan.document.version.${plan.state}`);
  if (frozen) return t('plan.document.version-number', { number: frozen.number, state });
  return plan.amendmentId === null
    ? state
    : t('plan.document.version-amending', { number: (plan.frozenVersion ?? 0) + 1 });
}

function describeAct(plan: Plan, number: string): string {
  const t = documentText('it');
  const date = plan.stateSince === null ? '' : formatDate(plan.stateSince, { lang: 'it' });
  return plan.bodyName === null
    ? t('plan.document.act', { number, date })
    : t('plan.document.act-of', { body: plan.bodyName, number, date });
}
