import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from '#platform/auth/roles.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { type JobRun, type JobRunner, type JobTasks, startJobs } from '#platform/jobs/runner.js';
import { until } from '#platform/process/until.fixture.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp, jobTasks } from './app.js';
import { type DemoDatabase, openDemoDatabase } from './demo.fixture.js';
import { findAccountByRole, openVisitor, type Visitor } from './visitor.fixture.js';

export const FILE = '/api/v1/oglio-po/plans/2021-2023/document';
export const CHAPTER = '/oglio-po/ufficio/piano/2021-2023/documento/6';

/** One file of the demonstration. */
export const facts = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../demo/oglio-po/${name}`, import.meta.url)), 'utf8'));

/** Words as every shape has them: without spaces, and without the hyphens that typesetting adds. */
export const squeeze = (text: string) => text.replace(/[\s\u00ad\u2010-]+/g, '');

export const toText = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

export function readPdf(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'trama-pdf-'));
  try {
    writeFileSync(join(folder, 'plan.pdf'), bytes);
    return execFileSync('pdftotext', [join(folder, 'plan.pdf'), '-'], { maxBuffer: 64e6 }).toString('utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The demonstration with its server, its people, and the jobs that make files. */
export interface DocumentWorld {
  demo: DemoDatabase;
  nobody: Visitor;
  director: Visitor;
  as(role: Role): Promise<Visitor>;
  inside<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  countJobs(state?: string): Promise<number>;
  /** Work that is taken up from now on does not begin until it is let go. */
  hold(): HeldWork;
  close(): Promise<void>;
}

interface HeldWork {
  /** Resolves when work has been taken up. */
  taken(): Promise<JobRun>;
  /** Lets it begin, and resolves when it has ended, however it did. */
  letGo(): Promise<void>;
}

function holdable(tasks: JobTasks): { tasks: JobTasks; hold: () => HeldWork } {
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let next = Promise.withResolvers<JobRun>();
  const atWork = new Set<Promise<void>>();
  const hold = (): HeldWork => {
    gate = Promise.withResolvers<void>();
    next = Promise.withResolvers<JobRun>();
    const { resolve } = gate;
    const { promise } = next;
    return {
      taken: () => promise,
      letGo: async () => {
        resolve();
        await Promise.allSettled(atWork);
      },
    };
  };
  const held = Object.entries(tasks).map(([name, task]): [string, JobTasks[string]] => [
    name,
    async (job) => {
      next.resolve(job);
      const work = gate.promise.then(() => task(job));
      atWork.add(work);
      await work.finally(() => atWork.delete(work));
    },
  ]);
  return { tasks: Object.fromEntries(held), hold };
}

/** @param tasks what the jobs do: the program's own work unless told */
export async function openDocumentWorld(tasks: JobTasks = jobTasks()): Promise<DocumentWorld> {
  const demo = await openDemoDatabase();
  const app = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
  const { tasks: held, hold } = holdable(tasks);
  const jobs: JobRunner = await startJobs(demo.database, held, () => {});
  const ambito: Ambito | undefined = await demo.database.transaction(
    { ambitoId: null, readOnly: true },
    (tx) => findAmbito(tx, 'oglio-po'),
  );
  assert.ok(ambito);
  const as = async (role: Role) => openVisitor(app, await findAccountByRole(app, ambito, role));
  const inside: DocumentWorld['inside'] = (work) => insideAmbito(demo.database, ambito, work);
  return {
    demo,
    nobody: await openVisitor(app, null),
    director: await as('director'),
    as,
    inside,
    countJobs: (state) =>
      inside(async (ctx) => {
        const rows = await ctx.tx.selectFrom('platform.job').select('state').execute();
        return rows.filter((row) => state === undefined || row.state === state).length;
      }),
    hold,
    close: async () => {
      await jobs.stop();
      await app.app.close();
      await demo.drop();
    },
  };
}

/** The form of a chapter with its present fields, as a browser would send it. */
export async function readForm(director: Visitor): Promise<Record<string, string>> {
  const { body } = await director.get(`${CHAPTER}/modifica`);
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of body.matchAll(
    /<input type="hidden" name="((?:p\d+_|version)[^"]*)" value="([^"]*)"/g,
  ))
    fields[name] = toText(value);
  for (const [, name = '', value = ''] of body.matchAll(/<textarea[^>]* name="(p\d+_text)"[^>]*>([^<]*)</g))
    fields[name] = toText(value).trim();
  assert.ok(fields.p0_text && fields.version, 'the form has its fields');
  return fields;
}

export async function waitFor(visitor: Visitor, url: string, words: RegExp): Promise<string> {
  let body = '';
  await until(async () => {
    ({ body } = await visitor.get(url));
    return words.test(body);
  });
  return body;
}
