import type pg from 'pg';
import { getChapter, writeChapter } from '#domains/plan/chapter.actions.js';
import type { ChapterContent } from '#domains/plan/chapter.types.js';
import { getGuideline } from '#domains/plan/guideline.sql.js';
import { getPlan } from '#domains/plan/plan.actions.js';
import type { NodeKind } from '#domains/thread/thread.types.js';
import { listReached, unfoldThread, walkThread } from '#domains/thread/walk.actions.js';
import { type Database, openPools } from '#platform/db/database.js';
import { startEmbedded } from '#platform/db/embedded.js';
import { kyselyOn } from '#platform/db/walled.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { startDemoServer } from '../e2e/server.ts';
import { enterAsPerson } from '../e2e/session.ts';
import { cpuPerRequest } from './load.ts';
import { openAmendment } from './plan-amendment.ts';
import { AMENDED_PAGES, type BenchPage, PAGES } from './plan-pages.ts';
import { idOf, loadPlan, PLAN, SIZES } from './plan-world.ts';
import { median, report } from './report.ts';

const DIRECTOR = 'Marta Bellini';
/** Fewer than for small pages: large ones settle sooner, and there are many. */
const REQUESTS = 150;

/** Where the thread is walked from, and how many of each kind: each that can be wide, some of those that cannot. */
const STARTS: [NodeKind, string, number][] = [
  ['need', 'need', SIZES.needs],
  ['objective', 'objective', SIZES.objectives],
  ['fund', 'fund', SIZES.funds],
  ['service', 'service', SIZES.services],
  ['network', 'network', SIZES.networks],
  ['agreement', 'agreement', SIZES.agreements],
  ['outcomeSheet', 'outcomeSheet', SIZES.outcomeSheets],
  ['evidence', 'evidence', 40],
  ['action', 'action', 40],
  ['indicator', 'indicator', 40],
  ['budgetLine', 'line', 40],
  ['measurement', 'measurement', 40],
  ['organisation', 'organisation', 40],
  ['contribution', 'contribution', SIZES.contributions],
  ['metric', 'metric', SIZES.metrics],
  ['dataset', 'dataset', SIZES.datasets],
];

/** A plan as large as they come: processor time of its pages, time in the database of its thread, saving of a chapter. */
export async function benchPlan(): Promise<boolean> {
  const server = await startDemoServer();
  const embedded = await startEmbedded({ dataDir: server.dataDir, log: () => {} });
  const database = openPools({ ...embedded, size: 2 });
  try {
    const id = await loadPlan(database.owner, DIRECTOR);
    const ambito: Ambito = { id, slug: 'misura', name: 'Ambito misurato', leadBody: null, isDemo: false };
    const cookie = await enterAsPerson(server.address, DIRECTOR);
    const results = [
      ...(await benchThread(database, ambito)),
      ...(await benchChapter(database, ambito)),
      ...(await benchPages(server.address, cookie, PAGES, '')),
    ];
    const amendment = await openAmendment(server.address, cookie, database.owner);
    const amended: BenchPage[] = [...AMENDED_PAGES, { path: amendment, faces: ['office'] }];
    results.push(...(await benchPages(server.address, cookie, amended, ', modifica aperta')));
    return results.every((met) => met);
  } finally {
    await database.close();
    await embedded.release();
    await server.stop();
  }
}

async function benchPages(
  address: string,
  cookie: string,
  pages: readonly BenchPage[],
  when: string,
): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const { path, faces = ['public', 'office'], asLongAsText } of pages)
    for (const face of faces) {
      const [base, headers] = face === 'public' ? ['/misura', {}] : ['/misura/ufficio', { cookie }];
      results.push(
        report({
          name: `CPU di ${base}${path}${when}`,
          value: await cpuPerRequest(address, `${base}${path}`, headers, asLongAsText ? 40 : REQUESTS),
          unit: 'ms',
          decimals: 2,
          ...(asLongAsText ? { note: 'lunga quanto il testo' } : { goal: { atMost: 5 } }),
        }),
      );
    }
  return results;
}

async function benchThread(database: Database, ambito: Ambito): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const [kind, name, count] of STARTS) {
    const times: number[] = [];
    let worst = { time: 0, index: 0, steps: 0 };
    for (let index = 0; index < count; index += 1) {
      const { time, steps } = await insideAmbito(database, ambito, (ctx) =>
        timeReading(ctx, async (timed) => (await unfoldThread(timed, { kind, id: idOf(name, index) })).steps),
      );
      times.push(time);
      if (time > worst.time) worst = { time, index, steps };
    }
    const start = { kind, id: idOf(name, worst.index) };
    const again = await timeAgain(database, ambito, async (ctx) => (await unfoldThread(ctx, start)).steps);
    results.push(
      report({
        name: `Filo da ${kind}: il peggiore di ${count}`,
        value: again,
        unit: 'ms',
        decimals: 1,
        goal: { atMost: 30 },
        note: `base dati, ripetuto; mediana ${median(times).toFixed(1)} ms, ${worst.steps} passi`,
      }),
    );
  }
  const fund = { kind: 'fund', id: idOf('fund', 0) } as const;
  const wanted = { kind: 'objective', page: 2, pageRows: ROWS_A_PAGE } as const;
  results.push(
    report({
      name: 'Filo da un fondo: tutti gli obiettivi, a pagine',
      value: await timeAgain(database, ambito, async (ctx) => (await listReached(ctx, fund, wanted)).nodes),
      unit: 'ms',
      decimals: 1,
      goal: { atMost: 30 },
      note: 'base dati',
    }),
    report({
      name: 'Filo da un fondo, intero, come lo legge un programma',
      value: await timeAgain(database, ambito, async (ctx) => (await walkThread(ctx, fund)).steps),
      unit: 'ms',
      decimals: 1,
      note: 'base dati',
    }),
  );
  return results;
}

type Reading = (ctx: Ctx) => Promise<readonly unknown[]>;

/** One reading five times over: a pause of the machine is nobody's cost. */
async function timeAgain(database: Database, ambito: Ambito, read: Reading): Promise<number> {
  return insideAmbito(database, ambito, async (ctx) => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) times.push((await timeReading(ctx, read)).time);
    return median(times);
  });
}

async function timeReading(ctx: Ctx, read: Reading): Promise<{ time: number; steps: number }> {
  let spent = 0;
  const timed = new Proxy(ctx.client, {
    get: (client, key) =>
      key === 'query'
        ? async (query: pg.QueryConfig) => {
            const begun = performance.now();
            const result = await client.query(query);
            spent += performance.now() - begun;
            return result;
          }
        : Reflect.get(client, key),
  });
  const { length } = await read({ ...ctx, tx: kyselyOn(timed) });
  return { time: spent, steps: length };
}

/** Saving a long chapter, from permission to commit. */
async function benchChapter(database: Database, ambito: Ambito): Promise<boolean[]> {
  const times: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const content: ChapterContent = Array.from({ length: 200 }, (_, index) => ({
      type: 'paragraph',
      text: `Paragrafo ${index}, stesura ${round}. ${'Una frase del piano, lunga quanto basta. '.repeat(8)}`,
    }));
    const begun = performance.now();
    await insideAmbito(database, ambito, async (ctx) => {
      const plan = await getPlan(ctx, PLAN);
      const { number, version } = await getChapter(
        ctx,
        plan,
        await getGuideline(ctx.tx, plan.guidelineCode),
        '1',
      );
      await writeChapter(ctx, plan, number, content, version, new Set());
    });
    times.push(performance.now() - begun);
  }
  return [
    report({
      name: 'Salvataggio di un capitolo di 200 paragrafi',
      value: median(times),
      unit: 'ms',
      decimals: 1,
      goal: { atMost: 15 },
      note: 'dal permesso alla conferma',
    }),
  ];
}
