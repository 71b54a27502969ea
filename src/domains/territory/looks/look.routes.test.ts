import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { assertNoBrokenValue, openVisitor, type Visitor } from '../../../visitor.fixture.js';
import { encoded, type GeneratedComune, generatePosas } from '../files/generated.fixture.js';
import { importFile } from '../import.actions.js';
import { registerTerritory } from '../index.js';
import { listPlaces } from '../place.sql.js';
import { makeAmbito, makeDemo, openTerritory, type TestTerritory } from '../territory.fixture.js';
import { KIND_WORDS } from './look.query.js';

let territory: TestTerritory;
let server: Server;
let anyone: Visitor;

const BASE = '/oglio-po/osservatorio';

/** Residents by age in ISTAT's layout: of every comune of an ambito, or of a whole province to compare with. */
async function importAges(ambito: Ambito, year: number, province?: string): Promise<void> {
  await insideAmbito(territory.database, ambito, async (ctx) => {
    const { rows } = await territory.database.owner.query<{ code: string; name: string }>(
      'select code, name from territory.italian_comune where code like $1 order by code',
      [`${province}%`],
    );
    const places = province ? rows : (await listPlaces(ctx.tx)).filter(({ kind }) => kind === 'comune');
    const comuni = places.map(({ code, name }, i): GeneratedComune => ({ code, name, size: 900 + i * 700 }));
    const report = await importFile(ctx, {
      fileName: `posas-${year}.csv`,
      comuni: province ? 'all' : 'own',
      stream: encoded(generatePosas({ year, comuni })),
    });
    assert.ok(report.accepted, JSON.stringify(report));
  });
}

before(async () => {
  territory = await openTerritory();
  await makeDemo(territory.database);
  const aged = await makeAmbito(territory.database, {
    slug: 'eta',
    name: 'Ambito con le età',
    comuni: ['020027', '020035', '020065'],
  });
  await makeAmbito(territory.database, { slug: 'solo', name: 'Ambito di un comune', comuni: ['020027'] });
  const neighbours = await makeAmbito(territory.database, {
    slug: 'vicini',
    name: 'Ambito dei vicini',
    comuni: ['020027', '020035'],
  });
  await importAges(neighbours, 2024, '020');
  await importAges(aged, 2019);
  await importAges(aged, 2024);
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  anyone = await openVisitor(server, null);
});

after(async () => {
  await server.app.close();
  await territory.close();
});

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const read = async (url: string) => {
  const answer = await anyone.get(url);
  assert.equal(answer.statusCode, 200, url);
  return plain(answer.body);
};

/** Text cells and numbers of the sheets of a workbook. */
function sheetsOf(bytes: Buffer): string[] {
  const parts = unzipSync(bytes);
  return Object.keys(parts)
    .filter((name) => name.startsWith('xl/worksheets/sheet'))
    .sort()
    .map((name) => Buffer.from(parts[name] ?? new Uint8Array()).toString('utf8'));
}

describe('Every way of looking', () => {
  for (const word of Object.values(KIND_WORDS))
    for (const level of ['comune', 'area', 'ambito'])
      test(`${word} by ${level}, in both languages, at an ambito with data, of one comune and without`, async () => {
        for (const slug of ['oglio-po', 'eta', 'solo'])
          for (const lang of ['it', 'en']) {
            const body = await read(`/${slug}/osservatorio?vista=${word}&livello=${level}&lang=${lang}`);
            assertNoBrokenValue(body);
            assert.match(body, /<h1/);
          }
      });

  test('a page stays light: markup and scripts within 60 KB', async () => {
    for (const word of Object.values(KIND_WORDS))
      for (const level of ['comune', 'area']) {
        const url = `${BASE}?vista=${word}&livello=${level}`;
        const page = await anyone.get(url, { 'accept-encoding': 'gzip, br' });
        assert.equal(page.headers['content-encoding'], 'br', 'pages come compressed');
        const body = brotliDecompressSync(page.rawPayload).toString();
        assert.match(body, /<\/html><!--[0-9a-f]*-->$/);
        const script = /<script type="module" src="([^"]+)"/.exec(body)?.[1] ?? '';
        const code = await anyone.get(script, { 'accept-encoding': 'gzip' });
        assert.equal(code.statusCode, 200, script);
        const bytes = page.rawPayload.length + code.rawPayload.length;
        assert.ok(gunzipSync(code.rawPayload).length > code.rawPayload.length, 'scripts come compressed');
        assert.ok(bytes <= 60_000, `${word} ${level}: ${bytes}`);
      }
  });

  test('tells the finding, the comparison, few cases and the source', async () => {
    const body = await read(`${BASE}?metrica=quota-stranieri&anno=2020`);
    assert.match(body, /Il valore più alto è di Casteldidone: 21,2 %, contro 13,6 % \(Ambito Oglio Po\)/);
    assert.match(body, /8 su 27 comuni sono sopra il valore di confronto/);
    assert.match(body, /a Voltido il valore poggia su meno di 20 casi/);
    assert.match(body, /Fonte: Istat/);
    const area = await read(`${BASE}?metrica=quota-stranieri&anno=2020&confronto=casalasco`);
    assert.match(area, /\(Casalasco, /);
    const none = await read(`${BASE}?metrica=quota-stranieri&anno=2020&confronto=nessuno`);
    assert.doesNotMatch(none, /valore di confronto \(/);
  });

  test('does not see a tie between two measures where there is none', async () => {
    const body = await read(`${BASE}?vista=dispersione&metrica=densita&con=quota-stranieri&anno=2020`);
    assert.match(body, /Fra «Densità abitativa» e «Quota di stranieri» non si vede un legame/);
    assert.match(body, /0,33 su 27 territori/);
    assert.match(body, /Casteldidone: Densità abitativa 52,5 ab\.\/km²; Quota di stranieri 21,2 %/);
  });

  test('draws the places that are named, and the whole ambito beside them', async () => {
    const body = await read(`${BASE}?vista=serie&metrica=densita&luoghi=019021,020066`);
    assert.match(body, /Viadana, 2021: 188,2 ab\.\/km²/);
    assert.match(body, /Casalmaggiore, 2020: 238,7/);
    assert.match(body, /Ambito Oglio Po, 2021: 118,1/);
  });

  test('classes are cut as asked for', async () => {
    const fills = async (query: string) => {
      const body = await read(`${BASE}?metrica=densita&anno=2021${query}`);
      const map =
        /id="figura-larga"[\s\S]*?<\/svg>|<svg[\s\S]*?figura-larga[\s\S]*?<\/svg>/.exec(body)?.[0] ?? '';
      return new Set([...map.matchAll(/<path d="[^"]+" fill="(#[0-9a-f]{6})"/g)].map((match) => match[1]));
    };
    assert.equal((await fills('')).size, 5);
    assert.equal((await fills('&numero=3')).size, 3);
    assert.ok((await fills('&classi=naturali&numero=4')).size <= 4);
    const two = [...(await fills('&colori=due'))];
    assert.ok(two.includes('#b35900') && two.includes('#0a4f9e'), two.join());
  });

  test('the same look has one address, however it was asked for', async () => {
    const canonical = async (query: string) =>
      /<link rel="canonical" href="([^"]+)"/.exec(await read(`${BASE}?${query}`))?.[1];
    const expected = `${BASE}?metrica=densita&amp;anno=2021&amp;vista=barre`;
    for (const query of [
      'vista=barre&metrica=densita&anno=2021',
      'metrica=densita&vista=barre&livello=comune&confronto=oglio-po&numero=5&colori=una&classi=quantili',
      'anno=2021&vista=barre&con=&luoghi=',
    ])
      assert.equal(await canonical(query), expected, query);
  });

  test('an address that is read off the page shows the same page', async () => {
    for (const word of Object.values(KIND_WORDS)) {
      const body = await read(`${BASE}?vista=${word}&metrica=quota-stranieri`);
      const address = /<trama-copy[^>]*><a href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
      if (word === 'piramide') continue;
      assert.ok(address, word);
      const heading = (page: string) => /id="figura-heading">([^<]+)/.exec(page)?.[1];
      assert.equal(heading(await read(address)), heading(body), word);
    }
  });
});

describe('Comparison with what is around', () => {
  test('a province whose comuni are all there is compared with; a region and Italy say that data are missing', async () => {
    const body = await read('/vicini/osservatorio?metrica=vecchiaia&confronto=020&vista=barre');
    assert.match(body, /contro [\d,]+ \(Mantova\)/);
    assert.match(body, /su 2 comuni (è|sono) sopra il valore di confronto \(Mantova, /);
    assert.match(body, />Lombardia \(mancano i dati\)<\/option>/);
    assert.match(body, />Italia \(mancano i dati\)<\/option>/);
    const { body: csv } = await anyone.get(
      '/vicini/osservatorio/dati.csv?metrica=vecchiaia&confronto=020&vista=barre',
    );
    const own = csv.trim().split('\r\n').slice(1);
    assert.deepEqual(
      own.map((line) => line.split(';')[0]).sort(),
      ['020', '020027', '020035'],
      'comuni of elsewhere stay out of the ranking',
    );
    const region = await read('/vicini/osservatorio?metrica=vecchiaia&confronto=lombardia&vista=barre');
    assert.match(region, /«Lombardia» non ha questo dato: si confronta quando lo si importa/);
  });

  test('as a line, as a pyramid, and as the centre of two colours', async () => {
    const line = await read('/vicini/osservatorio?metrica=vecchiaia&confronto=020&vista=serie');
    assert.match(line, /Mantova, 2024: /);
    const pyramid = await read('/vicini/osservatorio?vista=piramide&luoghi=020027,020');
    assert.match(pyramid, /% di Mantova</);
    const two = await read('/vicini/osservatorio?metrica=vecchiaia&confronto=020&vista=barre&colori=due');
    assert.match(two, /fill="#(b35900|e9a566|0a4f9e|79b0e6)"/);
  });
});

describe('The age pyramid', () => {
  test('sums the comuni, and lays the older year over', async () => {
    const body = await read('/eta/osservatorio?vista=piramide');
    assert.match(
      body,
      /Ambito con le età: nel 2024 ha 65 anni o più il [\d,]+ % dei residenti, contro il [\d,]+ % del 2019/,
    );
    assert.match(body, /100\+/);
    const csv = (await read('/eta/osservatorio/dati.csv?vista=piramide')).trim().split('\r\n').slice(1);
    assert.equal(csv.length, 2 * 2 * 21);
    const total = csv
      .map((line) => line.split(';'))
      .filter((cells) => cells[2] === '2024')
      .reduce((sum, cells) => sum + Number(cells[6]), 0);
    const { body: told } = await anyone.get('/api/v1/eta/metrics/densita?period=2024&by=ambito');
    assert.equal(total, JSON.parse(told).values[0].numerator, 'as many as the metric counts');
  });

  test('compares a comune with the ambito, or with another', async () => {
    const against = await read('/eta/osservatorio?vista=piramide&luoghi=020027');
    assert.match(against, /contro il [\d,]+ % di Ambito con le età/);
    const both = await read('/eta/osservatorio?vista=piramide&luoghi=020027&luoghi=020035&anno2=2019');
    assert.match(both, /contro il [\d,]+ % di [^<]+ nel 2019/);
  });

  test('without figures by age teaches where they are', async () => {
    const body = await read(`${BASE}?vista=piramide`);
    assert.match(body, /POSAS/);
    assert.match(body, /demo\.istat\.it/);
    assert.equal((await anyone.get(`${BASE}/dati.csv?vista=piramide`)).statusCode, 200);
  });
});

describe('Wrong addresses', () => {
  const wrong = [
    'metrica=ignota',
    'confronto=ignoto',
    'vista=serie&luoghi=999999',
    'vista=piramide&luoghi=999999',
    'vista=dispersione&con=ignota',
    "metrica=densita'--",
    'metrica=%00',
    'metrica=<script>alert(1)</script>',
    'anno=ieri',
    'anno=999999',
    'livello=regione',
    'vista=torta',
    'numero=99',
    'classi=mie',
    'colori=sette',
    'metrica=densita&metrica=natalita',
    `luoghi=${'019021,'.repeat(60)}x`,
    'luoghi=a,b,c,d,e,f,g',
    `luoghi=${'x'.repeat(5_000)}`,
    'confronto=../../etc/passwd',
  ];
  for (const query of wrong)
    test(`?${query.slice(0, 60)} is refused, never a fault`, async () => {
      for (const path of ['', '/dati.csv', '/dati.xlsx', '/figura.svg', '/figura.png']) {
        const { statusCode, body } = await anyone.get(`${BASE}${path}?${query}`);
        assert.ok([400, 404, 422].includes(statusCode), `${path} ${statusCode}`);
        assert.doesNotMatch(body, /<script>alert/);
      }
    });

  test('what is not known of another ambito is not told', async () => {
    assert.equal((await anyone.get('/eta/osservatorio?vista=serie&luoghi=019021')).statusCode, 404);
    assert.equal((await anyone.get('/eta/osservatorio?confronto=casalasco')).statusCode, 404);
  });

  test('a table has no picture', async () => {
    assert.equal((await anyone.get(`${BASE}/figura.svg?vista=tabella`)).statusCode, 404);
  });
});

describe('Files of a look', () => {
  const query = 'metrica=quota-stranieri&anno=2020';
  const told = async () => {
    const { body } = await anyone.get('/api/v1/oglio-po/metrics/quota-stranieri?period=2020&by=comune');
    const values = JSON.parse(body).values as { place: { code: string }; value: number; numerator: number }[];
    return new Map(values.map((one) => [one.place.code, one]));
  };

  test('the CSV has the figures of the API, and the value compared with', async () => {
    const values = await told();
    const rows = (await anyone.get(`${BASE}/dati.csv?${query}`)).body.trim().split('\r\n').slice(1);
    assert.equal(rows.length, 28);
    for (const row of rows.slice(0, 27)) {
      const cells = row.split(';');
      const known = values.get(cells[0] ?? '');
      assert.ok(known, row);
      assert.ok(Math.abs(Number(cells[5]?.replace(',', '.')) - known.value) < 0.001, row);
      assert.equal(Number(cells[6]), known.numerator);
    }
    assert.match(rows[27] ?? '', /^oglio-po;Ambito Oglio Po;/);
  });

  test('the workbook has the same figures, and a sheet that tells where they come from', async () => {
    const values = await told();
    const { rawPayload, headers } = await anyone.get(`${BASE}/dati.xlsx?${query}`);
    assert.match(String(headers['content-disposition']), /oglio-po-quota-stranieri-2020-comune\.xlsx/);
    const sheets = sheetsOf(rawPayload);
    assert.equal(sheets.length, 2);
    const numbers = [...(sheets[0] ?? '').matchAll(/<v>([-\d.e]+)<\/v>/g)].map((match) => Number(match[1]));
    for (const { value, numerator } of values.values()) {
      assert.ok(
        numbers.some((one) => Math.abs(one - value) < 1e-9),
        `${value}`,
      );
      assert.ok(numbers.includes(numerator));
    }
    const strings = Buffer.from(unzipSync(rawPayload)['xl/sharedStrings.xml'] ?? new Uint8Array()).toString(
      'utf8',
    );
    const all = plain(`${sheets.join('')}${strings}`);
    for (const expected of [
      'Istat',
      'Stranieri residenti',
      'Popolazione residente',
      '/oglio-po/osservatorio?metrica=quota-stranieri',
    ])
      assert.ok(all.includes(expected.replace('&', '&amp;')), expected);
    assert.doesNotMatch(all, /<f>/);
  });

  test('the drawing stands alone: its finding, source and font go with it', async () => {
    for (const word of Object.values(KIND_WORDS)) {
      if (word === 'tabella' || word === 'piramide') continue;
      const { body, headers } = await anyone.get(`${BASE}/figura.svg?${query}&vista=${word}`);
      assert.equal(headers['content-type'], 'image/svg+xml; charset=utf-8');
      assert.match(
        body,
        /^<\?xml[^>]+>\n<svg [^>]*font-family="&#39;Titillium|^<\?xml[^>]+>\n<svg [^>]*font-family="'Titillium/,
      );
      assert.match(body, /Fonte: /);
      assert.doesNotMatch(body, /<script|href=|url\((?!#)|style=/);
      const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  test('the image is a PNG of the drawing, twice its size', async () => {
    const { rawPayload, headers } = await anyone.get(`${BASE}/figura.png?${query}`);
    assert.equal(headers['content-type'], 'image/png');
    assert.equal(rawPayload.subarray(1, 4).toString(), 'PNG');
    assert.equal(rawPayload.readUInt32BE(16), 1376);
    assert.ok(rawPayload.length > 50_000);
    const again = await anyone.get(`${BASE}/figura.png?${query}`);
    assert.deepEqual(again.rawPayload, rawPayload);
  });
});
