import { z } from 'zod';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { type FormState, longText, submit, version } from '#platform/http/form.js';
import { askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { getGuideline } from '../guideline.sql.js';
import { listNeedsByCode } from '../need.sql.js';
import type { Need } from '../need.types.js';
import { needAddress } from '../need-address.js';
import type { Objective } from '../objective.types.js';
import { objectiveAddress } from '../objective-address.js';
import { listObjectivesByCode } from '../objective-sheet.sql.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { planParams } from '../plan.routes.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { mergeNeeds, mergeObjectives } from './alike.actions.js';
import { AlikePage, MergePage, SimilarPage } from './alike.page.js';
import { findAlike, listAlike, type Saying, SIMILAR } from './alike.rules.js';
import { type AlikeKind, countMoves, listAlikeRows } from './alike.sql.js';
import { needWords, objectiveWords, type Pair } from './alike-words.js';
import { STAYS, type Stay, type WordField } from './alike-words.rules.js';

const office = { face: 'office' as const };
const mergeSchema = z
  .object({
    con: z.string().min(1).max(40),
    keptVersion: version,
    awayVersion: version,
    reason: longText(500, 3),
  })
  .catchall(z.unknown())
  .transform(({ con: _, keptVersion, awayVersion, reason, ...chosen }) => ({
    ...{ keptVersion, awayVersion, reason },
    stays: Object.fromEntries(
      Object.entries(chosen).flatMap(([name, value]) => {
        const stay = z.enum(STAYS).safeParse(value);
        return name.startsWith('resta-') && stay.success ? [[name.slice('resta-'.length), stay.data]] : [];
      }),
    ),
  }));

/** Likely duplicates of a plan: their list, what is like a text, and merging two. */
export function registerAlike(server: Server): void {
  ambitoPage(server, {
    ...office,
    path: '/piano/:plan/doppioni',
    audience: 'staff',
    params: planParams,
    query: z.object({ pagina: askedPage }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const needs = listAlike(await listAlikeRows(ctx.tx, 'need', plan.id));
      const objectives = listAlike(await listAlikeRows(ctx.tx, 'objective', plan.id));
      return page(<AlikePage {...{ ctx, plan, needs, objectives }} page={query.pagina} />);
    },
  });

  ambitoPage(server, {
    ...office,
    path: '/piano/:plan/simili',
    audience: editors,
    params: planParams,
    query: z.object({
      di: z.enum(['bisogni', 'obiettivi']).default('bisogni'),
      titolo: z.string().max(2_000).default(''),
      testo: z.string().max(10_000).default(''),
    }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const kind = query.di === 'bisogni' ? 'need' : 'objective';
      const rows = await listAlikeRows(ctx.tx, kind, plan.id);
      const found = findAlike({ title: query.titolo, text: query.testo }, rows, SIMILAR).slice(0, 5);
      return page(<SimilarPage {...{ ctx, plan, found }} />);
    },
  });

  registerMerge(server, {
    kind: 'need',
    list: 'bisogni',
    read: listNeedsByCode,
    merge: mergeNeeds,
    words: async (ctx, _plan, pair) => needWords(ctx.lang, pair),
    address: needAddress,
  });
  registerMerge(server, {
    kind: 'objective',
    list: 'obiettivi',
    read: listObjectivesByCode,
    merge: mergeObjectives,
    words: async (ctx, plan, pair) =>
      objectiveWords(ctx.lang, pair, await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256)),
    address: objectiveAddress,
  });
}

/** The message after something was added: another one where the plan has its like already. */
export async function createdNotice(
  ctx: PageCtx,
  plan: Plan,
  kind: AlikeKind,
  code: string,
  saying: Saying,
  otherwise: string,
): Promise<string> {
  const others = (await listAlikeRows(ctx.tx, kind, plan.id)).filter((one) => one.code !== code);
  return findAlike(saying, others).length > 0 ? 'plan.alike.created' : otherwise;
}

interface Mergeable<T extends Need | Objective> {
  kind: AlikeKind;
  list: string;
  read: (tx: PageCtx['tx'], planId: string, codes: readonly string[]) => Promise<T[]>;
  merge: (
    ctx: PageCtx,
    plan: Plan,
    pair: Pair<T>,
    given: { reason: string; keptVersion: number; awayVersion: number; stays: Record<string, Stay> },
  ) => Promise<void>;
  words: (ctx: PageCtx, plan: Plan, pair: Pair<T>) => Promise<WordField[]>;
  address: (ctx: PageCtx, plan: Plan, code: string) => string;
}

function registerMerge<T extends Need | Objective>(server: Server, one: Mergeable<T>): void {
  const common = {
    ...office,
    path: `/piano/:plan/${one.list}/:code/unisci`,
    audience: editors,
    params: planParams.extend({ code: z.string().min(1).max(40) }),
  };

  async function open(ctx: PageCtx, params: { plan: string; code: string }, con: string) {
    const plan = await getPlan(ctx, params.plan);
    const found = await one.read(ctx.tx, plan.id, [params.code, con]);
    const [kept, away] = [params.code, con].map((code) => found.find((known) => known.code === code));
    if (!kept || !away) throw new Absent(one.kind);
    requireRole(ctx, editors, kept.within);
    requireRole(ctx, editors, away.within);
    requireOpen(plan);
    for (const { code, withdrawnAt } of [kept, away])
      if (withdrawnAt) throw new Refused(`plan.${one.kind}.is-withdrawn`, { code });
    if (kept.id === away.id) throw new Refused('plan.alike.itself', {}, 422);
    return { plan, kept, away };
  }

  async function draw(ctx: PageCtx, opened: Awaited<ReturnType<typeof open>>, form: FormState) {
    const { plan, kept, away } = opened;
    const moves = await countMoves(ctx.tx, one.kind, away.id, kept.id);
    return (
      <MergePage
        {...{ ctx, plan, moves, form, kept, away }}
        kind={one.kind}
        words={await one.words(ctx, plan, { kept, away })}
      />
    );
  }

  ambitoPage(server, {
    ...common,
    query: z.object({ con: z.string().max(40).default('') }),
    handle: async (ctx, { params, query }) =>
      page(await draw(ctx, await open(ctx, params, query.con), { values: {}, errors: [] })),
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const opened = await open(ctx, params, typeof body.con === 'string' ? body.con : '');
      return submit(ctx, {
        schema: mergeSchema,
        body,
        act: async (input) => {
          const { plan, kept, away } = opened;
          try {
            await one.merge(ctx, plan, { kept, away }, input);
          } catch (error) {
            if (error instanceof Conflict) throw new Refused('plan.alike.stale');
            throw error;
          }
          return seeOther(one.address(ctx, plan, kept.code), 'plan.alike.merged');
        },
        again: async (form) => draw(ctx, opened, form),
      });
    },
  });
}
