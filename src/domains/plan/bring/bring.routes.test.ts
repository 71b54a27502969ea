import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BringWorld, openBringWorld, PLAN } from './bring.fixture.js';
import { testLoaded } from './loaded.fixture.js';

describe('needs and objectives from a table', () => {
  let opened: BringWorld;
  let director: BringWorld['director'];
  let south: BringWorld['south'];
  let mayor: BringWorld['mayor'];
  let stranger: BringWorld['stranger'];
  let bring: BringWorld['bring'];
  let load: BringWorld['load'];
  let workbook: BringWorld['workbook'];
  let toXlsx: BringWorld['toXlsx'];

  before(async () => {
    opened = await openBringWorld();
    ({ director, south, mayor, stranger, bring, load, workbook, toXlsx } = opened);
  });
  after(() => opened.world.close());

  it('go out and come back the same, from CSV and from Excel', async () => {
    for (const what of ['bisogni', 'obiettivi'])
      for (const format of ['csv', 'xlsx']) {
        const table = await director.get(`${PLAN}/${what}/porta/tabella.${format}`);
        assert.equal(table.statusCode, 200);
        const back = await bring(director, `${what}/porta`, table.rawPayload, `tabella.${format}`);
        assert.equal(back.statusCode, 200, back.body.slice(0, 300));
        assert.match(back.body, /Nessuna riga nuova, nessuna cambiata, 3 uguali, nessuna rifiutata/);
        assert.doesNotMatch(back.body, /name="tavole"/);
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
    const preview = await bring(director, 'obiettivi/porta', table);
    assert.equal(preview.statusCode, 200, /<main[\s\S]*/.exec(preview.body)?.[0].slice(0, 1500));
    assert.match(preview.body, /1 riga nuova, 1 cambiata/);
    assert.match(preview.body, /Abitare vicino al lavoro» diventa «Abitare &lt;b>dove/);
    assert.equal(
      (await director.get(`${PLAN}/obiettivi/N-2`)).statusCode,
      404,
      'nothing is written by looking',
    );
    assert.equal((await load(stranger, 'obiettivi/porta', preview.body)).statusCode, 404);
    const notTheirs = await load(south, 'obiettivi/porta', preview.body);
    assert.equal(notTheirs.statusCode, 422);
    assert.match(notTheirs.body, /non è nel vostro territorio/);
    assert.equal((await load(director, 'obiettivi/porta', preview.body)).statusCode, 303);
    assert.match((await director.get(`${PLAN}/obiettivi/N-2`)).body, /Un obiettivo nuovo/);
    assert.match((await director.get(`${PLAN}/obiettivi/N-1`)).body, /Alloggi recuperati/, 'parts stay');
    assert.match((await director.get(`${PLAN}/obiettivi/N-1/storia`)).body, /Abitare vicino al lavoro/);
    const stale = await load(director, 'obiettivi/porta', preview.body);
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
    const answer = await bring(director, 'bisogni/porta', wrong);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /«F-001» c&#39;è già alla riga 2|«F-001» c'è già alla riga 2/);
    assert.match(answer.body, /«Atlantide» non c/);
    assert.match(answer.body, /3 rifiutate/);
    assert.doesNotMatch(answer.body, /name="tavole"/);
    assert.match((await bring(director, 'bisogni/porta', 'A;B\n1;2')).body, /Mancano le colonne/);
    assert.match((await bring(director, 'bisogni/porta', `${head};Nota;Nota\r\n`)).body, /due volte/);
    assert.match((await bring(director, 'bisogni/porta', head)).body, /solo le intestazioni/);
    const circle = (await director.get(`${PLAN}/obiettivi/porta/tabella.csv`)).body.replace(
      /(N-0;[^;]*;[^;]*;);/,
      '$1N-1;',
    );
    const circular = await bring(director, 'obiettivi/porta', circle);
    assert.match(circular.body, /starebbe dentro sé stesso/);
    assert.equal((await mayor.get(`${PLAN}/bisogni/porta`)).statusCode, 403);
  });

  describe('the whole plan as one workbook', () => {
    it('goes out and comes back the same, whole and sheet by sheet', async () => {
      const answer = await director.get(`${PLAN}/porta/piano.xlsx`);
      const back = await bring(director, 'porta', answer.rawPayload, 'piano.xlsx');
      assert.equal(back.statusCode, 200, back.body.slice(0, 400));
      assert.match(back.body, /Nessuna riga nuova, nessuna cambiata, 10 uguali, nessuna rifiutata/);
      assert.doesNotMatch(back.body, /name="tavole"/);
      for (const name of [
        'bisogni',
        'prove',
        'obiettivi',
        'punti-chiave',
        'indicatori',
        'azioni',
        'legami',
        'servizi',
        'reti',
        'accordi',
        'enti',
      ]) {
        const table = await director.get(`${PLAN}/porta/${name}.csv`);
        const again = await bring(director, 'porta', table.rawPayload, `${name}.csv`, name);
        if (again.statusCode === 422) assert.match(again.body, /solo le intestazioni/, name);
        else assert.match(again.body, /Nessuna riga nuova, nessuna cambiata, \d ugual/, name);
      }
      const model = await bring(
        director,
        'porta',
        (await director.get(`${PLAN}/porta/modello.xlsx`)).rawPayload,
        'modello.xlsx',
      );
      assert.equal(model.statusCode, 422);
      assert.match(model.body, /solo le intestazioni/);
    });

    it('is seen sheet by sheet, then loaded together: what is new may rest on what is new', async () => {
      const sheets = await workbook();
      const add = (name: string, ...rows: (string | number)[][]) =>
        sheets.set(name, [...(sheets.get(name) ?? []), ...(rows as string[][])]);
      const row = (name: string, values: Record<string, string | number>) => {
        const head = sheets.get(name)?.[0] ?? [];
        for (const heading of Object.keys(values)) assert.ok(head.includes(heading), heading);
        return head.map((heading) => values[heading] ?? '');
      };
      add(
        'Bisogni',
        row('Bisogni', {
          Codice: 'F-050',
          Tema: 'Tempo',
          Bisogno: 'Dove stare il pomeriggio',
          Territorio: 'Nord',
        }),
      );
      add(
        'Obiettivi',
        row('Obiettivi', {
          Codice: 'N-5',
          'Tipo di obiettivo': 'Obiettivo specifico',
          Territorio: 'Nord',
          'Titolo dell’obiettivo': 'Pomeriggi aperti',
          Livello: 'Sub-ambito',
        }),
      );
      add('Punti chiave', row('Punti chiave', { Obiettivo: 'N-5', 'Punto chiave': 'A1' }));
      const own = sheets.get('Indicatori')?.[1] ?? [];
      sheets.set('Indicatori', [
        sheets.get('Indicatori')?.[0] ?? [],
        own.map((cell) =>
          cell === '12' ? '15,5' : cell.replace('Alloggi recuperati', 'Alloggi rimessi a nuovo'),
        ),
        row('Indicatori', {
          Obiettivo: 'N-5',
          Tipo: 'Esito',
          'Che cosa si misura': 'Ragazzi che restano',
          Atteso: 40,
        }).map(String),
      ]);
      add(
        'Azioni',
        row('Azioni', {
          Obiettivo: 'N-5',
          'Che cosa si fa': 'Aprire la sala',
          Inizio: '2021-03-01',
          'Fine prevista': '31/12/2022',
        }),
      );
      add(
        'Bisogni e obiettivi',
        row('Bisogni e obiettivi', { Obiettivo: 'N-5', Bisogno: 'F-050', Motivo: 'Lo dice la scheda' }),
      );
      const preview = await bring(director, 'porta', await toXlsx(sheets), 'piano.xlsx');
      assert.equal(preview.statusCode, 200, /<main[\s\S]*/.exec(preview.body)?.[0].slice(0, 3000));
      assert.match(preview.body, /6 righe nuove, 1 cambiata, 9 uguali/);
      assert.match(preview.body, /«Alloggi recuperati» diventa «Alloggi rimessi a nuovo»/);
      assert.match(preview.body, /«12» diventa «15,5»/);
      assert.equal((await director.get(`${PLAN}/obiettivi/N-5`)).statusCode, 404);
      assert.equal((await load(director, 'porta', preview.body)).statusCode, 303);
      const sheet = (await director.get(`${PLAN}/obiettivi/N-5`)).body;
      for (const words of [
        'Pomeriggi aperti',
        'Ragazzi che restano',
        'Aprire la sala',
        'Dove stare il pomeriggio',
      ])
        assert.ok(sheet.includes(words), words);
      assert.match((await director.get(`${PLAN}/obiettivi/N-1`)).body, /Alloggi rimessi a nuovo/);
      const again = await director.get(`${PLAN}/porta/piano.xlsx`);
      const back = await bring(director, 'porta', again.rawPayload, 'piano.xlsx');
      assert.match(back.body, /Nessuna riga nuova, nessuna cambiata, 16 uguali, nessuna rifiutata/);
    });

    it('is refused whole, with sheet, row and column, while anything is wrong', async () => {
      const sheets = await workbook();
      const [head = []] = sheets.get('Azioni') ?? [];
      const action = (cells: Record<string, string>) => head.map((heading) => cells[heading] ?? '');
      sheets.set('Azioni', [
        head,
        action({ Obiettivo: 'N-99', 'Che cosa si fa': 'Di nessuno' }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'Fuori tempo', Inizio: '01/02/2031' }),
        action({
          Obiettivo: 'N-1',
          'Che cosa si fa': 'Al contrario',
          Inizio: '1.2.2022',
          'Fine prevista': '1.1.2022',
        }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'Ferma', Stato: 'Sospesa' }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'Due volte' }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'due VOLTE' }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'Altrove', Riferimento: 'r-000000000000' }),
        action({ Obiettivo: 'N-1', 'Che cosa si fa': 'Giorno', Inizio: '31/02/2022' }),
      ]);
      const answer = await bring(director, 'porta', await toXlsx(sheets), 'piano.xlsx');
      assert.equal(answer.statusCode, 422);
      for (const words of [
        /Obiettivo: «N-99» non c/,
        /Inizio: «01\/02\/2031» è fuori dal periodo del piano, che va da 01\/01\/2021 a 31\/12\/2023/,
        /finirebbe prima di cominciare/,
        /Perché: scrivete perché/,
        /«N-1 · due VOLTE» c.{1,6}è già alla riga 6/,
        /Riferimento: «r-000000000000» non è di una riga/,
        /Inizio: «31\/02\/2022» non è un giorno/,
      ])
        assert.match(answer.body, words);
      assert.doesNotMatch(answer.body, /name="tavole"/);
      const stray = await bring(
        director,
        'porta',
        await toXlsx(new Map([['Foglio1', [['A'], ['1']]]])),
        'x.xlsx',
      );
      assert.match(stray.body, /Nessun foglio ha un nome del modello/);
      const many = `Codice;Tema;Bisogno;Territorio\r\n${'F-1;T;Bisogno;Nord\r\n'.repeat(5001)}`;
      const tooMany = await bring(director, 'porta', many, 'tanti.csv', 'bisogni');
      assert.match(tooMany.body, /più di 5\.000 righe/);
      assert.equal((await mayor.get(`${PLAN}/porta`)).statusCode, 403);
      assert.equal((await stranger.get(`${PLAN}/porta`)).statusCode, 404);
      const hostile = await director.post(`${PLAN}/porta/carica`, { tavole: 'AAAA', stamp: '' });
      assert.equal(hostile.statusCode, 422);
    });
  });

  testLoaded(() => opened);
});
