import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { check, figure, PLACES, setOf } from './check.fixture.js';
import type { CheckAges, CheckFigure, CheckPlace, RuleCode } from './check.types.js';

const SUMS: readonly RuleCode[] = ['sexes-sum', 'parts-sum', 'places-sum'];
const COMUNI = ['a', 'b', 'c', 'd'] as const;

type Counts = readonly [males: number, females: number];

/** Figures of four comuni by sex, with the totals, areas and ambito that follow from them. */
function consistent(counts: readonly Counts[]): CheckFigure[] {
  return PLACES.flatMap((place) => {
    const members = place.comuni.length > 0 ? place.comuni : [place.code];
    const of = (sex: 0 | 1) =>
      members.reduce((sum, code) => sum + (counts[COMUNI.indexOf(code as 'a')]?.[sex] ?? 0), 0);
    const [males, females] = [of(0), of(1)];
    return [
      { ...figure('utenti', place.code, '2020', String(males)), sex: 'm' as const },
      { ...figure('utenti', place.code, '2020', String(females)), sex: 'f' as const },
      figure('utenti', place.code, '2020', String(males + females)),
    ];
  });
}

const counts = fc.array(fc.tuple(fc.nat(50_000), fc.nat(50_000)), { minLength: 4, maxLength: 4 });

test('figures that follow from each other are never accused', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const set = setOf(consistent(given));
      for (const rule of SUMS) assert.deepEqual(check(set, rule), []);
    }),
  );
});

test('any one figure that is changed is seen', () => {
  fc.assert(
    fc.property(counts, fc.nat(20), fc.integer({ min: 1, max: 9_000 }), (given, at, by) => {
      const figures = consistent(given);
      const wrong = figures[at % figures.length];
      assert.ok(wrong);
      wrong.value = String(Number(wrong.value) + by);
      const set = setOf(figures);
      const found = SUMS.flatMap((rule) => check(set, rule));
      assert.ok(found.length > 0, `${wrong.place} ${wrong.sex}`);
      assert.ok(found.every((one) => one.published !== one.expected));
    }),
  );
});

test('the order in which figures come changes nothing', () => {
  const told = (figures: readonly CheckFigure[]) =>
    check(setOf(figures))
      .map((one) => JSON.stringify([one.rule, [...one.subject].sort(), one.published, one.expected]))
      .sort();
  fc.assert(
    fc.property(
      counts,
      fc.nat(20),
      fc.array(fc.nat(1_000), { minLength: 21, maxLength: 21 }),
      (given, at, order) => {
        const figures = consistent(given);
        const wrong = figures[at % figures.length];
        assert.ok(wrong);
        wrong.value = String(Number(wrong.value) + 7);
        const shuffled = figures
          .map((one, index) => ({ one, key: order[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        assert.deepEqual(told(shuffled), told(figures));
      },
    ),
  );
});

/** Balances of 42 variables by sex, and residents by single age, for many comuni and years. */
function detailed(comuni: number, years: number) {
  const places: CheckPlace[] = Array.from({ length: comuni }, (_, at) => ({
    code: `c${at}`,
    name: `C${at}`,
    kind: 'comune',
    comuni: [],
    since: null,
  }));
  const figures: CheckFigure[] = [];
  const ages: CheckAges[] = [];
  for (const [at, { code: place }] of places.entries()) {
    for (let year = 2005; year < 2005 + years; year += 1) {
      for (let variable = 0; variable < 28; variable += 1) {
        const males = 400 + ((at * 37 + year * 13 + variable * 101) % 173);
        const females = 400 + ((at * 53 + year * 29 + variable * 71) % 191);
        for (const [sex, value] of [
          ['m', males],
          ['f', females],
          ['', males + females],
        ] as const)
          figures.push({ ...figure(`v${variable}`, place, String(year), String(value)), sex });
      }
      for (const sex of ['m', 'f'] as const)
        ages.push({
          variable: 'population',
          place,
          year,
          sex,
          counts: Array.from({ length: 101 }, (_, age) => (at * 7 + year * 3 + age * 11) % 97),
          dataset: 'posas',
        });
    }
  }
  const ambito = { code: 'x', name: 'X', kind: 'ambito', comuni: places.map((one) => one.code), since: null };
  return () => setOf(figures, { ages, places: [ambito, ...places] });
}

/** Processor time, which a busy machine does not stretch. */
function cost(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

test('twenty years of full detail cost two seconds at most, and twice the figures about twice', (t) => {
  const [half, whole] = [detailed(27, 10), detailed(27, 20)];
  check(half());
  const [one, two] = [cost(() => check(half())), cost(() => check(whole()))];
  t.diagnostic(`ten years ${Math.round(one)} ms, twenty ${Math.round(two)} ms of processor`);
  assert.ok(two <= 2_000, `${two} ms`);
  assert.ok(two <= 4 * one + 200, `${one} ms, then ${two} ms`);
});
