import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { openPlanWorld, type PlanWorld } from '../plan.fixture.js';

const PLAN = '/prova/ufficio/piano/2021-2023';

describe('needs and objectives from a table', () => {
  let world: PlanWorld;
  let director: Visitor;
  let south: Visitor;
  let mayor: Visitor;
  let stranger: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    south = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' });
    mayor = await world.visitor('mayor');
    stranger = await world.visitor('director', {}, world.other);
  });
  after(() => world.close());

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

  async function bring(visitor: Visitor, what: string, content: string | Buffer, name = 'tabella.csv') {
    const path = `${PLAN}/${what}/porta`;
    const token = hidden((await director.get(path)).body, CSRF_FIELD);
    const own = visitor === director ? token : hidden((await visitor.get(path)).body, CSRF_FIELD);
    const payload = Buffer.concat([
      Buffer.from(`--limite\r\ncontent-disposition: form-data; name="${CSRF_FIELD}"\r\n\r\n${own}\r\n`),
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
    const text = /<textarea name="testo"[^>]*>([\s\S]*?)<\/textarea>/.exec(preview)?.[1] ?? '';
    const testo = text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    return visitor.post(`${PLAN}/${what}/porta/carica`, { testo, stamp: hidden(preview, 'stamp') });
  }

  it('go out and come back the same, from CSV and from Excel', async () => {
    for (const what of ['bisogni', 'obiettivi'])
      for (const format of ['csv', 'xlsx']) {
        const table = await director.get(`${PLAN}/${what}/porta/tabella.${format}`);
        assert.equal(table.statusCode, 200);
        const back = await bring(director, what, table.rawPayload, `tabella.${format}`);
        assert.equal(back.statusCode, 200, back.body.slice(0, 300));
        assert.match(back.body, /Nessuna riga nuova, nessuna cambiata, 3 uguali, nessuna rifiutata/);
        assert.doesNotMatch(back.body, /name="testo"/);
      }
  });

  it('are seen field by field before anything is written, and loaded together', async () => {
    const lines = (await director.get(`${PLAN}/obiettivi/porta/tabella.csv`)).body.split('\r\n');
    const own = lines.find((line) => line.startsWith('N-1;')) ?? '';
    const table = [
      lines[0],
      own.replace('Abitare vicino al lavoro', 'Abitare <b>dove</b> si lavora'),
      own
        .replace('N-1;', 'N-2;')
        .replace('N-0;', 'N-1;')
        .replace('Abitare vicino al lavoro', 'Un obiettivo nuovo'),
    ].join('\r\n');
    const preview = await bring(director, 'obiettivi', table);
    assert.equal(preview.statusCode, 200, /<main[\s\S]*/.exec(preview.body)?.[0].slice(0, 1500));
    assert.match(preview.body, /1 riga nuova, 1 cambiata/);
    assert.match(preview.body, /Abitare vicino al lavoro» diventa «Abitare &lt;b>dove/);
    assert.equal(
      (await director.get(`${PLAN}/obiettivi/N-2`)).statusCode,
      404,
      'nothing is written by looking',
    );
    assert.equal((await load(stranger, 'obiettivi', preview.body)).statusCode, 404);
    assert.equal((await load(south, 'obiettivi', preview.body)).statusCode, 403);
    assert.equal((await load(director, 'obiettivi', preview.body)).statusCode, 303);
    assert.match((await director.get(`${PLAN}/obiettivi/N-2`)).body, /Un obiettivo nuovo/);
    assert.match((await director.get(`${PLAN}/obiettivi/N-1`)).body, /Alloggi recuperati/, 'parts stay');
    assert.match((await director.get(`${PLAN}/obiettivi/N-1/storia`)).body, /Abitare vicino al lavoro/);
    const stale = await load(director, 'obiettivi', preview.body);
    assert.equal(stale.statusCode, 409);
    assert.match(stale.body, /Nel frattempo qualcuno ha cambiato il piano/);
  });

  it('are refused whole, with row and column, while anything is wrong', async () => {
    const csv = (await director.get(`${PLAN}/bisogni/porta/tabella.csv`)).body;
    const [head = '', first = ''] = csv.split('\r\n');
    const wrong = [
      head,
      first.replace('F-001', 'F-001'),
      first.replace('F-001', 'F-001'),
      first.replace('F-001', 'F-900').replace(/;[^;]*Perù[^;]*;/, ';Atlantide;'),
      first.replace('F-001', ''),
    ].join('\r\n');
    const answer = await bring(director, 'bisogni', wrong);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /«F-001» c&#39;è già alla riga 2|«F-001» c'è già alla riga 2/);
    assert.match(answer.body, /«Atlantide» non c/);
    assert.match(answer.body, /3 rifiutate/);
    assert.doesNotMatch(answer.body, /name="testo"/);
    assert.match((await bring(director, 'bisogni', 'A;B\n1;2')).body, /Mancano le colonne/);
    assert.match((await bring(director, 'bisogni', `${head};Nota;Nota\r\n`)).body, /due volte/);
    assert.match((await bring(director, 'bisogni', head)).body, /solo le intestazioni/);
    const circle = (await director.get(`${PLAN}/obiettivi/porta/tabella.csv`)).body.replace(
      /(N-0;[^;]*;[^;]*;);/,
      '$1N-1;',
    );
    const circular = await bring(director, 'obiettivi', circle);
    assert.match(circular.body, /starebbe dentro sé stesso/);
    assert.equal((await mayor.get(`${PLAN}/bisogni/porta`)).statusCode, 403);
  });
});
