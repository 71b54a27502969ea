import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { type Evaluation, evaluateFormula } from './formula.evaluation.js';
import { listInputs } from './formula.inputs.js';
import { readFormula } from './formula.reader.js';
import { type Cell, observationsInMemory, type SourcePlace } from './observation-source.js';
import { writeFormulaError, writeMissing } from './published.rules.js';
import { compare, findDecimal, rational, toDecimal } from './rational.js';

const places: SourcePlace[] = [
  { code: '900001', name: 'Riva', kind: 'comune' },
  { code: '900002', name: 'Colle', kind: 'comune' },
  { code: '900003', name: 'Piano', kind: 'comune' },
  { code: 'valle', name: 'Valle', kind: 'area', comuni: ['900001', '900002'] },
];

function cell(
  variable: string,
  place: string,
  period: string,
  value: string | null,
  more: Partial<Cell> = {},
): Cell {
  return { variable, place, period, sex: '', category: '', value, ...more };
}

const source = observationsInMemory(places, [
  cell('population', '900001', '2021-01-01', '1200'),
  cell('population', '900002', '2021-01-01', '800'),
  cell('population', '900003', '2021-01-01', '3000'),
  cell('population', '900001', '2021-01-01', '590', { sex: 'm' }),
  cell('population', '900001', '2020-01-01', '1250'),
  cell('population', '900002', '2020-01-01', '790'),
  cell('population', '900003', '2020-01-01', null),
  cell('land-area', '900001', '2021-01-01', '10.1'),
  cell('land-area', '900002', '2021-01-01', '10.2'),
  cell('land-area', '900003', '2021-01-01', '0'),
  cell('spesa sociale', 'valle', '2019', '100.50', { category: 'totale' }),
  cell('spesa sociale', 'valle', '2019', '60.25', { category: 'pasti, a domicilio' }),
  cell('spesa sociale', 'valle', '2019', '40.25', { category: 'trasporti' }),
]);

const printed = new Map([['altrove', rational(2522n)]]);

function compute(text: string): Evaluation {
  const read = readFormula(text);
  if ('error' in read) assert.fail(writeFormulaError(read.error, 'it'));
  return evaluateFormula(read.formula, { source, findPublished: (code) => printed.get(code) });
}

function number(text: string, decimals = 6): string {
  const result = compute(text);
  if (result.kind === 'missing') assert.fail(result.missing.map((one) => writeMissing(one, 'it')).join(' '));
  return toDecimal(result.value, decimals).replace(/\.?0+$/, '');
}

function reasons(text: string): readonly string[] {
  const result = compute(text);
  assert.equal(result.kind, 'missing', text);
  return result.kind === 'missing' ? result.missing.map((one) => writeMissing(one, 'it')) : [];
}

test('figures come from the data, by code or by name of the place', () => {
  assert.equal(number('value(population, place=900001, period=2021-01-01)'), '1200');
  assert.equal(number('value(population, place="Riva", period=2021-01-01, sex=m)'), '590');
  assert.equal(
    number('value(population, place="Riva", period=2021)'),
    '1200',
    'a stock of 1 January is that of its year',
  );
  assert.equal(number('sum(population, places=comuni, period=2021-01-01) - 1'), '4999');
  assert.equal(number('sum(land-area, places=comuni of "Valle", period=2021-01-01)'), '20.3');
  assert.equal(number('value("spesa sociale", place=Valle, period=2019)'), '100.5');
  assert.equal(number('value("spesa sociale", place=Valle, period=2019, category=totale)'), '100.5');
  assert.equal(number('sum("spesa sociale", place=Valle, period=2019, category!=totale)'), '100.5');
  assert.equal(
    number('sum("spesa sociale", place=Valle, period=2019, category=trasporti|"pasti, a domicilio")'),
    '100.5',
  );
  assert.equal(number('published(altrove)'), '2522');
});

test('comuni are counted and ranked by a formula of their own figures', () => {
  assert.equal(number('count(comuni)'), '3');
  assert.equal(number('count(comuni where value(population, period=2021-01-01) > 800)'), '2');
  assert.equal(
    number(
      'count(comuni where value(population, period=2021-01-01) <= 800 or value(population, period=2021-01-01) > 1200)',
    ),
    '2',
  );
  const share = 'value(population, period=2021-01-01) / value(land-area, period=2021-01-01)';
  assert.equal(number(`largest(1, comuni of Valle, ${share})`), number('1200 / 10.1'));
  assert.equal(number(`largest(2, comuni of Valle, ${share})`), number('800 / 10.2'));
  assert.equal(number(`smallest(1, comuni of Valle, ${share})`), number('800 / 10.2'));
});

test('what is missing is named, never taken for zero', () => {
  assert.deepEqual(reasons('sum(population, places=comuni, period=2020-01-01)'), [
    'Manca la cifra «population, Piano, 2020-01-01».',
  ]);
  assert.deepEqual(
    reasons('value(births, place=Riva, period=2020) + value(deaths, place=Riva, period=2020)'),
    ['Manca la cifra «births, Riva, 2020».', 'Manca la cifra «deaths, Riva, 2020».'],
  );
  assert.match(
    reasons('value(population, place=Altrove, period=2021-01-01)').join(),
    /«Altrove» non è fra quelli/,
  );
  assert.match(reasons('count(comuni where value(births, period=2020) > 0)').join(), /births, Riva/);
  assert.match(
    reasons(
      'value(population, place=Piano, period=2021-01-01) / value(land-area, place=Piano, period=2021-01-01)',
    ).join(),
    /divisore vale zero/,
  );
  assert.match(reasons('published(mai)').join(), /«mai»/);
  assert.match(reasons('largest(9, comuni, value(population, period=2021-01-01))').join(), /9º comune/);
  assert.match(
    reasons('sum("spesa sociale", place=Valle, period=2019, category=trasporti|nuoto)').join(),
    /Manca la cifra/,
  );
});

test('a part is known to be a part, and leaves out comuni without a figure', () => {
  const result = compute('partial(sum(births, places=comuni, period=2020) + 1)');
  assert.equal(result.kind, 'missing', 'a part of nothing is nothing');
  const part = compute('partial(sum("spesa sociale", place=Valle, period=2019, category=trasporti))');
  assert.ok(part.kind === 'value' && part.partial);
});

test('two roads must meet', () => {
  assert.equal(number('agree(1 + 2, 3)'), '3');
  assert.deepEqual(reasons('agree(1 + 2, 4)'), ['Le strade per ricalcolarlo non si incontrano: 3 ≠ 4.']);
});

test('arithmetic is exact and binds as at school', () => {
  assert.equal(number('0.1 + 0.2'), '0.3');
  assert.equal(number('2 + 3 * 4 - 6 / 2 - 1'), '10');
  assert.equal(number('-(2 - 5) * -2'), '-6');
  assert.equal(number('1 / 3 * 3'), '1');
});

test('a formula that cannot be read says where and why', () => {
  const error = (text: string): string => {
    const read = readFormula(text);
    return 'error' in read ? writeFormulaError(read.error, 'it') : `letta: ${text}`;
  };
  assert.match(error('1 +'), /^Carattere 4: qui serve .* c’è ∅\.$/);
  assert.match(error('(1 + 2'), /^Carattere 7: qui serve «\)»/);
  assert.match(error('1 2'), /^Carattere 3: qui serve \+ - \* \/, c’è «2»/);
  assert.match(error('eval(1)'), /^Carattere 1: «eval» non è una funzione/);
  for (const word of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
    assert.match(error(`${word}(1)`), /non è una funzione/, word);
  assert.match(error('value(population, period=2021)'), /manca il luogo di «population»/);
  assert.match(error('value(population, place=Riva)'), /manca il periodo/);
  assert.match(
    error('value(population, place=Riva|Colle, period=2021)'),
    /filtro place non si può scrivere così dentro value/,
  );
  assert.match(error('value(population, places=comuni, period=2021)'), /filtro places/);
  assert.match(error('sum(population, place=Riva, places=comuni, period=2021)'), /filtro places/);
  assert.match(error('sum(population, places=comuni, period=2021, period=2020)'), /scritto due volte/);
  assert.match(error('value(population, place=Riva, period=2021, sex=x)'), /sex può essere m o f/);
  assert.match(error('value(population, place=Riva, colour=x)'), /«colour» non è un filtro/);
  assert.match(error('value("population, place=Riva)'), /virgolette/);
  assert.match(error('largest(0, comuni, 1)'), /classifica/);
  assert.match(error('count(comuni where 1)'), /qui serve < <= >/);
  assert.match(error('('.repeat(500)), /troppe parentesi/);
  assert.match(error('-'.repeat(500)), /troppe parentesi/);
  assert.match(error('1+'.repeat(3000)), /4\.?000 caratteri/);
});

test('formulas name what must be loaded', () => {
  const read = readFormula(
    'count(comuni where value(a, period=1) > value(b, period=1)) + largest(1, comuni, value(c, period=1)) - agree(published(d), partial(-sum("e f", place=x, period=1)))',
  );
  assert.ok('formula' in read);
  assert.deepEqual(listInputs([read.formula]), { variables: ['a', 'b', 'c', 'e f'], published: ['d'] });
});

test('reading never throws, whatever the text', () => {
  const pieces = [
    'value(',
    'sum(',
    'count(',
    'comuni',
    ' of ',
    'where',
    '(',
    ')',
    ',',
    '"',
    '=',
    '!=',
    '|',
    '<',
    '1',
    '.5',
    '-',
    '/',
    ' ',
    'period=2021',
    'place=Riva',
    'partial(',
    'agree(',
    'largest(1,',
    '\\',
    'é',
    '\u0000',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...pieces)).map((all) => all.join('')),
      ),
      (text) => {
        const read = readFormula(text);
        if ('error' in read) {
          assert.ok(read.error.position >= 0 && read.error.position <= text.length);
          assert.ok(
            writeFormulaError(read.error, 'it').length > 0 && writeFormulaError(read.error, 'en').length > 0,
          );
        } else {
          evaluateFormula(read.formula, { source, findPublished: () => undefined });
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('evaluation agrees with plain fractions on any arithmetic', () => {
  type Tree = { text: string; value: ReturnType<typeof rational> | undefined };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.tuple(fc.nat(9999), fc.integer({ min: 0, max: 99 })).map(([whole, hundredths]) => {
        const text = `${whole}.${String(hundredths).padStart(2, '0')}`;
        return { text, value: findDecimal(text) };
      }),
      fc
        .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree'))
        .map(([left, operator, right]) => ({
          text: `(${left.text}) ${operator} (${right.text})`,
          value: plain(left.value, operator, right.value),
        })),
    ),
  }));
  fc.assert(
    fc.property(tree, ({ text, value }) => {
      fc.pre(text.length < 3000);
      const result = compute(text);
      if (value === undefined) assert.equal(result.kind, 'missing');
      else assert.ok(result.kind === 'value' && compare(result.value, value) === 0, text);
    }),
  );
});

function plain(
  a: ReturnType<typeof rational> | undefined,
  operator: string,
  b: ReturnType<typeof rational> | undefined,
) {
  if (!a || !b) return undefined;
  if (operator === '+') return rational(a.num * b.den + b.num * a.den, a.den * b.den);
  if (operator === '-') return rational(a.num * b.den - b.num * a.den, a.den * b.den);
  if (operator === '*') return rational(a.num * b.num, a.den * b.den);
  return b.num === 0n ? undefined : rational(a.num * b.den, a.den * b.num);
}
