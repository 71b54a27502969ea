import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { territoryActs } from '#domains/territory/index.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { writeXlsx } from '#platform/http/xlsx.js';
import { newId } from '#platform/ids.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { openAmendment } from '../life/amendment.actions.js';
import { getPlan } from '../plan.actions.js';
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

  describe('what was loaded', () => {
    const IMPORTS = '/prova/ufficio/importazioni';

    /** Brings one sheet as CSV, loads it, and gives the address of the page that tells it. */
    async function loaded(visitor: Visitor, sheet: string, lines: readonly string[]): Promise<string> {
      const preview = await bring(visitor, 'porta', lines.join('\r\n'), `${sheet}.csv`, sheet);
      assert.equal(preview.statusCode, 200, /<main[\s\S]*/.exec(preview.body)?.[0].slice(0, 2000));
      const answer = await load(visitor, 'porta', preview.body);
      assert.equal(answer.statusCode, 303);
      return String(answer.headers.location);
    }

    async function needLines(): Promise<string[]> {
      return (await director.get(`${PLAN}/porta/bisogni.csv`)).body.trim().split('\r\n');
    }

    it('is listed and told field by field, and goes back as a whole', async () => {
      const before = await needLines();
      const [head = '', ...rows] = before;
      const first = rows.find((row) => row.startsWith('F-001;')) ?? '';
      const page = await loaded(director, 'bisogni', [
        head,
        first.replace('Pochi trasporti', 'Pochissimi trasporti'),
        'F-060;Tempo;Un bisogno di troppo;Nord;;;;;',
      ]);
      const list = await director.get(IMPORTS);
      assert.match(list.body, /bisogni\.csv/);
      const told = await director.get(page);
      assert.match(told.body, /da «Pochi trasporti fra i comuni» a «Pochissimi trasporti fra i comuni»/);
      assert.match(told.body, /F-060 · Un bisogno di troppo/);
      assert.match((await director.get(`${page}/modifiche.csv`)).body, /Pochissimi/);
      assert.equal((await mayor.get(page)).statusCode, 200);
      assert.equal((await mayor.post(`${page}/annulla`, { reason: 'Era sbagliata' })).statusCode, 403);
      assert.equal((await south.post(`${page}/annulla`, { reason: 'Era sbagliata' })).statusCode, 403);
      assert.equal((await stranger.get(page.replace('/prova/', '/altro/'))).statusCode, 404);
      assert.equal(
        (await stranger.post(`${page.replace('/prova/', '/altro/')}/annulla`, { reason: 'Altrui' }))
          .statusCode,
        404,
      );
      assert.equal((await director.post(`${page}/annulla`, { reason: '' })).statusCode, 422);
      assert.equal((await director.post(`${page}/annulla`, { reason: 'Era sbagliata' })).statusCode, 303);
      assert.deepEqual(await needLines(), before);
      assert.match((await director.get(page)).body, /Annullata da Persona director/);
      assert.equal((await director.post(`${page}/annulla`, { reason: 'Ancora' })).statusCode, 409);
      assert.match((await director.get(`${PLAN}/bisogni/F-001/storia`)).body, /Pochissimi trasporti/);
      assert.equal((await director.get(`${PLAN}/bisogni/F-060`)).statusCode, 404);
      const again = await loaded(director, 'bisogni', [head, 'F-060;Tempo;Un bisogno che serve;Nord;;;;;']);
      assert.equal((await director.get(again)).statusCode, 200, 'the code can be used again');
    });

    it('leaves what somebody changed since, when it is told to', async () => {
      const [head = '', ...rows] = await needLines();
      const [first = '', second = ''] = ['F-001;', 'F-002;'].map(
        (code) => rows.find((row) => row.startsWith(code)) ?? '',
      );
      const page = await loaded(director, 'bisogni', [
        head,
        first.replace('Mobilità', 'Muoversi'),
        second.replace(';Abitare;', ';Casa;'),
        'F-061;Tempo;Legato dopo;Nord;;;;;',
      ]);
      const form = (await director.get(`${PLAN}/bisogni/F-002/modifica`)).body;
      const version = hidden(form, 'version');
      const edited = await director.post(`${PLAN}/bisogni/F-002/modifica`, {
        version,
        theme: 'Casa',
        description: 'Case davvero per chi lavora',
        place: 'nord',
      });
      assert.equal(edited.statusCode, 303);
      await loaded(director, 'legami', ['Obiettivo;Bisogno', 'N-1;F-061']);
      const told = await director.get(page);
      assert.match(told.body, /cambiata dopo/);
      assert.match(told.body, /ora serve ad altro/);
      assert.match(told.body, /bisogni\/F-002\/storia/);
      const refused = await director.post(`${page}/annulla`, { reason: 'Era sbagliata' });
      assert.equal(refused.statusCode, 422);
      assert.match(refused.body, /2 voci sono state cambiate dopo/);
      assert.match((await needLines()).join(), /Muoversi/, 'nothing was changed');
      const kept = await director.post(`${page}/annulla`, { reason: 'Era sbagliata', keep: 'yes' });
      assert.equal(kept.statusCode, 303);
      const now = (await needLines()).join('\n');
      assert.match(now, /F-001;Mobilità/);
      assert.match(now, /F-002;Casa;Case davvero/);
      assert.match(now, /F-061;Tempo/);
      assert.match((await director.get(page)).body, /2 righe che qualcuno aveva cambiato dopo sono rimaste/);
    });

    it('takes parts away with what they belong to', async () => {
      const before = await workbook();
      const sheets = new Map(before);
      const add = (name: string, values: Record<string, string>) => {
        const [head = [], ...rest] = sheets.get(name) ?? [];
        sheets.set(name, [head, ...rest, head.map((heading) => values[heading] ?? '')]);
      };
      add('Obiettivi', {
        Codice: 'N-7',
        'Tipo di obiettivo': 'Obiettivo specifico',
        Territorio: 'Nord',
        'Titolo dell’obiettivo': 'Da riportare indietro',
        Livello: 'Sub-ambito',
        'Fa parte di (codice)': 'N-0',
      });
      add('Indicatori', { Obiettivo: 'N-7', Tipo: 'Esito', 'Che cosa si misura': 'Qualcosa' });
      add('Azioni', { Obiettivo: 'N-7', 'Che cosa si fa': 'Fare qualcosa' });
      add('Bisogni e obiettivi', { Obiettivo: 'N-7', Bisogno: 'F-001' });
      const preview = await bring(director, 'porta', await toXlsx(sheets), 'piano.xlsx');
      const page = String((await load(director, 'porta', preview.body)).headers.location);
      assert.match((await director.get(page)).body, /N-7 → F-001/);
      assert.equal((await director.get(`${PLAN}/obiettivi/N-7`)).statusCode, 200);
      assert.equal((await director.post(`${page}/annulla`, { reason: 'Era una prova' })).statusCode, 303);
      assert.equal((await director.get(`${PLAN}/obiettivi/N-7`)).statusCode, 404);
      assert.deepEqual(await workbook(), before);
    });

    it('ties objectives to what the catalogues have, takes ties out where it says so, and goes back', async () => {
      await world.inside(async ({ tx }) => {
        const base = (code: string) => ({ id: newId(), code, state: 'active' as const });
        await tx
          .insertInto('services.service')
          .values([
            { ...base('SRV-1'), name: 'Assistenza a casa', kind: 'domiciliare' },
            { ...base('SRV-2'), name: 'Sportello', kind: 'accesso' },
            { ...base('SRV-3'), name: 'Sportello', kind: 'accesso' },
          ])
          .execute();
        await tx
          .insertInto('governance.network')
          .values({ ...base('R-1'), name: 'Rete <della> casa', theme: 'Abitare' })
          .execute();
        await tx
          .insertInto('governance.agreement')
          .values({ ...base('A-1'), title: 'Patto per la casa', state: 'inForce' })
          .execute();
        await tx
          .insertInto('governance.organisation')
          .values({ id: newId(), code: 'E-1', name: 'Il Ponte', kind: 'thirdSector' })
          .execute();
      });
      const before = await workbook();
      const head = (name: string) => before.get(name)?.[0] ?? [];
      assert.deepEqual(head('Obiettivi e enti'), ['Obiettivo', 'Ente', 'Ruolo', 'Motivo', 'Togli']);
      const wrong = await bring(
        director,
        'porta',
        await toXlsx(
          new Map([
            [
              'Obiettivi e servizi',
              [
                head('Obiettivi e servizi'),
                ['N-1', 'SRV-9', '', ''],
                ['N-1', 'Sportello', '', ''],
                ['N-1', 'SRV-1', '', 'sì'],
                ['N-99', 'SRV-1', '', ''],
              ],
            ],
            ['Obiettivi e reti', [head('Obiettivi e reti'), ['N-1', 'Nessuna', '', '']]],
            ['Obiettivi e accordi', [head('Obiettivi e accordi'), ['N-1', 'Nessuno', '', '']]],
            [
              'Obiettivi e enti',
              [
                head('Obiettivi e enti'),
                ['N-1', 'Nessuno', 'Partner', '', ''],
                ['N-1', 'E-1', 'Amico', '', ''],
              ],
            ],
            [
              'Prove dei bisogni',
              [head('Prove dei bisogni'), ['F-001', 'serie pubblicata', '', '', '', 'Senza serie', '', '']],
            ],
          ]),
        ),
        'piano.xlsx',
      );
      assert.equal(wrong.statusCode, 422);
      for (const words of [
        /«SRV-9» non è nel catalogo dei servizi/,
        /«Sportello» è il nome di più voci/,
        /Togli: questa riga nel piano non c/,
        /«N-99» non c/,
        /«Nessuna» non è fra le reti/,
        /«Nessuno» non è fra gli accordi/,
        /«Nessuno» non è fra gli enti/,
        /«Amico» non c/,
        /Codice dell.{1,6}indicatore o nome della serie: manca/,
      ])
        assert.match(wrong.body, words);
      const tied = new Map([
        [
          'Obiettivi e servizi',
          [
            head('Obiettivi e servizi'),
            ['N-1', 'Assistenza a casa', 'Si comincia da lì', ''],
            ['N-1', 'SRV-2 · Sportello', '', ''],
          ],
        ],
        ['Obiettivi e reti', [head('Obiettivi e reti'), ['N-1', 'r-1', '', '']]],
        ['Obiettivi e accordi', [head('Obiettivi e accordi'), ['N-1', 'A-1', '', '']]],
        ['Obiettivi e enti', [head('Obiettivi e enti'), ['N-1', 'Il Ponte', 'capofila', 'Ha le case', '']]],
        [
          'Prove dei bisogni',
          [
            head('Prove dei bisogni'),
            ['F-001', 'parole', '', '', 'Sotto', 'Lo dice il tavolo dei trasporti', '', ''],
          ],
        ],
      ]);
      const preview = await bring(director, 'porta', await toXlsx(tied), 'piano.xlsx');
      assert.match(preview.body, /6 righe nuove, nessuna cambiata, nessuna uguale/);
      const southern = await bring(south, 'porta', await toXlsx(tied), 'piano.xlsx');
      assert.equal(southern.statusCode, 422);
      assert.match(southern.body, /non è nel vostro territorio/);
      const form = (await director.get(`${PLAN}/obiettivi/N-1/collegamenti/enti`)).body;
      const page = String((await load(director, 'porta', preview.body)).headers.location);
      const told = await director.get(page);
      for (const words of [
        /N-1 → Il Ponte/,
        /N-1 → Rete &lt;della>? casa|N-1 → Rete &lt;della&gt; casa/,
        /F-001 · Lo dice/,
      ])
        assert.match(told.body, words);
      const sheet = (await director.get(`${PLAN}/obiettivi/N-1`)).body;
      for (const words of ['Assistenza a casa', 'Patto per la casa', 'Il Ponte', 'Si comincia da lì'])
        assert.ok(sheet.includes(words), words);
      const late = await director.post(`${PLAN}/obiettivi/N-1/collegamenti/enti`, {
        version: hidden(form, 'version'),
      });
      assert.equal(late.statusCode, 409, 'a page read before does not untie what came meanwhile');
      const out = await workbook();
      assert.deepEqual(out.get('Obiettivi e enti')?.[1], [
        'N-1',
        'E-1 · Il Ponte',
        'Capofila',
        'Ha le case',
        '',
      ]);
      const again = await bring(director, 'porta', await toXlsx(out), 'piano.xlsx');
      assert.match(again.body, /Nessuna riga nuova, nessuna cambiata, \d+ uguali, nessuna rifiutata/);

      const less = new Map(
        [...out].map(([name, [own = [], ...rows]]) => [
          name,
          [
            own,
            ...rows.map((row) =>
              row.map((cell, at) =>
                own[at] === 'Togli' && ['SRV-1 · Assistenza a casa', 'E-1 · Il Ponte'].includes(row[1] ?? '')
                  ? 'sì'
                  : own[at] === 'Togli' && row[5] === 'Lo dice il tavolo dei trasporti'
                    ? 'x'
                    : cell,
              ),
            ),
          ],
        ]),
      );
      const looked = await bring(director, 'porta', await toXlsx(less), 'piano.xlsx');
      assert.match(looked.body, /nessuna cambiata, 3 tolte, \d+ uguali/);
      assert.match(looked.body, /Non sarà più nel piano: E-1 · Il Ponte · Capofila · Ha le case/);
      const removal = String((await load(director, 'porta', looked.body)).headers.location);
      const gone = (await director.get(`${PLAN}/obiettivi/N-1`)).body;
      assert.ok(!gone.includes('Il Ponte') && gone.includes('Patto per la casa'));
      assert.match((await director.get(removal)).body, /non c.{1,6}è più, e può tornare/);
      assert.match((await director.get(`${removal}/modifiche.csv`)).body, /N-1 → Il Ponte;tolta/);
      assert.equal((await director.post(`${removal}/annulla`, { reason: 'Servivano' })).statusCode, 303);
      assert.deepEqual([...(await workbook())].slice(2), [...out].slice(2));
      assert.ok(
        (await director.get(`${PLAN}/bisogni/F-001`)).body.includes('Lo dice il tavolo dei trasporti'),
      );
      const first = await director.post(`${page}/annulla`, { reason: 'Era una prova' });
      assert.equal(first.statusCode, 303, first.body.slice(first.body.indexOf('<h1')));
      assert.deepEqual(await workbook(), before);
    });

    it('stays once a version of the plan holds it', async () => {
      const [head = '', ...rows] = await needLines();
      const first = rows.find((row) => row.startsWith('F-001;')) ?? '';
      const page = await loaded(director, 'bisogni', [
        head,
        first.replace('Pochi trasporti', 'Nessun trasporto'),
        'F-070;Tempo;Arrivato prima della versione;Nord;;;;;',
      ]);
      assert.equal((await director.post(`${PLAN}/versioni/fissa`)).statusCode, 303);
      const lines = await needLines();
      const undo = (visitor: Visitor, where = page) =>
        visitor.post(`${where}/annulla`, { reason: 'Era sbagliata', keep: 'yes' });
      const frozen = await undo(director);
      assert.equal(frozen.statusCode, 409);
      assert.match(frozen.body, /fissato nella versione 1/);
      await world.inside(async (ctx) => {
        await openAmendment(ctx, await getPlan(ctx, '2021-2023'), 'Si corregge');
      });
      const amended = await undo(director);
      assert.equal(amended.statusCode, 409);
      assert.match(amended.body, /Dopo questo caricamento il piano 2021-2023 è stato approvato/);
      assert.equal((await undo(stranger, page.replace('/prova/', '/altro/'))).statusCode, 404);
      assert.deepEqual(await needLines(), lines);
      assert.match(lines.join('\n'), /F-001;Mobilità;Nessun trasporto/);
      assert.doesNotMatch((await director.get(page)).body, /Annullata da/);
    });
  });
});
