import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { ensureAccount } from '#platform/auth/accounts.sql.js';
import type { Ctx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { newId } from '#platform/ids.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp } from './app.js';
import { type DemoDatabase, openDemoDatabase } from './demo.fixture.js';
import { walkSite } from './route-walk.fixture.js';
import { STARTS, UNLINKED } from './routes.fixture.js';
import { findAccountByRole, openVisitor, type Visitor } from './visitor.fixture.js';

const OFFICE = '/oglio-po/ufficio/piano/2021-2023';
/** Stands in every text that the amendment writes; what is looked for is its beginning, which answers repeat. */
const MARK = 'zibaldonesco';
const SOUGHT = 'zibaldon';
/** Drawn from what is compared as text already, or made once by a job. */
const NOT_TEXT = /\.(pdf|docx|xlsx|png)(\?|$)|\/document\.html$/;
/** Pages whose task is to tell that an amendment is open, and since when the plan reads as it does. */
const TELLS_OF_IT = /^\/oglio-po\/piano\/2021-2023\/atti|^\/oglio-po\/dati(\/catalogo|\.ttl|\?|$)/;

/** Columns of a plan's text that hold no words of anybody: keys, codes of lists, times. */
const NOT_WORDS =
  /^(id|code|number|kind|level|rank|basis|state|state_reason|priority|theme|policy_areas|cross_cutting_areas|category|reference|role|channel|speaker|tie|published_text|guideline_.*|withdrawn_reason|key_points|fields)$/;

describe('what the public reads while a plan is being amended', () => {
  let demo: DemoDatabase;
  let app: Server;
  let nobody: Visitor;
  let director: Visitor;
  let stranger: Visitor;
  let inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
  let addresses: string[];
  let adopted: Map<string, string>;

  before(async () => {
    demo = await openDemoDatabase();
    app = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
    const ambito = await demo.database.transaction({ ambitoId: null, readOnly: true }, (tx) =>
      findAmbito(tx, 'oglio-po'),
    );
    assert.ok(ambito);
    inside = (work) => insideAmbito(demo.database, ambito, work);
    nobody = await openVisitor(app, null);
    director = await openVisitor(app, await findAccountByRole(app, ambito, 'director'));
    stranger = await openVisitor(
      app,
      await demo.database.transaction({ ambitoId: null }, (tx) =>
        ensureAccount(tx, { email: 'altrui@esempio.example', name: 'Persona Altrui' }),
      ),
    );
    const walk = await walkSite(app, nobody, STARTS.public, 1);
    const reads = app.routes.filter((one) => one.method === 'GET' && one.audience === 'public');
    addresses = [
      ...new Set([
        ...reads.flatMap((route) => {
          const key = `${route.method} ${route.url}`;
          return (walk.routes.get(key)?.examples ?? UNLINKED[key] ?? []).slice(0, 1);
        }),
        `/oglio-po/cerca?q=${SOUGHT}`,
      ]),
    ].filter((url) => url.includes('oglio-po') && !NOT_TEXT.test(url));
    assert.equal((await director.post(`${OFFICE}/versioni/fissa`)).statusCode, 303);
    adopted = await readAll();
    const opened = await director.post(`${OFFICE}/modifiche/nuova`, { reason: 'Nuove risorse' });
    assert.equal(opened.statusCode, 303, opened.body);
    await inside(rewriteEverything);
  });
  after(async () => {
    await app.app.close();
    await demo.drop();
  });

  async function readAll(): Promise<Map<string, string>> {
    const read = new Map<string, string>();
    for (const url of addresses) {
      const { statusCode, body } = await nobody.get(url);
      read.set(url, statusCode === 200 ? wordsOf(body) : String(statusCode));
    }
    return read;
  }

  /** Every text of every table of the plan, its sums, its ties; a record more of each kind, and one less. */
  async function rewriteEverything(ctx: Ctx): Promise<void> {
    const ask = async <T>(text: string, values: unknown[] = []) =>
      (await ctx.client.query(text, values)).rows as T[];
    const tables = await ask<{ name: string; key: string[] }>(`
      select t.name, array(select a.attname::text from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as key
      from platform.text_table t join pg_constraint k on k.conrelid = t.name::regclass and k.contype = 'p' order by t.position`);
    assert.ok(tables.length >= 12, `${tables.length} tables`);
    for (const { name } of tables) {
      const columns = await ask<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [name],
      );
      const sets = columns.flatMap(({ name: column, type }) => {
        if (NOT_WORDS.test(column)) return [];
        if (type === 'text') return [`${column} = '${MARK} ' || coalesce(${column}, '')`];
        if (type === 'text[]') return [`${column} = array_append(${column}, '${MARK}')`];
        if (column === 'content') return [`content = '[{"type": "paragraph", "text": "${MARK}"}]'`];
        if (column === 'allocated_cents')
          return ['allocated_cents = coalesce(allocated_cents, 0) + 12345600'];
        if (column === 'target' || column === 'baseline')
          return [`${column} = coalesce(${column}, 0) + 98765`];
        if (column === 'position') return ['position = 1000 - position'];
        return [];
      });
      if (sets.length > 0) await ask(`update ${name} set ${sets.join(', ')}`);
    }
    const [objective] = await ask<{ id: string }>(`select id from plan.objective where code = 'CAS-1'`);
    const [need] = await ask<{ id: string }>(`select id from plan.need where code = 'F-001'`);
    assert.ok(objective && need);
    const copy = (table: string, id: string, changes: Record<string, string>) =>
      ask<{ id: string }>(
        `insert into ${table} select (jsonb_populate_record(t, $2::jsonb)).* from ${table} t where t.id = $1 returning id`,
        [id, JSON.stringify({ id: newId(), ...changes })],
      );
    const [more] = await copy('plan.objective', objective.id, { code: 'ZIB-1', title: `${MARK} nuovo` });
    await copy('plan.need', need.id, { code: 'F-999', description: `${MARK} nuovo` });
    assert.ok(more);
    for (const table of ['plan.indicator', 'plan.action', 'spending.budget_line']) {
      const [one] = await ask<{ id: string }>(`select id from ${table} where objective_id = $1 limit 1`, [
        objective.id,
      ]);
      if (one) await copy(table, one.id, { objective_id: more.id });
    }
    await ask(`insert into plan.action (id, objective_id, title) values ($1, $2, '${MARK} azione')`, [
      newId(),
      more.id,
    ]);
    for (const link of ['service', 'network', 'agreement', 'need'])
      await ask(`insert into plan.objective_${link} (objective_id, ${link}_id, reason)
        select '${more.id}', ${link}_id, '${MARK}' from plan.objective_${link} group by ${link}_id`);
    await ask(`delete from plan.objective_network where objective_id <> '${more.id}'`);
    await ask('delete from plan.objective_service where objective_id = $1', [objective.id]);
    await ask(
      `delete from spending.budget_line where id in (select id from spending.budget_line order by id limit 3)`,
    );
    await ask(
      `delete from plan.need_evidence where id in (select id from plan.need_evidence order by id limit 3)`,
    );
    await ask(
      `update plan.objective set withdrawn_at = now(), withdrawn_reason = '${MARK}' where id = (select id from plan.objective where rank = 'specific' and id <> '${more.id}' order by code desc limit 1)`,
    );
    // As every act does: what is kept in memory is read again.
    await writeAudit(ctx, 'plan.update', 'plan', objective.id, {});
  }

  async function differences(): Promise<string[]> {
    const now = await readAll();
    return addresses
      .filter((url) => !TELLS_OF_IT.test(url) && now.get(url) !== adopted.get(url))
      .map((url) => `${url}: ${firstDifference(adopted.get(url) ?? '', now.get(url) ?? '')}`);
  }

  it('is another text for who works on it', async () => {
    for (const url of [`${OFFICE}/obiettivi/CAS-1`, `${OFFICE}/filo`, '/api/v1/oglio-po/objectives/ZIB-1'])
      assert.ok((await director.get(url)).body.includes(MARK), url);
  });

  it('knows every table that a version keeps', async () => {
    const names = await inside(async ({ client }) => [
      (
        await client.query(
          'select distinct jsonb_object_keys(stored_rows) as name from plan.plan_version order by 1',
        )
      ).rows,
      (await client.query('select name from platform.text_table order by 1')).rows,
    ]);
    assert.deepEqual(names[0], names[1], 'life/stored-rows.sql.ts and platform.text_table');
  });

  it('is word by word, and cent by cent, what it was before the amendment was opened', async () => {
    assert.ok(addresses.length > 100, `${addresses.length} addresses`);
    assert.deepEqual(await differences(), []);
  });

  it('holds no word of the amendment on the pages that tell of it either', async () => {
    const told = addresses.filter((url) => TELLS_OF_IT.test(url));
    assert.ok(told.length > 0);
    for (const url of told) {
      const { body } = await nobody.get(url);
      assert.ok(![MARK, 'ZIB-1', 'F-999'].some((word) => body.includes(word)), url);
    }
  });

  it('is the same for who is signed in elsewhere, and on the public site for who works here', async () => {
    for (const path of ['/obiettivi/CAS-1', '/bisogni', '/filo', '/cronoprogramma', '']) {
      const url = `/oglio-po/piano/2021-2023${path}`;
      for (const visitor of [stranger, director]) {
        const { body, statusCode } = await visitor.get(url);
        assert.equal(statusCode, 200, url);
        assert.ok(![MARK, 'ZIB-1', 'F-999'].some((word) => body.includes(word)), url);
      }
    }
    assert.equal((await stranger.get('/api/v1/oglio-po/objectives/ZIB-1')).statusCode, 404);
  });

  it('is the working text again when the amendment is given up', async () => {
    const { body } = await director.get(`${OFFICE}/atti`);
    const id = /modifiche\/([0-9a-f-]{36})/.exec(body)?.[1];
    const answer = await director.post(`${OFFICE}/modifiche/${id}/abbandona`, { reason: 'Senza fondi' });
    assert.equal(answer.statusCode, 303, answer.body);
    assert.deepEqual(await differences(), []);
  });
});

/** What a reader sees of a page: without its markup, where one-time values stand. */
function wordsOf(body: string): string {
  // Rows that come back count their versions on; what is equal for a list's order may come in any.
  if (!body.startsWith('<!doctype html>'))
    return body
      .replace(/"version":\d+/g, '')
      .split('{')
      .sort()
      .join('{');
  return body
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

function firstDifference(before: string, after: string): string {
  const at = [...before].findIndex((letter, index) => letter !== after[index]);
  const from = Math.max(0, at - 40);
  return `«${before.slice(from, at + 80)}» became «${after.slice(from, at + 80)}»`;
}
