import assert from 'node:assert/strict';
import { territoryActs } from '#domains/territory/index.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { writeXlsx } from '#platform/http/xlsx.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { openPlanWorld } from '../plan.fixture.js';

export const PLAN = '/prova/ufficio/piano/2021-2023';

/** The value of a form's hidden field. */
export const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

export type BringWorld = Awaited<ReturnType<typeof openBringWorld>>;

/** A plan, those who look at it, and the ways in which tables go in and out. */
export async function openBringWorld() {
  const world = await openPlanWorld();
  const director = await world.visitor('director');
  const south = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' });
  const mayor = await world.visitor('mayor');
  const stranger = await world.visitor('director', {}, world.other);

  async function bring(
    visitor: Visitor,
    what: string,
    content: string | Buffer,
    name = 'tabella.csv',
    sheet = '',
  ) {
    const path = `${PLAN}/${what}`.replace(/\/$/, '');
    const token = hidden((await director.get(path)).body, CSRF_FIELD);
    const own = visitor === director ? token : hidden((await visitor.get(path)).body, CSRF_FIELD);
    const payload = Buffer.concat([
      Buffer.from(`--limite\r\ncontent-disposition: form-data; name="${CSRF_FIELD}"\r\n\r\n${own}\r\n`),
      Buffer.from(`--limite\r\ncontent-disposition: form-data; name="foglio"\r\n\r\n${sheet}\r\n`),
      Buffer.from(
        `--limite\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n--limite--\r\n'),
    ]);
    return visitor.send(path, payload, 'multipart/form-data; boundary=limite');
  }

  /** Sends the preview's form. */
  async function load(visitor: Visitor, what: string, preview: string) {
    const names = ['tavole', 'stamp', 'nome', 'foglio'];
    return visitor.post(
      `${PLAN}/${what}/carica`.replace('//', '/'),
      Object.fromEntries(names.map((name) => [name, hidden(preview, name)])),
    );
  }

  /** The plan's workbook as sheets of cells. */
  async function workbook(): Promise<Map<string, string[][]>> {
    const answer = await director.get(`${PLAN}/porta/piano.xlsx`);
    assert.equal(answer.statusCode, 200);
    const reading = await territoryActs.readTables([answer.rawPayload]);
    assert.ok(reading.accepted);
    return new Map(reading.sheets.map(({ name, rows }) => [name, rows.map(({ cells }) => cells)]));
  }

  function toXlsx(sheets: ReadonlyMap<string, readonly (readonly (string | number)[])[]>): Promise<Buffer> {
    return writeXlsx(
      [...sheets].map(([name, [head = [], ...rows]]) => ({
        name,
        columns: head.map((label) => ({ label: String(label) })),
        rows,
      })),
    );
  }

  return { world, director, south, mayor, stranger, bring, load, workbook, toXlsx };
}
