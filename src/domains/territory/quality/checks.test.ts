import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, figure, PLACES, setOf, table } from './check.fixture.js';
import type { CheckFigure, RuleCode } from './check.types.js';

const population = (place: string, year: string, males: number, females: number): CheckFigure[] => [
  { ...figure('population', place, year, String(males)), sex: 'm' },
  { ...figure('population', place, year, String(females)), sex: 'f' },
  figure('population', place, year, String(males + females)),
];

const SHARES = { unit: 'percentuale' };

interface Case {
  name: string;
  rule: RuleCode;
  figures: CheckFigure[];
  /** Message (without its prefix), published, expected of each finding. */
  found: [string, string | null, string | null][];
}

const CASES: readonly Case[] = [
  {
    name: 'sexes that make the total',
    rule: 'sexes-sum',
    figures: population('a', '2020', 510, 490),
    found: [],
  },
  {
    name: 'sexes that do not',
    rule: 'sexes-sum',
    figures: [...population('a', '2020', 510, 490).slice(0, 2), figure('population', 'a', '2020', '1001')],
    found: [['sexes-sum', '1001', '1000']],
  },
  {
    name: 'a sex copied over the other',
    rule: 'sexes-sum',
    figures: [...population('a', '2020', 510, 510).slice(0, 2), figure('population', 'a', '2020', '1000')],
    found: [['sexes-copied', '510', '490']],
  },
  {
    name: 'sexes in words, as documents write them',
    rule: 'sexes-sum',
    figures: table('popolazione residente', { totale: '1000', maschi: '510', femmine: '480' }),
    found: [['sexes-sum', '1000', '990']],
  },
  {
    name: 'one total among many rows is off: the rows prove how it is made',
    rule: 'parts-sum',
    figures: ['a', 'b', 'c', 'd'].flatMap((place, at) =>
      table('domande', { totale: at === 3 ? '12' : '10', accolte: '6', respinte: '4' }, { place }),
    ),
    found: [['parts-missing', '12', '10']],
  },
  {
    name: 'an item outside the total is learnt',
    rule: 'parts-sum',
    figures: ['a', 'b', 'c'].flatMap((place) =>
      table('domande', { 'totale in carico': '10', sociale: '6', lavoro: '4', escluse: '3' }, { place }),
    ),
    found: [],
  },
  {
    name: 'several answers a person',
    rule: 'parts-sum',
    figures: table('donne', { totale: '20', fisica: '15', psicologica: '18' }),
    found: [],
  },
  {
    name: 'a subset larger than its whole',
    rule: 'parts-sum',
    figures: table('donne', { totale: '20', 'di cui straniere': '21' }),
    found: [['subset-exceeds', '21', '20']],
  },
  {
    name: 'ages in words that do not begin at birth',
    rule: 'parts-sum',
    figures: table('assistiti', { totale: '20', '45-64': '8', '65 e oltre': '8' }),
    found: [],
  },
  {
    name: 'areas that do not make the ambito',
    rule: 'places-sum',
    figures: [
      figure('utenti', 'nord', '2020', '10'),
      figure('utenti', 'sud', '2020', '11'),
      figure('utenti', 'ambito', '2020', '20'),
    ],
    found: [['places-sum', '20', '21']],
  },
  {
    name: 'areas with rounded figures',
    rule: 'places-sum',
    figures: [
      { ...figure('land-area', 'nord', '2020', '10.34'), unit: 'km²' },
      { ...figure('land-area', 'sud', '2020', '11.33'), unit: 'km²' },
      { ...figure('land-area', 'ambito', '2020', '21.68'), unit: 'km²' },
    ],
    found: [],
  },
  {
    name: 'shares are not summed over places',
    rule: 'places-sum',
    figures: ['nord', 'sud', 'ambito'].map((place) => ({
      ...figure('quota', place, '2020', '10'),
      ...SHARES,
    })),
    found: [],
  },
  {
    name: 'a balance that does not close',
    rule: 'identity',
    figures: [
      figure('births', 'a', '2020', '10'),
      figure('deaths', 'a', '2020', '14'),
      figure('natural-balance', 'a', '2020', '-5'),
    ],
    found: [['identity', '-5', '-4']],
  },
  {
    name: 'a year that follows from the one before',
    rule: 'identity',
    figures: [
      figure('population', 'a', '2020', '1000'),
      figure('natural-balance', 'a', '2020', '-4'),
      figure('internal-balance', 'a', '2020', '3'),
      figure('balance-with-abroad', 'a', '2020', '2'),
      figure('territorial-change', 'a', '2020', '0'),
      figure('population', 'a', '2021', '1001'),
    ],
    found: [],
  },
  {
    name: 'a share on what is left of the total',
    rule: 'share-count',
    figures: [
      ...table('alloggi', { totale: '1000', comuni: '400', aler: '600' }),
      ...table('alloggi quota', { comuni: '66.7' }, SHARES),
    ],
    found: [['share-base-one', '66.7', '40.0']],
  },
  {
    name: 'a share that nobody can be',
    rule: 'share-count',
    figures: [...table('ospiti', { totale: '18' }), ...table('ospiti quota', { stranieri: '70.5' }, SHARES)],
    found: [['share-unreachable', '70.5', '72.2']],
  },
  {
    name: 'shares above a hundred by little',
    rule: 'shares-hundred',
    figures: table('settori quota', { servizi: '60', industria: '45' }, SHARES),
    found: [['hundred', '105', '100']],
  },
  {
    name: 'shares that say several things of the same people',
    rule: 'shares-hundred',
    figures: table('settori quota', { donne: '60', anziani: '55', stranieri: '30' }, SHARES),
    found: [],
  },
  {
    name: 'one figure under two places of the document',
    rule: 'stated-twice',
    figures: table('cartelle', { 'totale (capitolo 4)': '2658', 'totale (capitolo 5)': '2522' }),
    found: [['stated-twice', '2658', '2522']],
  },
  {
    name: 'two datasets that disagree',
    rule: 'stated-twice',
    figures: [
      figure('population', 'a', '2020', '1000'),
      { ...figure('population', 'a', '2020', '1004'), dataset: 'altra' },
    ],
    found: [['stated-datasets', '1004', '1000']],
  },
  {
    name: 'school years among calendar years',
    rule: 'period-mismatch',
    figures: [figure('alunni', 'nord', '2019/2020', '60'), figure('alunni', 'nord', '2021', '70')],
    found: [['period-years', null, null]],
  },
  {
    name: 'two years of one comune, all alike',
    rule: 'equal-figures',
    figures: [
      ...['a', 'b', 'c', 'd'].flatMap((place, at) =>
        population(place, '2019', 5000 + 70 * at, 5100 + 90 * at),
      ),
      ...['b', 'c', 'd'].flatMap((place, at) => population(place, '2020', 4900 + 130 * at, 5230 + 20 * at)),
      ...['b', 'c', 'd'].flatMap((place, at) => population(place, '2021', 5010 + 60 * at, 5120 + 150 * at)),
      ...population('a', '2020', 5000, 5100),
    ],
    found: [['equal-years', null, null]],
  },
  {
    name: 'small numbers that come twice',
    rule: 'equal-figures',
    figures: ['2019', '2020'].flatMap((year) => population('a', year, 12, 9)),
    found: [],
  },
  {
    name: 'two places with the same figures',
    rule: 'equal-figures',
    figures: ['a', 'b'].flatMap((place) => population(place, '2020', 5123, 5377)),
    found: [['equal-places', null, null]],
  },
  {
    name: 'a level that moves at once',
    rule: 'series-break',
    figures: ['33', '34', '247', '233'].map((value, at) =>
      figure('utenti', 'nord', String(2017 + at), value),
    ),
    found: [['series-shift', '240', '34']],
  },
  {
    name: 'a series that grows every year',
    rule: 'series-break',
    figures: Array.from({ length: 12 }, (_, at) =>
      figure('utenti', 'nord', String(2010 + at), String(100 + 30 * at)),
    ),
    found: [],
  },
  {
    name: 'comuni missing from a table of one area',
    rule: 'places-missing',
    figures: [figure('domande', 'a', '2020', '1')],
    found: [['places-missing', '1', '2']],
  },
  {
    name: 'a year missing from a yearly series',
    rule: 'years-missing',
    figures: ['2017', '2018', '2020'].map((year) => figure('utenti', 'a', year, '10')),
    found: [['years-missing', '3', '4']],
  },
  {
    name: 'counts below zero, shares beyond a hundred',
    rule: 'range',
    figures: [
      figure('utenti', 'a', '2020', '-1'),
      figure('saldo', 'a', '2020', '-1'),
      { ...figure('quota', 'a', '2020', '120'), ...SHARES },
    ],
    found: [
      ['range-negative', '-1', null],
      ['range-share', '120', null],
    ],
  },
  {
    name: 'a mean above its maximum',
    rule: 'range',
    figures: table('canone', { minimo: '200', medio: '560', massimo: '500' }),
    found: [['range-bounds', '500', null]],
  },
  {
    name: 'units that change with the year',
    rule: 'unit-change',
    figures: [
      figure('spesa', 'a', '2020', '10'),
      { ...figure('spesa', 'a', '2021', '10'), unit: 'migliaia di euro' },
    ],
    found: [['unit-years', null, null]],
  },
  {
    name: 'shares with and without decimals',
    rule: 'decimals',
    figures: table('età quota', { giovani: '17', adulti: '14.34' }, SHARES),
    found: [['decimals', null, null]],
  },
];

describe('Rules over figures', () => {
  for (const { name, rule, figures, found } of CASES) {
    test(`${rule}: ${name}`, () => {
      assert.deepEqual(
        check(setOf(figures), rule).map((one) => [
          one.message.replace('quality.check.', ''),
          one.published,
          one.expected,
        ]),
        found,
      );
    });
  }

  test('jump: what one place does and the others do not, beyond the wavering of counts', () => {
    const places = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const set = setOf(
      places.flatMap((place, at) =>
        [0, 1, 2, 3].map((year) => {
          // All lose a fifth in the third year: a fact of that year, nobody's jump.
          const usual = Math.round((2000 + 137 * at) * (year >= 2 ? 0.8 : 1) + ((at * 7 + year * 13) % 11));
          return figure(
            'utenti',
            place,
            String(2018 + year),
            String(place === 'p5' && year === 3 ? 4100 : usual),
          );
        }),
      ),
      {
        places: [
          { code: 'x', name: 'X', kind: 'ambito', comuni: places, since: null },
          ...places.map((code) => ({ code, name: code, kind: 'comune', comuni: [], since: null })),
        ],
      },
    );
    assert.deepEqual(
      check(set, 'jump').map((one) => [one.place, one.period]),
      [['p5', '2021']],
    );
  });

  test('ages-sum: single ages against the total of another file; withheld ages say nothing', () => {
    const counts = Array.from({ length: 101 }, (_, age) => (age < 100 ? 5 : 0));
    const ages = [
      { variable: 'population', place: 'a', year: 2020, sex: 'm' as const, counts, dataset: 'posas' },
      {
        variable: 'population',
        place: 'b',
        year: 2020,
        sex: 'm' as const,
        counts: [null, ...counts.slice(1)],
        dataset: 'posas',
      },
    ];
    const total = (place: string): CheckFigure => ({
      ...figure('population', place, '2020', '501'),
      sex: 'm',
    });
    const found = check(setOf([total('a'), total('b')], { ages }), 'ages-sum');
    assert.deepEqual(
      found.map((one) => [one.place, one.published, one.expected]),
      [['a', '501', '500']],
    );
  });

  test('equal-figures: the list by age of one year under another', () => {
    const counts = Array.from({ length: 101 }, (_, age) => 60 - Math.floor(age / 2));
    const ages = [2020, 2021].map((year) => ({
      variable: 'population',
      place: 'a',
      year,
      sex: 'f' as const,
      counts,
      dataset: 'posas',
    }));
    assert.deepEqual(
      check(setOf([], { ages }), 'equal-figures').map((one) => [one.message, one.period]),
      [['quality.check.equal-ages', '2021']],
    );
  });

  test('places-missing: a comune born of a merger is not missing before', () => {
    const places = PLACES.map((place) => (place.code === 'b' ? { ...place, since: 2021 } : place));
    const given = (year: string) => setOf([figure('domande', 'a', year, '1')], { places });
    assert.equal(check(given('2020'), 'places-missing').length, 0);
    assert.equal(check(given('2021'), 'places-missing').length, 1);
  });

  test('the same thing wrong in many places is told once, with each case', () => {
    const set = setOf(
      ['a', 'b', 'c', 'd'].flatMap((place) => [
        ...population(place, '2020', 510, 490).slice(0, 2),
        figure('population', place, '2020', '1001'),
      ]),
    );
    const [one, ...others] = check(set, 'sexes-sum');
    assert.deepEqual(others, []);
    assert.equal(one?.message, 'quality.check.many');
    assert.deepEqual(
      one?.details?.map((detail) => [detail.label, detail.published, detail.expected]),
      ['A', 'B', 'C', 'D'].map((name) => [name, '1001', '1000']),
    );
  });
});
