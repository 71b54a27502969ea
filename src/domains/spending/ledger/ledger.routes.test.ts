import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { demoVisitors } from '../../../demo-visitors.fixture.js';
import { bringFiles } from '../../../upload.fixture.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { findPlanRef } from '../plan-ref.sql.js';
import { listCommitments, listLineMoney } from './entry.sql.js';
import type { Commitment, LineMoney } from './entry.types.js';
import { tellFigures } from './figures.actions.js';

const LEDGER = '/oglio-po/ufficio/risorse/2021-2023/impegni';
const ENTRY = {
  committedCents: '100,50',
  committedOn: '2022-05-01',
  actNumber: 'DET 12',
  organisation: '',
  payee: 'Cooperativa <b>',
  purpose: '',
  overLineReason: '',
};

async function sendFile(visitor: Visitor, path: string, content: string, name: string) {
  const { status, ...rest } = await bringFiles(visitor, 'oglio-po', [{ name, content }], {}, path);
  return { statusCode: status, ...rest };
}

describe('commitments and payments', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();
  let line: LineMoney;

  before(async () => {
    const found = (await lines()).find((one) => (one.allocatedCents ?? 0) > 500_00 && one.year === 2022);
    assert.ok(found);
    line = found;
  });

  const inPlan = <T>(read: (tx: Parameters<typeof listCommitments>[0], planId: string) => Promise<T>) =>
    world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      assert.ok(plan);
      return read(tx, plan.id);
    });
  const lines = () => inPlan(listLineMoney);
  const commitments = (): Promise<Commitment[]> => inPlan(listCommitments);
  const moneyOf = async (id: string) => (await lines()).find((one) => one.budgetLineId === id);

  it('teaches where there is none yet', async () => {
    const answer = await director.get(LEDGER);
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /Nessun impegno/);
    assert.equal((await director.get('/oglio-po/ufficio/risorse/impegni')).headers.location, LEDGER);
  });

  it('commits, pays, takes back, and edits nothing', async () => {
    const answer = await director.post(`${LEDGER}/nuovo`, { ...ENTRY, line: line.budgetLineId });
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 1500));
    const path = String(answer.headers.location);
    const pay = (paidCents: string, paidOn = '2022-06-01') =>
      director.post(`${path}/pagamenti/nuovo`, { paidCents, paidOn, actNumber: 'M 1', note: '' });
    const over = await pay('100,51');
    assert.equal(over.statusCode, 422);
    assert.match(over.body, /restano da pagare €.100,50/);
    assert.equal((await pay('60')).statusCode, 303);
    assert.equal((await pay('60', '2021-06-01')).statusCode, 422);
    const money = await moneyOf(line.budgetLineId);
    assert.deepEqual([money?.committedCents, money?.paidCents], [100_50, 60_00]);
    const reversal = { cents: '50', on: '2022-07-01', actNumber: 'DET 20', reason: 'Economia' };
    const tooMuch = await director.post(`${path}/storna`, reversal);
    assert.equal(tooMuch.statusCode, 422);
    assert.match(tooMuch.body, /al massimo €.40,50/);
    assert.equal((await director.post(`${path}/storna`, { ...reversal, cents: '40,50' })).statusCode, 303);
    const sheet = (await director.get(path)).body;
    assert.match(sheet, /€.100,50 in origine/);
    assert.match(sheet, /Economia/);
    assert.match(sheet, /Cooperativa &lt;b>/);
    const payment = /pagamenti\/([0-9a-f-]{36})\/storna/.exec(sheet)?.[1];
    const back = await director.post(`${path}/pagamenti/${payment}/storna`, { ...reversal, cents: '60' });
    assert.equal(back.statusCode, 303);
    const after = await moneyOf(line.budgetLineId);
    assert.deepEqual([after?.committedCents, after?.paidCents], [60_00, 0]);
    assert.equal((await commitments()).length, 1);
  });

  it('refuses what cannot be, and keeps what was typed', async () => {
    const codes = {
      '2020-05-01': /Il piano va dal 1° gennaio 2021 al 31 dicembre 2023/,
      '2099-05-01': /La data è nel futuro/,
    };
    for (const [committedOn, words] of Object.entries(codes)) {
      const answer = await director.post(`${LEDGER}/nuovo`, {
        ...ENTRY,
        committedOn,
        line: line.budgetLineId,
      });
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, words);
      assert.match(answer.body, /value="100,50"/);
    }
    const negative = await director.post(`${LEDGER}/nuovo`, {
      ...ENTRY,
      committedCents: '-5',
      line: line.budgetLineId,
    });
    assert.equal(negative.statusCode, 422);
    const over = { ...ENTRY, line: line.budgetLineId, committedCents: '9.000.000' };
    const refused = await director.post(`${LEDGER}/nuovo`, over);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /Della riga restano/);
    const allowed = await director.post(`${LEDGER}/nuovo`, {
      ...over,
      overLineReason: 'Variazione in corso',
    });
    assert.equal(allowed.statusCode, 303);
    assert.match(
      (await director.get(String(allowed.headers.location))).body,
      /Oltre la riga: Variazione in corso/,
    );
    const gone = await director.post(
      `/oglio-po/ufficio/risorse/2021-2023/obiettivi/${line.objectiveCode}/${line.budgetLineId}/rimuovi`,
      { version: '1', reason: 'prova' },
    );
    assert.equal(gone.statusCode, 409);
    assert.match(gone.body, /sono stati registrati impegni/);
  });

  it('counts a commitment and a payment once, however often the form is sent', async () => {
    const entry = {
      ...ENTRY,
      line: line.budgetLineId,
      actNumber: 'DET 99',
      committedCents: '10',
      overLineReason: 'Variazione in corso',
    };
    const first = await director.post(`${LEDGER}/nuovo`, entry);
    assert.equal(first.statusCode, 303);
    const again = await director.post(`${LEDGER}/nuovo`, entry);
    assert.equal(again.statusCode, 422);
    assert.match(again.body, /già un impegno uguale/);
    const other = await director.post(`${LEDGER}/nuovo`, { ...entry, purpose: 'Seconda parte' });
    assert.equal(other.statusCode, 303);
    const payments = `${String(first.headers.location)}/pagamenti/nuovo`;
    const paid = { paidCents: '4', paidOn: '2022-06-01', actNumber: 'M 9', note: '' };
    assert.equal((await director.post(payments, paid)).statusCode, 303);
    assert.equal((await director.post(payments, paid)).statusCode, 422);
    for (const [committedCents, words] of [
      ['10,005', /euro e centesimi/],
      ['999999999999', /supera 100 miliardi/],
    ] as const) {
      const answer = await director.post(`${LEDGER}/nuovo`, { ...entry, committedCents });
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, words);
    }
  });

  it('shows the first rows of a long table, the refused before the others, and counts all of them', async () => {
    const rows = Array.from({ length: 1_201 }, (_, index) =>
      ['ZZZ-9', 'FNPS', '2022', `N ${index}`, '12/03/2022', '1'].join(';'),
    );
    const table = ['Obiettivo;Fonte;Anno;Impegno;Data;Importo', ...rows].join('\n');
    const seen = await sendFile(director, `${LEDGER}/importa`, table, 'lunga.csv');
    assert.equal(seen.statusCode, 422);
    assert.match(seen.body, /Qui sotto 200 righe di 1\.201, quelle rifiutate per prime/);
    assert.match(seen.body, /1\.201 rifiutate/);
    assert.equal(seen.body.match(/<tr>/g)?.length, 200);
  });

  it('takes in a table whole or not at all, passes over what is there, and undoes it', async () => {
    const head = 'Obiettivo;Fonte;Anno;Per che cosa;Impegno;Data;Importo;Beneficiario';
    const row = (number: string, amount: string) =>
      [
        line.objectiveCode,
        line.fund,
        line.year ?? '',
        line.description ?? '',
        number,
        '01/03/2022',
        amount,
        'Ditta Y',
      ].join(';');
    const big = (await commitments()).find((one) => one.committedCents > 1_000_000_00);
    assert.ok(big);
    await director.post(`${LEDGER}/${big.id}/storna`, {
      cents: '9.000.000',
      on: '2022-07-01',
      actNumber: 'x',
      reason: 'prova finita',
    });
    const path = `${LEDGER}/importa`;
    const bad = await sendFile(director, path, [head, row('A1', '10'), row('A2', '-3')].join('\n'), 'a.csv');
    assert.equal(bad.statusCode, 422);
    assert.match(bad.body, /una rifiutata/);
    assert.doesNotMatch(bad.body, /importa\/carica/);
    const text = [head, row('A1', '10,50'), row('A2', '3')].join('\n');
    const good = await sendFile(director, path, text, 'a.csv');
    assert.equal(good.statusCode, 200, good.body.slice(0, 3000));
    assert.match(good.body, /2 righe nuove/);
    const before = (await moneyOf(line.budgetLineId))?.committedCents ?? 0;
    const loaded = await director.post(`${path}/carica`, { testo: text, nome: 'a.csv' });
    assert.equal(loaded.statusCode, 303);
    assert.equal((await moneyOf(line.budgetLineId))?.committedCents, before + 13_50);
    const again = await sendFile(director, path, text, 'a.csv');
    assert.match(again.body, /2 già presenti/);

    const payments = 'Impegno;Mandato;Data;Importo\nA1;M7;02/03/2022;10,50\nA2;M8;2022-03-05;4';
    const paths = `${LEDGER}/importa-pagamenti`;
    const overPaid = await sendFile(director, paths, payments, 'p.csv');
    assert.equal(overPaid.statusCode, 422);
    assert.match(overPaid.body, /restano da pagare €.3,00/);
    const fine = payments.replace(';4', ';3');
    assert.equal((await director.post(`${paths}/carica`, { testo: fine, nome: 'p.csv' })).statusCode, 303);

    const importId = async (of: string) =>
      /\/([0-9a-f-]{36})\/annulla/.exec((await director.get(of)).body)?.[1] ?? assert.fail();
    const undo = { reason: 'File sbagliato' };
    const paid = await director.post(`${path}/${await importId(path)}/annulla`, undo);
    assert.equal(paid.statusCode, 422);
    assert.match(paid.body, /2 impegni di questo file sono già pagati/);
    assert.equal((await director.post(`${paths}/${await importId(paths)}/annulla`, undo)).statusCode, 303);
    const id = await importId(path);
    assert.equal((await director.post(`${path}/${id}/annulla`, undo)).statusCode, 303);
    assert.equal((await director.post(`${path}/${id}/annulla`, undo)).statusCode, 422);
    assert.equal((await moneyOf(line.budgetLineId))?.committedCents, before);
    assert.match((await director.get(path)).body, /annullato il/);
  });

  it('says what is wrong with a table that cannot be read', async () => {
    const path = `${LEDGER}/importa`;
    assert.match(
      (await sendFile(director, path, 'Obiettivo;Fonte\n1;2', 'a.csv')).body,
      /Mancano le colonne: Impegno, Data, Importo/,
    );
    assert.match((await sendFile(director, path, '%PDF-1.7', 'a.pdf')).body, /PDF/);
  });

  it('gives its files in the layout that it reads', async () => {
    const csv = await director.get(`${LEDGER}/impegni.csv`);
    assert.match(csv.body, /Obiettivo;Fonte;Anno/);
    assert.match(csv.body, /DET 12/);
    assert.equal((await director.get(`${LEDGER}/impegni.xlsx`)).statusCode, 200);
    assert.match((await director.get(`${LEDGER}?q=cooperativa`)).body, /DET 12/);
    assert.match((await director.get(`${LEDGER}?q=nessuno`)).body, /Nessun impegno risponde/);
  });

  it('tells the observatory what was allocated, committed and paid in each year, once, and again when it changes', async () => {
    assert.equal(await world.inside(tellFigures), true);
    assert.equal(await world.inside(tellFigures), false);
    const share = async () => {
      const [measured] = (await anyone.get('/api/v1/oglio-po/metrics/impegnato?period=2022&by=ambito')).json()
        .values;
      return Number(measured?.value);
    };
    const expected = async () => {
      const own = (await lines()).filter((one) => one.year === 2022);
      const sum = (key: 'committedCents' | 'allocatedCents') =>
        own.reduce((all, one) => all + (one[key] ?? 0), 0);
      return (sum('committedCents') / sum('allocatedCents')) * 100;
    };
    const before = await share();
    assert.ok(Math.abs(before - (await expected())) < 0.001, `${before}`);
    const entry = { ...ENTRY, line: line.budgetLineId, committedCents: '20' };
    assert.equal((await director.post(`${LEDGER}/nuovo`, entry)).statusCode, 303);
    assert.equal(await world.inside(tellFigures), true);
    const after = await share();
    assert.ok(after > before && Math.abs(after - (await expected())) < 0.001);
  });

  it('shows a long list in pages, with the sums of all that answers, and gives all of it in its files', async () => {
    const head = 'Obiettivo;Fonte;Anno;Per che cosa;Impegno;Data;Importo;Beneficiario';
    const rows = Array.from({ length: 60 }, (_, index) =>
      [
        line.objectiveCode,
        line.fund,
        line.year ?? '',
        line.description ?? '',
        `LISTA ${index}`,
        '02/03/2022',
        '0,05',
        'Società Perché',
      ].join(';'),
    );
    const text = [head, ...rows].join('\n');
    const loaded = await director.post(`${LEDGER}/importa/carica`, { testo: text, nome: 'lunga.csv' });
    assert.equal(loaded.statusCode, 303, loaded.body.slice(0, 1500));
    const shown = async (query: string) => {
      const { body } = await director.get(`${LEDGER}?${query}`);
      const links = body.match(/impegni\/[0-9a-f-]{36}"/g) ?? [];
      return { body, count: links.length };
    };
    const search = 'q=SOCIETA+perche';
    const first = await shown(search);
    assert.equal(first.count, 50);
    assert.match(first.body, /Totale degli impegni trovati/);
    assert.match(first.body, /€.3,00/);
    assert.match(first.body, /60 impegni/);
    const last = await shown(`${search}&pagina=99`);
    assert.equal(last.count, 10);
    assert.match(last.body, /€.3,00/);
    const own = (await commitments()).filter((one) => one.fund === line.fund);
    const chosen = await shown(
      `fonte=${line.fund}&obiettivo=${encodeURIComponent(line.objectiveCode)}&pagina=2`,
    );
    assert.equal(chosen.count, own.filter((one) => one.objectiveCode === line.objectiveCode).length - 50);
    assert.match((await shown(`${search}&fonte=nessuna`)).body, /Nessun impegno risponde/);
    const all = await commitments();
    const committed = all.reduce((sum, one) => sum + one.netCents, 0);
    const whole = new Intl.NumberFormat('it-IT', { useGrouping: 'always' }).format(
      Math.round(committed / 100),
    );
    assert.ok((await shown('')).body.includes(whole));
    const csv = (await director.get(`${LEDGER}/impegni.csv`)).body;
    assert.equal(csv.match(/LISTA \d+/g)?.length, 60);
  });

  it('is closed to the public, to other areas, roles and ambiti', async () => {
    assert.equal((await anyone.get(LEDGER)).statusCode, 303);
    assert.equal((await anyone.get('/oglio-po/risorse/2021-2023/impegni')).statusCode, 404);
    const casalasco = (await lines()).find((one) => one.objectiveCode.startsWith('CAS'));
    assert.ok(casalasco);
    const entry = { ...ENTRY, line: casalasco.budgetLineId, overLineReason: 'prova' };
    assert.equal((await viadanese.post(`${LEDGER}/nuovo`, entry)).statusCode, 403);
    assert.equal((await mayor.post(`${LEDGER}/nuovo`, entry)).statusCode, 403);
    assert.equal((await mayor.get(LEDGER)).statusCode, 200);
    assert.equal((await stranger.get(LEDGER)).statusCode, 404);
    const [one] = await commitments();
    const other = LEDGER.replace('oglio-po', 'altrove');
    assert.equal((await stranger.get(`${other}/${one?.id}`)).statusCode, 404);
    assert.equal((await anyone.get('/api/v1/oglio-po/plans/2021-2023/commitments')).statusCode, 403);
    const negative = await director.send(
      '/api/v1/oglio-po/plans/2021-2023/commitments',
      JSON.stringify({
        budgetLineId: line.budgetLineId,
        committedCents: -5,
        committedOn: '2022-01-01',
        actNumber: 'x',
      }),
      'application/json',
    );
    assert.equal(negative.statusCode, 400);
    assert.match(negative.body, /Il valore minimo è 1\./);
    const api = (await director.get('/api/v1/oglio-po/plans/2021-2023/commitments')).json();
    assert.ok(api.commitments.length >= 4);
    const detail = (await director.get(`/api/v1/oglio-po/plans/2021-2023/commitments/${one?.id}`)).json();
    assert.ok(Array.isArray(detail.payments));
  });
});
