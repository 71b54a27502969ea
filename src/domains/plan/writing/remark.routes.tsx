import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { type ChapterWithState, canWriteChapter, getChapter } from '../chapter.actions.js';
import { PartId } from '../chapter.types.js';
import type { PlanComposer } from '../document.cache.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { PlanCode } from '../plan.types.js';
import { addRemark, answerRemark, decideSuggestion, readThreads, resolveRemark } from './remark.actions.js';
import { RemarksPage } from './remark.page.js';
import { Answer, NewRemark } from './remark.types.js';
import { remarksPath } from './remark-address.js';
import './writing.messages.js';

const PATH = '/piano/:plan/documento/:number/commenti';
const ChapterParams = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });
const RemarkParams = ChapterParams.extend({ id: z.uuid() });
const EMPTY: FormState = { values: {}, errors: [] };

/** Comments on a chapter's passages, their answers, and texts proposed instead. */
export function registerRemarks(server: Server, { palette }: PlanComposer): void {
  const blockNames = new Set(palette.keys());

  async function open(
    ctx: PageCtx,
    params: z.output<typeof ChapterParams>,
  ): Promise<{ plan: Plan; chapter: ChapterWithState }> {
    const plan = await getPlan(ctx, params.plan);
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    return { plan, chapter: await getChapter(ctx, plan, guideline, params.number) };
  }

  async function remarksPage(
    ctx: PageCtx,
    { plan, chapter }: { plan: Plan; chapter: ChapterWithState },
    asked: string | undefined,
    form: FormState,
    answering?: { id: string; form: FormState },
  ) {
    return (
      <RemarksPage
        ctx={ctx}
        plan={plan}
        chapter={chapter}
        threads={await readThreads(ctx, plan, chapter.number)}
        asked={asked}
        form={form}
        answering={answering}
        isOpen={mayBeWritten(plan)}
        decides={canWriteChapter(ctx, plan)}
      />
    );
  }

  ambitoPage(server, {
    face: 'office',
    path: PATH,
    audience: 'staff',
    params: ChapterParams,
    query: z.object({ parte: PartId.optional(), risposta: z.uuid().optional() }),
    handle: async (ctx, { params, query }) => {
      const { parte, risposta } = query;
      const answering =
        risposta === undefined || parte !== undefined ? undefined : { id: risposta, form: EMPTY };
      return page(await remarksPage(ctx, await open(ctx, params), parte, EMPTY, answering));
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: PATH,
    audience: 'staff',
    params: ChapterParams,
    query: z.object({ parte: PartId }),
    handle: async (ctx, { params, query, body }) => {
      const found = await open(ctx, params);
      return submit(ctx, {
        schema: NewRemark,
        body: { ...body, part: query.parte },
        act: async (remark) => {
          const id = await addRemark(ctx, found.plan, found.chapter, remark);
          return seeOther(at(ctx, remarksPath(found.plan, params.number, id)), 'plan.remark.added');
        },
        again: (form) => remarksPage(ctx, found, query.parte, form),
      });
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: `${PATH}/:id/rispondi`,
    audience: 'staff',
    params: RemarkParams,
    handle: async (ctx, { params, body }) => {
      const found = await open(ctx, params);
      return submit(ctx, {
        schema: Answer,
        body,
        act: async (answer) => {
          await answerRemark(ctx, found.plan, params.number, params.id, answer.body);
          return seeOther(at(ctx, remarksPath(found.plan, params.number, params.id)), 'plan.remark.answered');
        },
        again: (form) => remarksPage(ctx, found, undefined, EMPTY, { id: params.id, form }),
      });
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: `${PATH}/:id/risolvi`,
    audience: 'staff',
    params: RemarkParams,
    handle: async (ctx, { params }) => {
      const { plan } = await open(ctx, params);
      await resolveRemark(ctx, plan, params.number, params.id);
      return seeOther(at(ctx, remarksPath(plan, params.number, params.id)), 'plan.remark.resolved-notice');
    },
  });

  for (const [verb, choice] of [
    ['accetta', 'accepted'],
    ['respingi', 'refused'],
  ] as const) {
    ambitoPage(server, {
      face: 'office',
      method: 'POST',
      path: `${PATH}/:id/${verb}`,
      audience: keepers,
      params: RemarkParams,
      handle: async (ctx, { params }) => {
        const { plan, chapter } = await open(ctx, params);
        await decideSuggestion(ctx, plan, chapter, params.id, choice, blockNames);
        return seeOther(at(ctx, remarksPath(plan, params.number, params.id)), `plan.remark.${choice}-notice`);
      },
    });
  }

  api(server, {
    method: 'POST',
    path: '/plans/:plan/chapters/:number/comments',
    audience: 'staff',
    tag: 'piano',
    summary: 'Says something about a passage of a chapter, or proposes another text for it',
    params: ChapterParams,
    body: z.object({
      part: PartId,
      quote: z.string().max(500).optional(),
      startsAt: z.number().int().min(0).max(100_000).optional(),
      body: z.string().max(4_000).optional(),
      proposed: z.string().max(25_000).optional(),
    }),
    response: z.object({ id: z.uuid() }),
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const chapter = await getChapter(ctx, plan, guideline, params.number);
      return { id: await addRemark(ctx, plan, chapter, NewRemark.parse(body)) };
    },
  });
}

/** A plan whose text no one may write has no use for remarks on it. */
function mayBeWritten(plan: Plan): boolean {
  return canWriteChapter({ grants: [{ role: 'director', scopeKind: 'ambito', scopeCode: '' }] }, plan);
}
