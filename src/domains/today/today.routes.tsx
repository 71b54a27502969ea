import type { VNode } from 'preact';
import { countIndicators, sayStanding } from '#domains/evaluation/index.js';
import { listLooseEnds } from '#domains/thread/index.js';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage, sitePage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { civilDay } from '#platform/i18n/format.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { type HomeData, HomePage, SitePage } from './home.page.js';
import './today.messages.js';
import { type PlanStanding, TodayPage } from './today.page.js';
import { countLoose, isWritten } from './today.rules.js';
import {
  countFindings,
  countNodes,
  findLatestPlan,
  findPopulation,
  listAreas,
  listObjectiveLines,
  listRecentActs,
  listServiceKinds,
} from './today.sql.js';
import type { LatestPlan } from './today.types.js';

/** Objectives on the workplace's home; a plan of more has them all on a page of their own. */
const STRIP_ROWS = 30;

const NO_PLAN: PlanStanding = {
  tally: null,
  objectives: [],
  objectiveCount: 0,
  loose: [],
  looseOf: new Map(),
  withoutMoney: 0,
  unanswered: 0,
  waiting: null,
};

export interface TodayOptions {
  /** Small map of the ambito for its front page; null when no comune can be placed. */
  ambitoMap: (ctx: PageCtx) => Promise<VNode | null>;
}

export function registerToday(server: Server, { ambitoMap }: TodayOptions): void {
  server.doors.push({ key: 'today', face: 'office', path: '', label: 'today.door.today', order: 0 });

  sitePage(server, {
    path: '/',
    audience: 'public',
    handle: async (ctx) => page(<SitePage ctx={ctx} ambiti={await listAmbiti(ctx.tx)} />),
  });

  ambitoPage(server, {
    face: 'public',
    path: '',
    audience: 'public',
    handle: async (ctx) => {
      const plan = await findLatestPlan(ctx.tx, false);
      const data: HomeData = {
        plan,
        tally: plan ? await countNodes(ctx.tx, plan.id) : null,
        objectives: plan ? await listObjectiveLines(ctx.tx, plan.id) : [],
        population: await findPopulation(ctx.tx),
        areas: await listAreas(ctx.tx),
        serviceKinds: await listServiceKinds(ctx.tx),
        findings: await countFindings(ctx.tx),
        map: await ambitoMap(ctx),
      };
      return page(<HomePage ctx={ctx} data={data} />);
    },
  });

  const memoryOf = rememberUntilNextAct();

  /** What the plan holds and lacks: the same for whoever works here, and read from thousands of links. */
  async function readStanding(ctx: PageCtx, planId: string): Promise<PlanStanding> {
    const { recall } = await memoryOf(ctx, planId);
    return recall('standing', async () => {
      const ends = await listLooseEnds(ctx, planId);
      const looseOf = new Map<string, number>();
      for (const { node } of ends)
        if (node.kind === 'objective') looseOf.set(node.code, (looseOf.get(node.code) ?? 0) + 1);
      const count = (rule: string) => ends.filter((end) => end.rule === rule).length;
      const objectives = await listObjectiveLines(ctx.tx, planId);
      return {
        tally: await countNodes(ctx.tx, planId),
        // What lacks most stands first: that is what one comes to mend.
        objectives: objectives
          .toSorted((a, b) => (looseOf.get(b.code) ?? 0) - (looseOf.get(a.code) ?? 0))
          .slice(0, STRIP_ROWS),
        objectiveCount: objectives.length,
        loose: countLoose(ends),
        looseOf,
        withoutMoney: count('objective-without-money'),
        unanswered: count('need-unanswered'),
        waiting: await countIndicators(ctx.tx, planId, civilDay(ctx.now)),
      };
    });
  }

  const sayCourse = async (ctx: PageCtx, plan: LatestPlan): Promise<string[]> =>
    (await memoryOf(ctx, plan.id)).recall(`course ${ctx.lang}`, () => sayStanding(ctx, plan));

  ambitoPage(server, {
    face: 'office',
    path: '',
    audience: 'staff',
    handle: async (ctx) => {
      const plan = await findLatestPlan(ctx.tx, true);
      const standing = plan ? await readStanding(ctx, plan.id) : NO_PLAN;
      return page(
        <TodayPage
          ctx={ctx}
          data={{
            plan,
            ...standing,
            course:
              plan?.state === 'inForce' && standing.objectiveCount > 0 ? await sayCourse(ctx, plan) : [],
            findings: await countFindings(ctx.tx),
            recent: await listRecentActs(ctx),
            mayOpenPlan: may(ctx, ['director']),
            mayWrite:
              may(ctx, ['director', 'coordinator'], []) && plan !== undefined && isWritten(plan.state),
          }}
        />,
      );
    },
  });
}
