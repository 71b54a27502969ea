import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeAudit } from '#platform/audit/audit.sql.js';
import type { RouteEntry } from '#platform/http/server.js';
import { startJobs } from '#platform/jobs/runner.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp, jobTasks } from './app.js';
import { copyAmbito } from './crowd.fixture.js';
import { type DemoDatabase, openDemoDatabase } from './demo.fixture.js';
import { anyFile, getPatiently, routeKey, walkSite } from './route-walk.fixture.js';
import { LEAST_READS, UNLINKED } from './routes.fixture.js';
import { domainOf, layOut, normalise } from './sql-text.fixture.js';
import { bringFiles } from './upload.fixture.js';
import { findAccountByRole, openVisitor, type Visitor } from './visitor.fixture.js';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const domains = readdirSync(join(source, 'domains'));
/** `TRAMA_UPDATE=1` writes the golden files anew. */
const update = process.env.TRAMA_UPDATE === '1';

/** Tables longer than this are never read from end to end for one ambito's page. */
const LONG_TABLE = 5_000;
const COPIES = 30;

/** Statements that one request may send more than once, with the reason. */
const MAY_REPEAT: { pattern: RegExp; times: number; why: string }[] = [
  {
    pattern: /^select p\.code as "placeCode".* from territory\.observation o/,
    times: 500,
    why: 'open data are read in pieces, a variable and year at a time, so that no file stands in memory',
  },
  {
    pattern: /platform\.resume_session\(|^select "role", "scope_kind"/,
    times: 2,
    why: 'no transaction stays open while a file is made: the one before and the one after each learn who asks',
  },
  { pattern: /from territory\.place p/, times: 2, why: 'a form opens its record, then offers the places' },
];

/** A document is composed once for all who read it, each block with its own readings: what its pages read is that it is there. */
const COMPOSED = /\/documento(\/:number|\/intero)?$|\/document\.(docx|html|pdf)$/;

/** The ambito of an address is remembered for some seconds: which request asks again depends on the clock. */
const REMEMBERED = /from "platform"\."ambito" where "slug" = /;

interface Seen {
  statement: string;
  parameters: readonly unknown[];
}

describe('the SQL of every page and of every reading of the API', () => {
  let demo: DemoDatabase;
  let ambitoId: string;
  /** Route → statements of one request, in order. */
  const requests = new Map<string, Seen[]>();

  before(async () => {
    demo = await openDemoDatabase();
    const { rows } = await demo.database.app.query<{ id: string }>(
      `select id from platform.ambito where slug = 'oglio-po'`,
    );
    ambitoId = String(rows[0]?.id);
    const app = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
    // Links to files wait for the job that makes them.
    const jobs = await startJobs(demo.database, jobTasks({ render: anyFile }), () => {});
    const ambito = { id: ambitoId, slug: 'oglio-po', name: '', leadBody: null, isDemo: true };
    const open = (role: 'director' | 'administrator') =>
      findAccountByRole(app, ambito, role).then((id) => openVisitor(app, id));
    const visitors: Record<string, Visitor> = {
      public: await openVisitor(app, null),
      director: await open('director'),
      administrator: await open('administrator'),
    };
    const content = 'place_code,variable,period,value\n019021,population,2030,10\n';
    if (visitors.director) await bringFiles(visitors.director, 'oglio-po', [{ name: 'pronto.csv', content }]);
    for (const [who, visitor] of Object.entries(visitors)) {
      const walk = await walkSite(app, visitor, ['/', '/oglio-po', '/oglio-po/ufficio'], 1);
      const examples = new Map<RouteEntry, string | undefined>(
        [...walk.routes.values()].map(({ route, examples: [first] }) => [route, first]),
      );
      for (const route of app.routes) {
        const linked = UNLINKED[routeKey(route)]?.[0];
        if (who === 'public' && route.audience === 'public' && linked && !examples.has(route))
          examples.set(route, linked);
      }
      for (const [route, url] of examples) {
        if (route.method !== 'GET' || url === undefined || requests.has(routeKey(route))) continue;
        // A file may take its job longer than one request waits: what is watched is the reading of one that is there.
        await getPatiently(visitor, url);
        // What was read is kept until the next act: with one in between, everything is read again.
        if (!COMPOSED.test(route.url))
          await insideAmbito(demo.database, ambito, (ctx) => writeAudit(ctx, 'area.update', 'area', 'nord'));
        const seen: Seen[] = [];
        demo.database.watch = (sql, parameters) => {
          if (!REMEMBERED.test(sql)) seen.push({ statement: sql, parameters });
        };
        const { statusCode } = await visitor.get(url);
        demo.database.watch = undefined;
        if (statusCode === 200) requests.set(routeKey(route), seen);
      }
    }
    await jobs.stop();
    await app.app.close();
  });

  after(async () => {
    await demo.drop();
  });

  it('is what the golden files say', () => {
    assert.ok(requests.size >= LEAST_READS, `${requests.size} routes were read`);
    const users = new Map<string, Set<string>>();
    for (const [route, seen] of requests) {
      for (const { statement } of seen) {
        const text = normalise(statement);
        users.set(text, (users.get(text) ?? new Set()).add(route));
      }
    }
    for (const domain of [...domains, 'platform']) {
      const mine = [...users]
        .filter(([statement]) => domainOf(statement, domains) === domain)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([statement, routes]) =>
            `${[...routes]
              .sort()
              .map((route) => `-- ${route}`)
              .join('\n')}\n${layOut(statement)};\n`,
        );
      const folder = domain === 'platform' ? source : join(source, 'domains');
      const path = join(folder, domain, `${domain}.sql.golden`);
      const text = mine.join('\n');
      if (update) {
        if (text !== '') writeFileSync(path, text);
        continue;
      }
      const golden = existsSync(path) ? readFileSync(path, 'utf8') : '';
      assert.equal(
        text,
        golden,
        `${domain}: if this SQL is meant, write the golden files anew (CONTRIBUTING.md)`,
      );
    }
  });

  it('asks nothing twice in one request', () => {
    const repeated: string[] = [];
    for (const [route, seen] of requests) {
      const counts = Map.groupBy(seen, ({ statement }) => normalise(statement));
      for (const [statement, { length }] of counts) {
        const allowed = MAY_REPEAT.find(({ pattern }) => pattern.test(statement))?.times ?? 1;
        if (length > allowed) repeated.push(`${route}: ${length} times ${statement.slice(0, 200)}`);
      }
    }
    assert.deepEqual(repeated, []);
  });

  it(`reads no long table from end to end among ${COPIES} ambiti`, async () => {
    await copyAmbito(demo.database, 'oglio-po', COPIES);
    const { rows } = await demo.database.owner.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and c.reltuples > $1 and n.nspname not in ('pg_catalog', 'information_schema')`,
      [LONG_TABLE],
    );
    const long = new Set(rows.map((row) => row.name));
    assert.ok(long.has('territory.observation') && long.has('platform.audit_entry'), [...long].join(', '));
    const found = new Set<string>();
    const asked = new Set<string>();
    await demo.database.transaction({ ambitoId }, async (_tx, client) => {
      for (const [route, seen] of requests) {
        for (const { statement, parameters } of seen) {
          if (asked.has(statement)) continue;
          asked.add(statement);
          const { rows: plans } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
            `explain (format json, verbose) ${statement}`,
            [...parameters],
          );
          for (const node of nodesOf(plans[0]?.['QUERY PLAN'][0].Plan)) {
            const table = `${node.Schema}.${node['Relation Name']}`;
            if (node['Node Type'] === 'Seq Scan' && long.has(table))
              found.add(`${route}: ${table}: ${normalise(statement).slice(0, 300)}`);
          }
        }
      }
    });
    assert.ok(asked.size > 20, `${asked.size} statements`);
    assert.deepEqual([...found], []);
  });
});

interface PlanNode {
  'Node Type': string;
  Schema?: string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

function nodesOf(node: PlanNode | undefined): PlanNode[] {
  return node ? [node, ...(node.Plans ?? []).flatMap(nodesOf)] : [];
}
