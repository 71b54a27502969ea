import { z } from 'zod';
import { FORMATS } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { submit } from '#platform/http/form.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at, withQuery } from '#platform/ui/address.js';
import { registerBlockAdding } from './block-add.routes.js';
import { canWriteChapter, getChapter, listChapters, writeChapter } from './chapter.actions.js';
import {
  ChapterForm,
  changeDraft,
  type Draft,
  dropEmpty,
  readAct,
  readDraft,
  toDraft,
} from './chapter.form.js';
import { blockTitles, readPalette } from './chapter.palette.js';
import { ChapterEditPage, type ChapterEditProps } from './chapter-edit.page.js';
import { askPlanFile, cancelPlanFile, readFileStates } from './document.actions.js';
import type { PlanComposer } from './document.cache.js';
import { chapterHtml, wholeDocumentHtml } from './document.html.js';
import { ChapterPage, DocumentPage, WholeDocumentPage } from './document.page.js';
import { documentPath } from './document-parts.js';
import { getGuideline } from './guideline.sql.js';
import { getPlan, requireOpen } from './plan.actions.js';
import { isOpen, keepers } from './plan.rules.js';
import { type Plan, PlanCode } from './plan.types.js';
import { readWithTargets } from './writing/reference.reading.js';
import { readShownRemarks } from './writing/remark.news.js';
import { countOpenRemarks } from './writing/remark.sql.js';

const PlanParams = z.object({ plan: PlanCode });
const ChapterParams = PlanParams.extend({ number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });
const FileParams = PlanParams.extend({ format: z.enum(FORMATS) });

/** The plan's document: to read, to take away, to write. */
export function registerDocumentPages(server: Server, composer: PlanComposer): void {
  registerReading(server, composer);
  registerFiles(server);
  registerWriting(server, composer);
  registerBlockAdding(server, composer);
}

function registerReading(server: Server, composer: PlanComposer): void {
  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/documento',
    audience: 'public',
    params: PlanParams,
    query: z.object({ lavoro: z.uuid().optional() }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const { hash } = await composer.compose(ctx, plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      return page(
        <DocumentPage
          ctx={ctx}
          plan={plan}
          chapters={await listChapters(ctx, plan, guideline)}
          files={await readFileStates(ctx, plan, hash, query.lavoro)}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/documento/intero',
    audience: 'public',
    params: PlanParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const { html } = await composer.html(ctx, plan, 'intero', wholeDocumentHtml);
      return page(<WholeDocumentPage ctx={ctx} plan={plan} html={html} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/documento/:number',
    audience: 'public',
    params: ChapterParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const chapters = await listChapters(ctx, plan, guideline);
      const chapter = chapters.find((one) => one.number === params.number);
      const isOffice = ctx.view.face === 'office';
      if (!chapter) throw new Absent('chapter');
      if (!isOffice && chapter.isAnnex && chapter.state.kind === 'empty') throw new Absent('chapter');
      const titleOf = blockTitles(guideline, ctx.lang, composer.palette);
      const { html } = await composer.html(
        ctx,
        plan,
        `${params.number}:${isOffice ? ctx.lang : ''}`,
        (composed) => chapterHtml(composed, params.number, isOffice, titleOf) ?? '',
      );
      return page(
        <ChapterPage
          ctx={ctx}
          plan={plan}
          chapters={chapters}
          chapter={chapter}
          html={html === '' ? null : html}
          canWrite={canWriteChapter(ctx, plan)}
          isOpen={isOpen(plan)}
          openRemarks={isOffice ? await countOpenRemarks(ctx.tx, plan.id, params.number) : 0}
          missing={chapter.state.missing.map(titleOf)}
        />,
      );
    },
  });
}

function registerFiles(server: Server): void {
  ambitoPage(server, {
    // Whoever reads the public site has the link, which waits; only the workplace asks for work without taking the file.
    face: 'office',
    method: 'POST',
    path: '/piano/:plan/documento/file/:format',
    audience: 'staff',
    params: FileParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const job = await askPlanFile(ctx, plan, params.format);
      return seeOther(withQuery(at(ctx, documentPath(plan)), { lavoro: job }));
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/piano/:plan/documento/file/:format/annulla',
    audience: 'staff',
    params: FileParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      await cancelPlanFile(ctx, plan, params.format);
      return seeOther(at(ctx, documentPath(plan)), 'plan.document.cancelled-notice');
    },
  });
}

function registerWriting(server: Server, composer: PlanComposer): void {
  const { palette } = composer;
  const blockNames = new Set(palette.keys());

  async function editPage(
    ctx: PageCtx,
    plan: Plan,
    number: string,
    rest: Pick<ChapterEditProps, 'errors' | 'isUnsaved'> &
      Partial<Pick<ChapterEditProps, 'focus' | 'theirs'>> & { draft?: Draft },
  ) {
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    const { chapter, targets } = await readWithTargets(ctx, plan, guideline, number, palette);
    return (
      <ChapterEditPage
        ctx={ctx}
        plan={plan}
        chapter={chapter}
        palette={await readPalette(ctx, plan, guideline, number, palette)}
        targets={targets}
        remarks={await readShownRemarks(ctx, plan, number)}
        {...rest}
        draft={rest.draft ?? toDraft(chapter.content, chapter.version)}
      />
    );
  }

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/documento/:number/modifica',
    audience: keepers,
    params: ChapterParams,
    handle: async (ctx, { params }) => {
      requireRole(ctx, keepers);
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(await editPage(ctx, plan, params.number, { errors: [], isUnsaved: false }));
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/piano/:plan/documento/:number/modifica',
    audience: keepers,
    params: ChapterParams,
    handle: async (ctx, { params, body }): Promise<Outcome> => {
      requireRole(ctx, keepers);
      const plan = await getPlan(ctx, params.plan);
      const act = readAct(body);
      if (act.kind !== 'save') {
        const { focus, ...draft } = changeDraft(readDraft(body), act);
        return page(await editPage(ctx, plan, params.number, { draft, focus, errors: [], isUnsaved: true }));
      }
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      return submit(ctx, {
        schema: ChapterForm,
        body,
        act: async ({ content, version }) => {
          await writeChapter(ctx, plan, params.number, content, version, blockNames);
          return seeOther(at(ctx, documentPath(plan, `/${params.number}`)), 'plan.chapter.saved');
        },
        again: async (form) => {
          const typed = readDraft(body);
          const theirs = form.theirs ? await getChapter(ctx, plan, guideline, params.number) : undefined;
          const draft = {
            parts: dropEmpty(typed.parts),
            // The next save is meant against what is stored now: the editor has seen both.
            version: theirs ? theirs.version : typed.version,
          };
          return editPage(ctx, plan, params.number, { draft, theirs, errors: form.errors, isUnsaved: true });
        },
        theirs: async () => ({ version: (await getChapter(ctx, plan, guideline, params.number)).version }),
      });
    },
  });
}
