import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { fc } from '#platform/properties.fixture.js';
import { describeProblem } from './describe-problem.js';
import {
  findPublished,
  fixture,
  italianCodes,
  problemCodes,
  readAll,
  readRepositoryFile,
} from './files.fixture.js';
import type { Observation } from './files.types.js';
import { findPeriod } from './periods.js';

async function read(text: string, options = {}) {
  const { rows, outcome } = await readAll([Buffer.from(text)], options);
  return { observations: rows as Observation[], outcome };
}

const header = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';

describe('Tidy table', () => {
  it('is read with its sexes, ages, categories and units', async () => {
    const { observations, outcome } = await read(fixture('tidy.csv').toString());
    assert.ok(outcome.accepted);
    const short = observations.map((o) => [
      o.line,
      o.placeCode,
      o.variable,
      o.period,
      o.year,
      o.sex,
      o.ageFrom,
      o.ageTo,
      o.category,
      o.value,
      o.unit,
    ]);
    assert.deepEqual(short, [
      [2, '019021', 'population', '2024', 2024, 'm', null, null, '', '1200', 'persone'],
      [3, '019021', 'population', '2024', 2024, 'f', null, null, '', '1251', 'persone'],
      [4, '019021', 'population', '2024', 2024, '', 0, 4, '', '96', 'persone'],
      [5, '019021', 'population', '2024', 2024, '', 100, null, '', '2', 'persone'],
      [6, '020057', 'territorial-change', '2023', 2023, '', null, null, '', '-4', 'persone'],
      [7, '020057', 'land-area', '2024', 2024, '', null, null, '', '18.8219', 'km²'],
      [
        8,
        '020057',
        'nursery-places',
        '2023/2024',
        2024,
        '',
        null,
        null,
        'comunale, a tempo pieno',
        '24',
        'posti',
      ],
      [9, '019116', 'nursery-places', '2023/2024', 2024, '', null, null, 'detto "il nido"', '12', 'posti'],
    ]);
  });

  it('needs four columns only, in any order, with any common separator', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = ['value,period,place_code,variable', '3,2024,019021,births', '']
        .join('\n')
        .replaceAll(',', delimiter);
      const { observations, outcome } = await read(text);
      assert.equal(outcome.accepted && outcome.facts.delimiter, delimiter);
      assert.deepEqual([observations[0]?.value, observations[0]?.unit], ['3', 'persone']);
    }
  });

  it('gives back any table written in it', async () => {
    const row = fc.record(
      {
        placeCode: fc.constantFrom('019021', '020057', '098001'),
        variable: fc.constantFrom('nursery-places', 'home-care-users', 'land-area2'),
        period: fc.constantFrom('2023', '2024', '2023-07', '2023/2024'),
        sex: fc.constantFrom('', 'm', 'f'),
        category: fc
          .string({ unit: fc.constantFrom('à', ' ', '"', ',', ';', '\n', 'x'), maxLength: 6 })
          .map((s) => s.trim()),
        value: fc.tuple(fc.integer({ min: -999, max: 999999 }), fc.nat(99)).map(([n, d]) => `${n}.${d}`),
      },
      { noNullPrototype: true },
    );
    const table = fc.uniqueArray(row, {
      minLength: 1,
      selector: (r) => [r.placeCode, r.variable, r.period, r.sex, r.category].join('|'),
    });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map((r) =>
          [r.placeCode, r.variable, r.period, r.sex, '', '', quoted(r.category), r.value, 'posti'].join(','),
        );
        const { observations, outcome } = await read(`${[header, ...lines].join('\n')}\n`);
        assert.ok(outcome.accepted, JSON.stringify(outcome));
        assert.deepEqual(
          observations.map(({ placeCode, variable, period, sex, category, value }) => ({
            placeCode,
            variable,
            period,
            sex,
            category,
            value,
          })),
          rows,
        );
      }),
    );
  });

  const refused: [string, string, string, RegExp][] = [
    [
      'an unknown column',
      'place_code,variable,period,value,nota\n019021,births,2024,3,x\n',
      'column-unknown',
      /colonna 5: la colonna «nota»/,
    ],
    [
      'a missing column',
      'place_code,variable,value\n019021,births,3\n',
      'column-missing',
      /manca la colonna «period»/,
    ],
    ['a header alone', `${header}\n`, 'rows-missing', /nessuna riga/],
    [
      'the same figure twice',
      `${header}\n019021,births,2024,,,,,3,\n\n019021,births,2024,,,,,4,\n`,
      'row-repeated',
      /^Le righe 2 e 4/,
    ],
    [
      'a 1 January beside its year',
      `${header}\n019021,population,2024,,,,,3,\n019021,population,2024-01-01,,,,,3,\n`,
      'row-repeated',
      /^Le righe 2 e 3/,
    ],
    [
      'a count with a thousands point',
      `${header}\n019021,population,2024,,,,,15.127,\n`,
      'thousands-ambiguous',
      /colonna 8 \(«value»\).*«15\.127»/,
    ],
    ['a decimal count', `${header}\n019021,population,2024,,,,,15.5,\n`, 'count-expected', /numero intero/],
    ['a formula', `${header}\n019021,x,2024,,,,,=2+2,posti\n`, 'number-expected', /«=2\+2»/],
    ['another unit', `${header}\n019021,births,2024,,,,,3,‰\n`, 'unit-mismatch', /«‰», ma .* «persone»/],
    ['no unit', `${header}\n019021,x,2024,,,,,3,\n`, 'unit-missing', /«x»/],
    ['a bad variable', `${header}\n019021,Nati Vivi,2024,,,,,3,posti\n`, 'variable-malformed', /«Nati Vivi»/],
    ['a bad period', `${header}\n019021,births,24,,,,,3,\n`, 'period-malformed', /«24» non è un periodo/],
    ['a bad sex', `${header}\n019021,births,2024,x,,,,3,\n`, 'sex-malformed', /«x»/],
    ['bad ages', `${header}\n019021,births,2024,,9,4,,3,\n`, 'age-malformed', /«9–4»/],
    [
      'a last row without its end',
      `${header}\n019021,births,2024,,,,,3,persone`,
      'truncated',
      /incompleto: si interrompe dopo la riga 2/,
    ],
    ['a quote never closed', `${header}\n019021,births,2024,,,,"x,3,\n`, 'truncated', /riga 2/],
  ];
  for (const [what, text, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(text);
      assert.deepEqual(problemCodes(outcome), [code]);
      assert.match(
        outcome.accepted || !outcome.problems[0] ? '' : describeProblem(outcome.problems[0], 'it'),
        message,
      );
    });
  }

  it('skips other comuni and refuses unknown ones', async () => {
    const text = `${header}\n019021,births,2024,,,,,3,\n020057,births,2024,,,,,x,\n`;
    const { outcome } = await read(text, { keep: new Set(['019021']) });
    assert.deepEqual(outcome.accepted && outcome.counts, { kept: 1, skipped: 1, bytes: text.length });
    const unknown = await read(text.replace(',x,', ',4,'), { knownCodes: new Set(['020057']) });
    assert.deepEqual(problemCodes(unknown.outcome), ['place-unknown']);
  });
});

describe('The demonstration', () => {
  it('has its figures in the tidy table', async () => {
    const { rows, outcome } = await readAll([readRepositoryFile('demo/oglio-po/observations.csv')], {
      knownCodes: italianCodes(),
    });
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.ok(rows.length > 0);
  });

  it('has places whose points are inside them and whose codes exist', () => {
    const places = parse(readRepositoryFile('demo/oglio-po/places.csv'), { columns: true }) as Record<
      string,
      string
    >[];
    assert.equal(places.length, 27);
    assert.deepEqual(new Set(places.map((place) => place.area)), new Set(['casalasco', 'viadanese']));
    const codes = italianCodes();
    for (const place of places) assert.ok(codes.has(place.istat_code ?? ''), place.istat_code);
    const sum = places.reduce((total, place) => total + Number(place.km2), 0);
    assert.equal(sum.toFixed(2), '694.29');
  });
});

describe('Series table', () => {
  it('keeps the words of its plan', async () => {
    const { observations, outcome } = await read(fixture('series.csv').toString());
    assert.ok(outcome.accepted);
    assert.deepEqual(observations.at(-1), {
      line: 4,
      placeCode: '',
      placeName: "Borgo d'Àgata",
      placeLevel: 'comune',
      variable: 'costo medio',
      period: 'pluriennale',
      year: null,
      sex: '',
      ageFrom: null,
      ageTo: null,
      category: '',
      value: '17.4',
      unit: 'euro',
      stated: { source: 'dati comunali', chapter: '4.1', note: '' },
    });
  });

  it('is read from the published plan', async (t) => {
    const file = findPublished('oglio-po/series.csv');
    if (!file) return t.diagnostic('the published plan is absent: ../shared/data or TRAMA_SHARED');
    const { rows, outcome } = await readAll(createReadStream(file));
    assert.ok(outcome.accepted);
    assert.equal(rows.length, 618);
  });
});

describe('Periods', () => {
  it('are years, months, days, school years and spans', () => {
    const good: [string, number][] = [
      ['2021', 2021],
      ['2021-07', 2021],
      ['2021-12-31', 2021],
      ['2021/2022', 2022],
      ['2017-2019', 2019],
      ['2020-01/2021-06', 2021],
    ];
    for (const [text, year] of good) assert.deepEqual(findPeriod(text), { period: text, year });
    assert.deepEqual(findPeriod('2021-01-01'), { period: '2021', year: 2021 });
  });

  it('are nothing else', () => {
    for (const text of [
      '',
      '21',
      '20211',
      '2021-13',
      '2021-02-30',
      '2022/2021',
      '2019-2017',
      '2021-09/2021-01',
      '2021-07/',
      'pluriennale',
      '0001',
      '2021-1',
    ]) {
      assert.equal(findPeriod(text), undefined, text);
    }
    fc.assert(fc.property(fc.string(), (text) => findPeriod(text) === undefined || /^\d{4}/.test(text)));
  });
});
