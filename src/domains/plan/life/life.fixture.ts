import assert from 'node:assert/strict';
import { startJobs } from '#platform/jobs/runner.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { getChapter, writeChapter } from '../chapter.actions.js';
import { ChapterContent } from '../chapter.types.js';
import { getGuideline } from '../guideline.sql.js';
import { planDocumentJobs } from '../index.js';
import { findObjective } from '../objective-sheet.sql.js';
import { getPlan } from '../plan.actions.js';
import { type JsonClient, openPlanWorld, type PlanWorld, worldComposer } from '../plan.fixture.js';
import type { Plan } from '../plan.types.js';

export const OFFICE = '/prova/ufficio/piano/2024-2026';
export const PUBLIC = '/prova/piano/2024-2026';
export const API = '/api/v1/prova';

export const VOTE = {
  takenOn: '2024-03-12',
  actNumber: '3',
  body: '',
  bodyName: 'Assemblea dei Sindaci',
  note: '',
  membersEntitled: '27',
  membersPresent: '20',
  votesFor: '18',
  votesAgainst: '1',
  votesAbstained: '1',
};

/** A plan that is written here, with who writes it, who reads it, and the jobs that make its files. */
export interface LifeWorld {
  world: PlanWorld;
  director: Visitor;
  mayor: Visitor;
  stranger: Visitor;
  anyone: Visitor;
  client: JsonClient;
  plan(): Promise<Plan>;
  sheet(code: string): ReturnType<typeof findObjective>;
  close(): Promise<void>;
}

export async function openLifeWorld(): Promise<LifeWorld> {
  const world = await openPlanWorld();
  const director = await world.visitor('director');
  const jobs = await startJobs(world.database, planDocumentJobs(worldComposer()), (error) =>
    console.error(error),
  );
  await director.post('/prova/ufficio/piano/nuovo', {
    code: '2024-2026',
    title: 'Piano scritto qui',
    guidelineCode: 'lombardia-2021-2023',
    summary: 'Una sintesi',
    isTranscribed: '',
  });
  const plan = () => world.inside((ctx) => getPlan(ctx, '2024-2026'));
  return {
    world,
    director,
    mayor: await world.visitor('mayor'),
    stranger: await world.visitor('director', {}, world.other),
    anyone: await world.visitor(null),
    client: await world.client('director'),
    plan,
    sheet: async (code) => {
      const { id } = await plan();
      return world.inside((ctx) => findObjective(ctx.tx, id, code));
    },
    close: async () => {
      await jobs.stop();
      await world.close();
    },
  };
}

/** Says of each check that is open why the plan is adopted all the same. */
export async function explainAll({ director }: LifeWorld): Promise<void> {
  const page = await director.get(`${OFFICE}/atti`);
  for (const [, check] of page.body.matchAll(/passi\/adopted\/([a-z-]+)"/g)) {
    const answer = await director.post(`${OFFICE}/passi/adopted/${check}`, { note: 'Si farà nel 2025' });
    assert.equal(answer.statusCode, 303, `${check} ${answer.body.slice(0, 500)}`);
  }
}

/** A passage with two texts and a cross-reference to nothing: neither has an excuse. */
export async function writeTwoTexts({ world, director, plan }: LifeWorld): Promise<void> {
  const chapter = (content: unknown[], version: number) =>
    world.inside(async (ctx) =>
      writeChapter(
        ctx,
        await getPlan(ctx, '2024-2026'),
        '1',
        ChapterContent.parse(content),
        version,
        new Set(),
      ),
    );
  const before = await plan();
  const kept = await world.inside(async (ctx) => {
    const guideline = await getGuideline(ctx.tx, before.guidelineCode, before.guidelineSha256);
    return getChapter(ctx, before, guideline, '1');
  });
  const blocks = kept.content.filter((part) => part.type === 'block');
  await chapter(
    [
      { type: 'paragraph', id: 'pa', text: [{ text: 'Vedi ' }, { ref: 'pgone' }] },
      { type: 'paragraph', id: 'pb', rival: 'pa', text: 'Il secondo testo' },
      ...blocks,
    ],
    kept.version,
  );
  const page = await director.get(`${OFFICE}/passi/adopted`);
  assert.match(page.body, /Nel capitolo 1 due persone hanno scritto nello stesso punto/);
  assert.match(page.body, /Nel capitolo 1 c&#39;è un rimando|Nel capitolo 1 c'è un rimando/);
  assert.equal((await director.post(`${OFFICE}/passi/adopted`, VOTE)).statusCode, 409);
  await chapter([...kept.content], kept.version + 1);
}
