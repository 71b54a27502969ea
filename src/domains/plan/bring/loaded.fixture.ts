import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '#platform/ids.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { openAmendment } from '../life/amendment.actions.js';
import { getPlan } from '../plan.actions.js';
import { type BringWorld, hidden, PLAN } from './bring.fixture.js';

/** What tells of a load afterwards, and takes it back. */
export function testLoaded(opened: () => BringWorld): void {
  describe('what was loaded', () => {
    const IMPORTS = '/prova/ufficio/importazioni';

    /** Brings one sheet as CSV, loads it, and gives the address of the page that tells it. */
    async function loaded(visitor: Visitor, sheet: string, lines: readonly string[]): Promise<string> {
      const { bring, load } = opened();
      const preview = await bring(visitor, 'porta', lines.join('\r\n'), `${sheet}.csv`, sheet);
      assert.equal(preview.statusCode, 200, /<main[\s\S]*/.exec(preview.body)?.[0].slice(0, 2000));
      const answer = await load(visitor, 'porta', preview.body);
      assert.equal(answer.statusCode, 303);
      return String(answer.headers.location);
    }

    async function needLines(): Promise<string[]> {
      const { director } = opened();
      return (await director.get(`${PLAN}/porta/bisogni.csv`)).body.trim().split('\r\n');
    }

    it('is listed and told field by field, and goes back as a whole', async () => {
      const { director, south, mayor, stranger } = opened();
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
      const { director } = opened();
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
      const { director, bring, load, workbook, toXlsx } = opened();
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
      const { world, director, south, bring, load, workbook, toXlsx } = opened();
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
      const { world, director, stranger } = opened();
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
}
