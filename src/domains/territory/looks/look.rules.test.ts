import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { MetricValue } from '../metric.types.js';
import type { PlaceKind } from '../place.types.js';
import { orderAgainst } from './look.against.js';
import { LookQuery, paramsOf, queryOf, questionOf } from './look.query.js';
import {
  ageLabel,
  courseOf,
  listFewCases,
  rankShown,
  ranksOf,
  sharesOf,
  studentQuantile,
  tieOf,
  toFives,
} from './look.rules.js';
import { CLASS_METHODS, LOOK_KINDS, LOOK_LEVELS, type LookQuestion } from './look.types.js';

function at(name: string, value: number | null, numerator: number | null = value): MetricValue {
  return {
    metric: 'm',
    year: 2021,
    place: { code: name, name, kind: 'comune' },
    value,
    numerator,
    denominator: value === null ? null : 1_000,
    comuni: 1,
    missing: value === null ? 1 : 0,
    lacking: [],
  };
}

describe('What a look is compared with', () => {
  const place = (code: string, kind: PlaceKind, name = code) => ({ code, kind, name });
  test('begins with what holds the ambito, then names every other region and province', () => {
    const places = [
      place('oglio-po', 'ambito'),
      place('casalasco', 'area'),
      place('019021', 'comune'),
      place('020066', 'comune'),
      place('abruzzo', 'region', 'Abruzzo'),
      place('084', 'province', 'Agrigento'),
      place('019', 'province', 'Cremona'),
      place('italia', 'country', 'Italia'),
      place('lombardia', 'region', 'Lombardia'),
      place('020', 'province', 'Mantova'),
    ];
    assert.deepEqual(
      orderAgainst(places, new Set(['019'])).map(({ code, group }) => `${group} ${code}`),
      [
        ...['near oglio-po', 'near casalasco', 'near 019', 'near 020', 'near lombardia', 'near italia'],
        ...['region abruzzo', 'province 084'],
      ],
    );
    assert.deepEqual(
      orderAgainst(places, new Set(['019'])).flatMap(({ code, isKnown }) => (isKnown ? [code] : [])),
      ['019'],
    );
  });
});

describe('How values stand', () => {
  test('ties are those of the written figures', () => {
    const tied = rankShown([at('B', 3.14), at('A', 3.12), at('C', 1)], 1);
    assert.deepEqual(tied.kind === 'tie' && tied.first.map(({ name }) => name), ['A', 'B']);
    assert.equal(rankShown([at('B', 3.14), at('A', 3.12), at('C', 1)], 2).kind, 'first');
    assert.equal(rankShown([at('A', 2.04), at('B', 1.96)], 1).kind, 'equal');
    assert.equal(rankShown([at('A', 2), at('B', null)], 1).kind, 'one');
    assert.equal(rankShown([at('A', null)], 1).kind, 'none');
    assert.equal(rankShown([], 1).kind, 'none');
  });

  test('the order of places changes nothing', () => {
    const amounts = fc.array(fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }), { maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.nat(), (given, turn) => {
        const values = given.map((amount, i) => at(`P${i}`, amount));
        const turned = values.map((_, i) => values[(i + turn) % values.length] ?? at('', null));
        assert.deepEqual(rankShown(turned, 0), rankShown(values, 0));
      }),
    );
  });

  test('few cases are told where cases are counted over something', () => {
    const values = [at('A', 5, 5), at('B', 5, 500), at('C', 5, 2.5), at('D', null, null), at('E', -1, -3)];
    assert.deepEqual(
      listFewCases(values).map(({ place }) => place.code),
      ['A', 'E'],
    );
    assert.deepEqual(listFewCases([{ ...at('A', 5, 5), denominator: null }]), []);
  });

  test('a course has two known years, and its direction is that of the written figures', () => {
    const place = { code: 'a', name: 'A', kind: 'comune' as const };
    const line = (...values: (number | null)[]) => ({
      place,
      points: values.map((value, i) => ({ year: 2018 + i, value })),
    });
    assert.equal(courseOf(line(null, 4, null), 1), null);
    assert.equal(courseOf(line(), 1), null);
    assert.deepEqual(courseOf(line(null, 4, null, 5), 1), {
      from: { year: 2019, value: 4 },
      to: { year: 2021, value: 5 },
      direction: 'up',
    });
    assert.equal(courseOf(line(4, 4.04), 1)?.direction, 'same');
  });
});

describe('How two measures go together', () => {
  const pairs = (count: number, y: (x: number) => number) =>
    Array.from({ length: count }, (_, x) => ({ x, y: y(x) }));

  test('any rising curve is a full tie, and one giant does not make one', () => {
    const full = tieOf(pairs(12, (x) => x ** 5));
    assert.ok(full.kind === 'up' && full.rho === 1);
    assert.equal(tieOf(pairs(12, (x) => -(x ** 3))).kind, 'down');
    const noise = [3, 9, 1, 7, 11, 2, 8, 4, 10, 5, 6].map((y, x) => ({ x, y }));
    assert.equal(tieOf([...noise, { x: 1e6, y: 1e6 }]).kind, 'none');
  });

  test('few pairs and measures that do not vary say nothing', () => {
    assert.deepEqual(tieOf(pairs(7, (x) => x)), { kind: 'few', count: 7 });
    assert.deepEqual(tieOf([]), { kind: 'few', count: 0 });
    assert.deepEqual(tieOf(pairs(9, () => 4)), { kind: 'flat', which: 'y', count: 9 });
  });

  test('chance makes a tie about once in twenty', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const tries = 2_000;
    let found = 0;
    for (let i = 0; i < tries; i += 1) {
      const tie = tieOf(Array.from({ length: 27 }, () => ({ x: random(), y: random() })));
      if (tie.kind === 'up' || tie.kind === 'down') found += 1;
    }
    assert.ok(found / tries > 0.035 && found / tries < 0.065, `${found / tries}`);
  });

  test('quantiles of Student are those of the tables', () => {
    for (const [freedom, quantile] of [
      [6, 2.447],
      [10, 2.228],
      [25, 2.06],
      [100, 1.984],
    ] as const)
      assert.ok(Math.abs(studentQuantile(freedom) - quantile) < 0.01, `${freedom}`);
  });

  test('ranks share what is equal, and add up', () => {
    assert.deepEqual(ranksOf([10, 20, 20, 5]), [2, 3.5, 3.5, 1]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }), (values) => {
        const sum = ranksOf(values).reduce((a, b) => a + b, 0);
        assert.equal(sum, (values.length * (values.length + 1)) / 2);
      }),
    );
  });
});

describe('Ages', () => {
  test('classes of five years hold everybody once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 101, maxLength: 101 }), (counts) => {
        const fives = toFives(counts);
        assert.equal(fives.length, 21);
        assert.equal(
          fives.reduce((a, b) => a + b),
          counts.reduce((a, b) => a + b),
        );
        assert.equal(fives[20], counts[100]);
      }),
    );
    assert.deepEqual([0, 1, 19, 20].map(ageLabel), ['0-4', '5-9', '95-99', '100+']);
  });

  test('shares are of all residents, and nobody has none', () => {
    const place = { code: 'a', name: 'A', kind: 'ambito' as const };
    const male = new Array<number>(21).fill(0);
    const empty = { place, year: 2024, male, female: male };
    assert.equal(sharesOf(empty), null);
    const shares = sharesOf({ ...empty, male: male.with(2, 30).with(12, 20), female: male.with(13, 50) });
    assert.deepEqual(shares, { total: 100, young: 30, old: 50 });
  });
});

describe('The address of a look', () => {
  const code = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const year = maybe(fc.integer({ min: 1950, max: 2099 }));
  const question: fc.Arbitrary<LookQuestion> = fc.record({
    metric: maybe(code),
    other: maybe(code),
    year,
    otherYear: year,
    level: maybe(fc.constantFrom(...LOOK_LEVELS)),
    kind: maybe(fc.constantFrom(...LOOK_KINDS)),
    against: maybe(code),
    places: maybe(fc.uniqueArray(code, { maxLength: 6 })),
    method: maybe(fc.constantFrom(...CLASS_METHODS)),
    classes: maybe(fc.constantFrom(3, 4, 5)),
    diverging: maybe(fc.boolean()),
  });

  test('read again gives the same address: it is stable', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const again = LookQuery.parse(paramsOf(asked));
        assert.deepEqual(queryOf(again), queryOf(asked));
      }),
    );
  });

  test('never throws on what a stranger writes: it is taken or refused', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'mappa', 'comune', '2021', "' or 1=1", '<b>', '-1', '1e9'),
    );
    const given = fc.dictionary(
      fc.constantFrom('metrica', 'con', 'anno', 'anno2', 'livello', 'vista', 'confronto', 'luoghi', 'numero'),
      fc.oneof(word, fc.array(word, { maxLength: 70 })),
    );
    fc.assert(
      fc.property(given, (query) => {
        const result = LookQuery.safeParse(query);
        if (result.success) assert.ok((result.data.places ?? []).length <= 6);
      }),
    );
  });

  test('a form’s empty fields ask for nothing, boxes and commas for the same places', () => {
    assert.deepEqual(
      paramsOf(LookQuery.parse({ metrica: '', anno: '', vista: '', luoghi: '', colori: '' })),
      {},
    );
    assert.deepEqual(
      LookQuery.parse({ luoghi: ['019021', '', '020066'] }).places,
      LookQuery.parse({ luoghi: '019021,020066,019021' }).places,
    );
    assert.equal(LookQuery.safeParse({ luoghi: 'a,b,c,d,e,f,g' }).success, false);
  });

  test('a choice is asked for in full, but for what is as usual', () => {
    const choice = {
      metric: 'densita',
      other: null,
      year: 2021,
      otherYear: null,
      level: 'comune',
      kind: 'map',
      against: 'oglio-po',
      places: [],
      method: 'quantile',
      classes: 5,
      diverging: false,
    } as const;
    assert.deepEqual(paramsOf(questionOf(choice, 'oglio-po')), { metrica: 'densita', anno: '2021' });
    assert.deepEqual(paramsOf(questionOf({ ...choice, against: null, kind: 'bars' }, 'oglio-po')), {
      metrica: 'densita',
      anno: '2021',
      vista: 'barre',
      confronto: 'nessuno',
    });
  });
});
