import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { findPlanRef } from '#domains/spending/index.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { bringFiles } from '../../upload.fixture.js';
import type { Visitor } from '../../visitor.fixture.js';
import { outcomeCases } from './monitoring-outcome.fixture.js';
import { makeDailyRound } from './reminder/reminder.actions.js';

const OFFICE = '/oglio-po/ufficio';
const LIST = `${OFFICE}/rilevazioni`;

describe('monitoring a plan', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();
  /** Indicators of the plan, with the place of their objective. */
  let indicators: { id: string; title: string; code: string; place: string }[];

  before(async () => {
    indicators = await world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      const { rows } = await sql<(typeof indicators)[number]>`
        select i.id, i.title, o.code, h.code as place from plan.indicator i
        join plan.objective o on o.id = i.objective_id join territory.place h on h.id = o.place_id
        where o.plan_id = ${plan?.id ?? null} and o.withdrawn_at is null order by o.position, i.position`.execute(
        tx,
      );
      return rows;
    });
    assert.ok(indicators.length > 10);
  });

  const named = (place: string, nth = 0) => {
    const found = indicators.filter((one) => one.place === place)[nth];
    assert.ok(found, `indicator ${nth} of ${place}`);
    return found;
  };
  const schedule = (id: string, frequency: string | null) =>
    world.inside(({ tx }) =>
      tx.updateTable('plan.indicator').set({ frequency }).where('id', '=', id).execute(),
    );

  it('tells on the first page how the plan in force stands', async () => {
    assert.match(
      (await director.get(OFFICE)).body,
      /Il Piano di Zona 2021-2023 è in vigore\. <a href="\/oglio-po\/ufficio\/piano\/2021-2023\/stato">[^<]*obiettiv[^<]* su 32[^<]*<\/a>/,
    );
    assert.match(
      (await director.get(`${OFFICE}?lang=en`)).body,
      /Piano di Zona 2021-2023 is in force\./,
      'in the language of who reads',
    );
  });

  it('reads how often from the words of a sheet', async () => {
    const read = (words: string | null) =>
      world.inside(async ({ tx }) => {
        const { rows } = await sql<{
          m: number | null;
        }>`select evaluation.frequency_months(${words}) as m`.execute(tx);
        return rows[0]?.m;
      });
    const cases: [string | null, number | null][] = [
      ['Annuale', 12],
      ['rilevazione annuale, a dicembre', 12],
      ['una volta all’anno', 12],
      ['a fine anno', 12],
      ['Semestrale', 6],
      ['due volte l’anno', 6],
      ['ogni 6 mesi', 6],
      ['quadrimestrale', 4],
      ['Trimestrale', 3],
      ['bimestrale', 2],
      ['mensile', 1],
      ['Biennale', 24],
      ['a fine piano', 0],
      ['al termine del triennio', 0],
      ['half-yearly', 6],
      ['bimensile', null],
      ['periodica', null],
      ['', null],
      [null, null],
    ];
    for (const [words, months] of cases) assert.equal(await read(words), months, String(words));
  });

  it('lists indicators with what waits, late ones first, and filters them', async () => {
    const late = named('casalasco');
    const unread = named('viadanese');
    await schedule(late.id, 'annuale');
    await schedule(unread.id, 'quando serve');
    const all = await director.get(LIST);
    assert.equal(all.statusCode, 200);
    assert.match(all.body, new RegExp(`${indicators.length} indicatori`));
    const lateList = await director.get(`${LIST}?attesa=late`);
    assert.match(lateList.body, /1 indicatore</);
    assert.match(lateList.body, new RegExp(late.id));
    // The plan began on the first of January 2021: a yearly value is awaited from a year later.
    assert.match(lateList.body, /In ritardo dal [^<]*2022/);
    assert.match((await director.get(`${LIST}/${unread.id}`)).body, /Da queste parole non si capisce/);
    assert.equal(
      /(\d+) indicator[ei]</.exec((await director.get(`${LIST}?luogo=viadanese`)).body)?.[1],
      String(indicators.filter((one) => one.place === 'viadanese').length),
    );
    const word = encodeURIComponent(late.title.slice(0, 25));
    assert.match((await director.get(`${LIST}?q=${word}`)).body, new RegExp(late.id));
    const csv = await director.get(`${LIST}/indicatori.csv?attesa=late`);
    assert.equal(csv.body.trim().split('\r\n').length, 2);
    const xlsx = await director.get(`${LIST}/indicatori.xlsx`);
    assert.match(String(xlsx.headers['content-type']), /spreadsheetml/);
    assert.equal((await anyone.get(LIST)).statusCode, 303);
    assert.doesNotMatch((await stranger.get('/altrove/ufficio/rilevazioni')).body, new RegExp(late.id));
  });

  it('takes the values of one day, tells faults at their box, asks why for corrections', async () => {
    const [one, two] = [named('casalasco', 1), named('casalasco', 2)];
    const path = `${LIST}/giorno?data=2022-12-31`;
    const opened = await director.get(path);
    assert.match(opened.body, new RegExp(`name="v.${one.id}"`));
    const wrong = await director.post(path, {
      [`v.${one.id}`]: 'tanti',
      [`w.${one.id}`]: '',
      [`v.${two.id}`]: '3',
      [`w.${two.id}`]: '',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /value="tanti"/);
    assert.match(wrong.body, /Scrivete un numero/);
    const saved = await director.post(path, {
      [`v.${one.id}`]: '1.200,5',
      [`w.${one.id}`]: '',
      [`v.${two.id}`]: '3',
      [`w.${two.id}`]: '',
      note: 'Giro di dicembre <b>',
    });
    assert.equal(saved.statusCode, 303);
    assert.match((await director.get(path)).body, /value="1200,5"/);
    assert.match((await director.get(`${LIST}/${one.id}`)).body, /Giro di dicembre &lt;b>/);
    const silent = await director.post(path, { [`v.${two.id}`]: '4', [`w.${two.id}`]: '3' });
    assert.match(silent.body, /Avete cambiato un valore già registrato/);
    const corrected = { [`v.${two.id}`]: '4', [`w.${two.id}`]: '3', reason: 'Mancava un comune' };
    assert.equal((await director.post(path, corrected)).statusCode, 303);
    const late = await director.post(path, { [`v.${two.id}`]: '5', [`w.${two.id}`]: '3', reason: 'altro' });
    assert.equal(late.statusCode, 422);
    assert.match(late.body, /qualcun altro ha registrato un altro valore[^<]*ora è 4/);
    const nothing = await director.post(path, { [`v.${two.id}`]: '4', [`w.${two.id}`]: '4' });
    assert.match(nothing.body, /nessun valore nuovo/);
    const future = await director.post(`${LIST}/giorno?data=2999-01-01`, {
      [`v.${two.id}`]: '4',
      [`w.${two.id}`]: '',
    });
    assert.match(future.body, /deve ancora venire/);
  });

  it('lets coordinators measure in their area only', async () => {
    const [own, other] = [named('viadanese', 1), named('casalasco', 3)];
    const path = `${LIST}/giorno?data=2022-06-30`;
    const page = await viadanese.get(path);
    assert.match(page.body, new RegExp(own.id));
    assert.doesNotMatch(page.body, new RegExp(other.id));
    const send = (id: string) => viadanese.post(path, { [`v.${id}`]: '1', [`w.${id}`]: '' });
    assert.equal((await send(other.id)).statusCode, 403);
    assert.equal((await send(own.id)).statusCode, 303);
    assert.equal((await mayor.get(path)).statusCode, 403);
    const away = await stranger.post('/altrove/ufficio/rilevazioni/giorno?data=2022-06-30', {
      [`v.${own.id}`]: '1',
      [`w.${own.id}`]: '',
    });
    assert.doesNotMatch(away.body, /Valori registrati/);
  });

  it('asks why a value is corrected, and draws its course', async () => {
    const indicator = named('casalasco', 4);
    await world.inside(({ tx }) =>
      tx
        .updateTable('plan.indicator')
        .set({ baseline: 10, target: 20 })
        .where('id', '=', indicator.id)
        .execute(),
    );
    const path = `${LIST}/${indicator.id}`;
    await director.post(`${path}/nuovo`, { measuredOn: '2021-12-31', value: '12', note: '' });
    await director.post(`${path}/nuovo`, { measuredOn: '2022-12-31', value: '15', note: '' });
    const page = (await director.get(path)).body;
    assert.match(page, /percorso il 50 % della strada dalla partenza, 10, all&#39;atteso, 20|percorso il 50/);
    assert.match(page, /<svg/);
    const id = new RegExp(`${path}/([0-9a-f-]{36})/modifica`).exec(page)?.[1];
    assert.ok(id);
    const edit = { version: '1', measuredOn: '2022-12-31', value: '16', note: '', reason: '' };
    const refused = await director.post(`${path}/${id}/modifica`, edit);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /scrivete perché/);
    const changed = await director.post(`${path}/${id}/modifica`, { ...edit, reason: 'Ricontato' });
    assert.equal(changed.statusCode, 303);
    const history = (await director.get(`${path}/${id}/storia`)).body;
    assert.match(history, /Ricontato/);
    const table = await director.get(`${path}/valori.csv`);
    assert.match(table.body, /2022-12-31;16/);
  });

  it('keeps files that prove a value, whole and behind the wall', async () => {
    const indicator = named('casalasco', 5);
    const path = `${LIST}/${indicator.id}`;
    await director.post(`${path}/nuovo`, { measuredOn: '2022-12-31', value: '7', note: '' });
    const link = new RegExp(`${path}/[0-9a-f-]{36}/documenti`).exec((await director.get(path)).body)?.[0];
    assert.ok(link);
    const attach = (visitor: Visitor, name: string, content: string | Buffer) =>
      bringFiles(visitor, 'oglio-po', [{ name, content }], {}, link);
    const pdf = Buffer.from('%PDF-1.4 registro delle presenze');
    assert.equal((await attach(director, '../../presenze.pdf', pdf)).status, 303);
    const page = (await director.get(link)).body;
    assert.match(page, />presenze\.pdf \(/);
    const file = new RegExp(`${link}/[0-9a-f-]{36}`).exec(page)?.[0];
    assert.ok(file);
    const taken = await mayor.get(file);
    assert.equal(taken.body, pdf.toString());
    assert.match(String(taken.headers['content-disposition']), /^attachment/);
    assert.match((await attach(director, 'presenze.pdf', pdf)).body, /già allegato/);
    assert.match((await attach(director, 'pagina.html', '<script>')).body, /non è di un tipo/);
    assert.match((await attach(director, 'finto.pdf', '<script>')).body, /non è di un tipo/);
    const large = Buffer.alloc(5 * 1024 * 1024 + 1, 0x20);
    pdf.copy(large);
    const refused = await attach(director, 'grande.pdf', large);
    assert.equal(refused.status, 422);
    assert.match(refused.body, /supera i 5 MB/);
    assert.equal((await attach(viadanese, 'altro.pdf', pdf)).status, 403);
    assert.equal((await anyone.get(file)).statusCode, 303);
    assert.equal((await stranger.get(file)).statusCode, 404);
    assert.equal((await stranger.get(file.replace('oglio-po', 'altrove'))).statusCode, 404);
    const removed = await director.post(`${file}/rimuovi`, { version: '1', reason: 'Conteneva nomi' });
    assert.equal(removed.statusCode, 303);
    assert.equal((await director.get(file)).statusCode, 404);
    const left = await world.inside(({ tx }) =>
      tx.selectFrom('evaluation.evidence_file').select('sha256').execute(),
    );
    assert.deepEqual(left, []);
  });

  it('computes an indicator from a metric and from the budget, again without change, never over a hand', async () => {
    const indicator = named('casalasco', 6);
    const path = `${LIST}/${indicator.id}`;
    await director.post(`${path}/nuovo`, { measuredOn: '2021-01-01', value: '99', note: '' });
    const bind = { kind: 'metric', metric: 'densita', place: 'casalasco', yearDay: '01-01', money: '' };
    const unknown = await director.post(`${path}/calcolo`, { ...bind, metric: 'inventata' });
    assert.equal(unknown.statusCode, 422);
    assert.match(unknown.body, /Questa misura non c&#39;è più|Questa misura non c'è più/);
    assert.equal((await viadanese.post(`${path}/calcolo`, bind)).statusCode, 403);
    assert.equal((await director.post(`${path}/calcolo`, bind)).statusCode, 303);
    const stored = () =>
      world.inside(({ tx }) =>
        tx
          .selectFrom('evaluation.measurement')
          .select(['measured_on', 'value', 'origin', 'version'])
          .where('indicator_id', '=', indicator.id)
          .orderBy('measured_on')
          .execute(),
      );
    const first = await stored();
    assert.ok(
      first.some((one) => one.origin === 'computed'),
      'figures of the demonstration give values',
    );
    assert.equal(first.find((one) => one.measured_on === '2021-01-01')?.value, 99);
    assert.match((await director.get(path)).body, /edizione 1\), Casalasco/);
    await director.post(`${path}/calcolo/ora`);
    assert.deepEqual(await stored(), first);
    const budget = { kind: 'budget', metric: '', place: '', yearDay: '', money: 'allocated', version: '1' };
    assert.equal((await director.post(`${path}/calcolo`, budget)).statusCode, 303);
    assert.equal((await director.post(`${path}/calcolo`, { ...budget, money: 'paid' })).statusCode, 409);
    assert.match((await director.get(path)).body, /Stanziato, in euro/);
    const removed = await director.post(`${path}/calcolo/rimuovi`, {
      version: '2',
      reason: 'Si conta a mano',
    });
    assert.equal(removed.statusCode, 303);
    assert.ok((await stored()).length >= first.length);
    assert.equal(
      (await stranger.post(`${path.replace('oglio-po', 'altrove')}/calcolo`, bind)).statusCode,
      404,
    );
  });

  it('tells who measures what came due, once', async () => {
    const own = named('viadanese', 2);
    await schedule(own.id, 'semestrale');
    const first = await world.inside(makeDailyRound);
    assert.ok(first.told >= 2, 'the director and the coordinator of the area');
    assert.deepEqual(await world.inside(makeDailyRound), { computed: 0, told: 0 });
    assert.match((await viadanese.get(`${OFFICE}/avvisi`)).body, /Un indicatore attende una rilevazione/);
    assert.match((await director.get(`${OFFICE}/avvisi`)).body, /indicatori attendono una rilevazione/);
    assert.doesNotMatch((await mayor.get(`${OFFICE}/avvisi`)).body, /attend(e|ono) una rilevazione/);
    assert.match((await director.get(OFFICE)).body, /attesa=due/);
  });

  it('loads a file whole or not at all, shows it first, undoes it but for what was corrected', async () => {
    const [one, two] = [named('viadanese', 4), named('viadanese', 5)];
    const path = `${LIST}/importa`;
    const template = await viadanese.get(`${path}/da-compilare.csv`);
    assert.match(template.body, new RegExp(`${one.id};${one.code};`));
    const bring = async (visitor: Visitor, lines: string[]) => {
      const form = (await visitor.get(path)).body;
      const token = new RegExp(`name="${CSRF_FIELD}" value="([^"]+)"`).exec(form)?.[1] ?? '';
      return bringFiles(
        visitor,
        'oglio-po',
        [{ name: 'giro.csv', content: lines.join('\r\n') }],
        { [CSRF_FIELD]: token },
        path,
      );
    };
    const head = 'Identificativo;Obiettivo;Indicatore;Data;Valore;Nota';
    const good = [
      `${one.id};;;31/12/2021;1.234,5;dal <b>`,
      `${two.id};;;2021-12-31;3;`,
      `${two.id};;;2021-06-30;;`,
    ];
    const wrong = await bring(viadanese, [head, ...good, `${named('casalasco').id};;;31/12/2021;1;`]);
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /Riga 5: [^<]*non è nell(&#39;|')area/);
    assert.doesNotMatch(wrong.body, /importa\/carica/);
    const shown = await bring(viadanese, [head, ...good]);
    assert.equal(shown.status, 200);
    assert.match(shown.body, /2 nuovi|2 valori nuovi/);
    assert.match(shown.body, /1\.234,5/);
    const field = (name: string) =>
      (new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.body)?.[1] ?? '')
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&');
    const rows = { fileName: field('fileName'), sha256: field('sha256'), rows: field('rows') };
    assert.equal((await viadanese.post(`${path}/carica`, { ...rows, rows: '[]' })).statusCode, 409);
    assert.equal((await mayor.post(`${path}/carica`, rows)).statusCode, 403);
    assert.equal((await stranger.post('/altrove/ufficio/rilevazioni/importa/carica', rows)).statusCode, 404);
    assert.equal((await viadanese.post(`${path}/carica`, rows)).statusCode, 303);
    assert.equal((await viadanese.post(`${path}/carica`, rows)).statusCode, 409, 'once');
    const page = (await viadanese.get(`${LIST}/${one.id}`)).body;
    assert.match(page, /Da file/);
    assert.match(page, /dal &lt;b>/);
    const edit = new RegExp(`${LIST}/${one.id}/([0-9a-f-]{36})/modifica`).exec(page)?.[0];
    assert.ok(edit);
    const fields = { version: '1', measuredOn: '2021-12-31', value: '1235', note: '', reason: 'Arrotondato' };
    assert.equal((await viadanese.post(edit, fields)).statusCode, 303);
    const undo = new RegExp(`${path}/[0-9a-f-]{36}/annulla`).exec((await viadanese.get(path)).body)?.[0];
    assert.ok(undo);
    assert.equal((await viadanese.post(undo, { version: '1', reason: 'File sbagliato' })).statusCode, 303);
    assert.equal((await viadanese.post(undo, { version: '2', reason: 'Di nuovo' })).statusCode, 409);
    assert.match((await viadanese.get(path)).body, /Annullato il [^<]*File sbagliato/);
    assert.match((await viadanese.get(`${LIST}/${one.id}`)).body, /1\.235/);
    assert.match((await viadanese.get(`${LIST}/${two.id}`)).body, /Nessuna rilevazione finora/);
  });

  // What comes of it, in the same world: a file of its own would start another database.
  outcomeCases(() => ({ world, anyone, director, viadanese, mayor, stranger, named }));
});
