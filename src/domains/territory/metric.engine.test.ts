import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Ctx } from '#platform/http/context.js';
import { fc } from '#platform/properties.fixture.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { listAgeCounts } from './figure.sql.js';
import { importFile } from './import.actions.js';
import { upgradeShippedMetrics } from './metric.actions.js';
import { type Cell, FigureBook, type Reading, type Target } from './metric.book.js';
import { shippedMetrics } from './metric.catalogue.js';
import { evaluateFormulas } from './metric.evaluation.js';
import { inputsOf, piecesOf } from './metric.inputs.js';
import { computeFormulas, computeMetrics } from './metric.sql.js';
import type { Formula } from './metric.types.js';
import { noteOf } from './metric.words.js';
import { insertMetric, listMetricEditions, setRetired } from './metric-definition.sql.js';
import { findShared, makeAmbito, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;

before(async () => {
  territory = await openTerritory();
});
after(() => territory.close());

let made = 0;
async function inside<T>(comuni: string[], work: (ctx: Ctx) => Promise<T>): Promise<T> {
  made += 1;
  const ambito = await makeAmbito(territory.database, {
    slug: `prova-${made}`,
    name: `Prova ${made}`,
    comuni,
  });
  return insideAmbito(territory.database, ambito, work);
}

const HEADER = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';
async function load(ctx: Ctx, title: string, rows: readonly string[]): Promise<void> {
  const stream = [Buffer.from(`${[HEADER, ...rows].join('\n')}\n`)];
  const report = await importFile(ctx, { stream, fileName: `${title}.csv`, title });
  assert.ok(report.accepted, JSON.stringify(report));
}
const row = (code: string, ages: string, value: number, sex = '', year = 2024) =>
  `${code},population,${year},${sex},${ages},,${value},persone`;

async function valueAt(ctx: Ctx, code: string, place: string, year = 2024) {
  const [value] = await computeMetrics(ctx.tx, {
    codes: [code],
    years: [year],
    levels: ['comune', 'ambito'],
    places: [place],
  });
  assert.ok(value);
  return value;
}

describe('The engine of metrics', () => {
  test('never adds classes that overlap, whichever of them are there', async () => {
    await inside(['020027', '020035', '020065'], async (ctx) => {
      await load(ctx, 'Classi intere', [row('020027', '0,14', 100), row('020027', '65,', 150)]);
      await load(ctx, 'Classi fini', [
        ...[row('020027', '0,4', 30), row('020027', '5,9', 30), row('020027', '10,14', 40)],
        ...[row('020035', '0,4', 10), row('020035', '5,9', 10), row('020035', '10,14', 5)],
        ...[row('020035', '65,74', 20), row('020035', '75,', 30)],
      ]);
      await load(
        ctx,
        'Età singole',
        (['m', 'f'] as const).flatMap((sex) =>
          Array.from({ length: 101 }, (_, age) => row('020065', `${age},${age === 100 ? '' : age}`, 1, sex)),
        ),
      );
      const of = async (place: string) => {
        const { value, numerator, denominator } = await valueAt(ctx, 'vecchiaia', place);
        return [value, numerator, denominator];
      };
      assert.deepEqual(await of('020027'), [150, 150, 100]);
      assert.deepEqual(await of('020035'), [200, 50, 25]);
      assert.deepEqual(await of('020065'), [240, 72, 30]);
      const [whole] = await computeMetrics(ctx.tx, {
        codes: ['vecchiaia'],
        years: [2024],
        levels: ['ambito'],
      });
      assert.deepEqual([whole?.numerator, whole?.denominator, whole?.missing], [272, 155, 0]);
      assert.equal((await valueAt(ctx, 'eta-media', '020065')).value, (202 * 50.5) / 202);
      const none = await valueAt(ctx, 'eta-media', '020027');
      assert.deepEqual(
        [none.value, none.lacking.map((one) => one.why)],
        [null, ['absent', 'absent']],
        'classes do not tell how old people are',
      );
    });
  });

  test('says that a class straddles the bound, which input a comune lacks, and what is withheld', async () => {
    await inside(['020027', '020035'], async (ctx) => {
      await load(ctx, 'A cavallo', [
        ...[row('020027', '0,9', 5), row('020027', '10,19', 5), row('020027', '65,', 5)],
        ...['020027', '020035'].map((code) => `${code},deaths,2024,,,,,3,persone`),
        row('020027', ',', 100),
        ...[row('020027', ',', 100, '', 2025), row('020035', ',', 100, '', 2025)],
      ]);
      const straddling = await valueAt(ctx, 'vecchiaia', '020027');
      assert.deepEqual(
        [straddling.value, straddling.lacking.map((one) => [one.term.ageTo, one.why])],
        [null, [[14, 'ages']]],
      );
      const absent = await valueAt(ctx, 'mortalita', `prova-${made}`);
      assert.deepEqual([absent.value, absent.missing, absent.comuni], [null, 1, 2]);
      assert.deepEqual(
        absent.lacking.map(({ term, year, why, comuni }) => [term.variable, year, why, comuni]),
        [['population', 2024, 'absent', ['Moglia']]],
      );
      assert.match(noteOf(absent, 'it') ?? '', /Popolazione residente al 1° gennaio/);
      await ctx.client.query(`update territory.observation set value = null where variable = 'deaths'
        and place_id = (select id from territory.place where code = '020027')`);
      const withheld = await valueAt(ctx, 'mortalita', `prova-${made}`);
      assert.deepEqual(
        withheld.lacking.map(({ term, why, comuni }) => [term.variable, why, comuni]),
        [
          ['deaths', 'suppressed', ['Gonzaga']],
          ['population', 'absent', ['Moglia']],
        ],
      );
    });
  });

  test('divides people by age by the people of the same count, whatever a later edition says of the total', async () => {
    await inside(['020027'], async (ctx) => {
      const formula: Formula = {
        code: 'quota',
        factor: 100,
        numerator: [{ variable: 'population', weight: 1, yearOffset: 0, ageFrom: 50 }],
        denominator: [{ variable: 'population', weight: 1, yearOffset: 0 }],
      };
      const share = async () =>
        (await computeFormulas(ctx.tx, [formula], { levels: ['ambito'], years: [2024] }))[0]?.value;
      await load(ctx, 'Per età', [row('020027', '0,49', 60), row('020027', '50,', 40)]);
      await load(ctx, 'Bilancio', [row('020027', ',', 500)]);
      assert.equal(await share(), 40, 'not 8: the later total is of other people');
      assert.equal((await valueAt(ctx, 'densita', '020027')).numerator, 500, 'alone, the newest total');
    });
  });

  test('reads a merged comune through its forebears, and keeps the edition that a document used', async () => {
    await inside(['019116'], async (ctx) => {
      const births = (code: string, year: number, value: number) =>
        `${code},births,${year},,,,,${value},persone`;
      await load(ctx, 'Prima', [
        ...[births('019042', 2018, 3), births('019071', 2018, 4), births('019116', 2019, 9)],
        ...[row('019042', ',', 50, '', 2018), row('019071', ',', 50, '', 2018)],
        ...[row('019116', ',', 100, '', 2019), row('019116', ',', 100, '', 2020)],
      ]);
      assert.equal((await valueAt(ctx, 'natalita', '019116', 2018)).value, 70);
      assert.equal((await valueAt(ctx, 'natalita', '019116', 2019)).value, 90);
      await ctx.client.query(`update territory.metric set replaced_at = now() where code = 'natalita'`);
      await ctx.client.query(`insert into territory.metric (id, code, edition, name, unit, factor, numerator, denominator, explanation, source)
        select gen_random_uuid(), code, 2, name, unit, 1, numerator, denominator, explanation, source from territory.metric where code = 'natalita'`);
      const question = { codes: ['natalita'], years: [2018], levels: ['comune'] as const };
      const now = await computeMetrics(ctx.tx, question);
      const then = await computeMetrics(ctx.tx, { ...question, editions: { natalita: 1 } });
      assert.deepEqual([now[0]?.value, then[0]?.value], [0.07, 70]);
    });
  });

  test('comes to an ambito that was there before, and leaves its own metrics alone', async () => {
    await inside(['020027'], async (ctx) => {
      await ctx.client.query(`delete from territory.metric where code in ('vecchiaia', 'ricambio')`);
      const own = { code: 'ricambio', edition: 1, position: 1 };
      const shipped = shippedMetrics.find((metric) => metric.code === 'ricambio');
      assert.ok(shipped);
      const definition = { ...shipped, name: 'Nostra', explanation: 'Nostra', note: null };
      await insertMetric(ctx.tx, { ...own, definition });
      const [record] = await listMetricEditions(ctx.tx, 'ricambio');
      await setRetired(ctx.tx, record?.id ?? '', 1, { at: ctx.now, reason: 'Prova' });
      assert.equal(await upgradeShippedMetrics(ctx), 1);
      assert.equal(await upgradeShippedMetrics(ctx), 0);
      assert.equal((await listMetricEditions(ctx.tx, 'ricambio'))[0]?.name, 'Nostra');
      assert.equal((await listMetricEditions(ctx.tx, 'vecchiaia'))[0]?.shipped, true);
    });
  });

  test('gives the same when comuni come in another order or a class is cut in two', async () => {
    const counts = fc.array(fc.nat(9_999), { minLength: 6, maxLength: 6 });
    let round = 0;
    await inside(['020027', '020035', '020065'], async (ctx) => {
      await fc.assert(
        fc.asyncProperty(counts, fc.integer({ min: 1, max: 13 }), async (values, cut) => {
          round += 1;
          const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
          const years = [2000 + round * 2, 2001 + round * 2] as const;
          const [whole, split] = years;
          const codes = ['020027', '020035', '020065'];
          const young = [a, b, c];
          const old = [d, e, f];
          await load(
            ctx,
            `Intere ${round}`,
            codes.flatMap((code, index) => [
              row(code, '0,14', young[index] ?? 0, '', whole),
              row(code, '65,', old[index] ?? 0, '', whole),
            ]),
          );
          await load(
            ctx,
            `Divise ${round}`,
            [...codes].reverse().flatMap((code) => {
              const index = codes.indexOf(code);
              const part = Math.floor((young[index] ?? 0) / 3);
              return [
                row(code, '65,', old[index] ?? 0, '', split),
                row(code, `0,${cut - 1}`, part, '', split),
                row(code, `${cut},14`, (young[index] ?? 0) - part, '', split),
              ];
            }),
          );
          const [first, second] = await computeMetrics(ctx.tx, {
            codes: ['vecchiaia'],
            years: [...years],
            levels: ['ambito'],
          });
          assert.equal(first?.denominator, a + b + c);
          assert.equal(first?.numerator, d + e + f);
          assert.deepEqual([second?.value, second?.missing], [first?.value, 0]);
        }),
        { numRuns: 8 },
      );
    });
  });
});

describe('Formulas', () => {
  const target: Target = { id: 't', code: 't', name: 'T', kind: 'area', members: ['a', 'b'] };
  const evaluate = (formula: Formula, readings: readonly Reading[]) => {
    const { indexOf } = inputsOf([formula]);
    const book = {
      read: (_place: Target, input: number): Reading =>
        readings[input] ?? { why: 'absent', comuni: [], missing: 2 },
      yearsOf: () => new Set<number>(),
    };
    return evaluateFormulas([formula], [target], { book, indexOf, nameOf: (id) => id, years: [2024] })[0];
  };

  test('never give a number when any input is missing or withheld', () => {
    for (const formula of shippedMetrics) {
      const { inputs } = inputsOf([formula]);
      const full: Reading[] = inputs.map(() => ({ value: 7 }));
      assert.notEqual(evaluate(formula, full)?.numerator, null, formula.code);
      for (const { index } of inputs)
        for (const why of ['absent', 'suppressed', 'ages'] as const) {
          const value = evaluate(formula, full.with(index, { why, comuni: ['b'], missing: 1 }));
          assert.deepEqual([value?.value, value?.missing], [null, 1], formula.code);
          assert.ok(value?.lacking.every((one) => one.why === why && one.comuni[0] === 'b'));
        }
    }
  });

  test('are not divided by zero, which is no missing figure', () => {
    const formula: Formula = {
      code: 'x',
      factor: 100,
      numerator: [{ variable: 'a', weight: 1, yearOffset: 0 }],
      denominator: [{ variable: 'b', weight: 1, yearOffset: 0 }],
    };
    const value = evaluate(formula, [{ value: 5 }, { value: 0 }]);
    assert.deepEqual([value?.value, value?.missing, value?.denominator], [null, 0, 0]);
  });

  const given = fc.array(
    fc.record({
      placeId: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.nat(10_000), { freq: 5 }),
      nth: fc.nat(5),
    }),
    { maxLength: 12 },
  );
  const births: Omit<Cell, 'placeId' | 'value' | 'nth'> = {
    variable: 'births',
    category: '',
    sex: '',
    ageFrom: -1,
    ageTo: -1,
    year: 2024,
  };

  test('of a place are the sum of its comuni’s newest figures, whatever the order in which they come', () => {
    const { inputs } = inputsOf([
      {
        code: 'x',
        factor: 1,
        numerator: [{ variable: 'births', weight: 1, yearOffset: 0 }],
        denominator: null,
      },
    ]);
    const pieces = piecesOf(inputs, [{ ...births, dataset: 'd', sex: '', isPacked: false }]);
    const read = (cells: readonly Cell[]) =>
      new FigureBook({ inputs, pieces, cells, packs: [], land: [], forebears: [], unfit: new Set() }).read(
        target,
        0,
        2024,
      );
    fc.assert(
      fc.property(given, fc.nat(), (rows, turn) => {
        // Of one place and edition there is one figure.
        const cells = [
          ...new Map(rows.map((row) => [`${row.placeId}${row.nth}`, { ...births, ...row }])).values(),
        ];
        const at = turn % (cells.length || 1);
        const whole = read(cells);
        assert.deepEqual(read([...cells.slice(at), ...cells.slice(0, at)].reverse()), whole);
        const newest = (placeId: string) =>
          cells.filter((one) => one.placeId === placeId).sort((x, y) => y.nth - x.nth)[0]?.value;
        const [a, b] = [newest('a'), newest('b')];
        if (typeof a === 'number' && typeof b === 'number') assert.deepEqual(whole, { value: a + b });
        else assert.ok(!('value' in whole) && whole.missing > 0);
      }),
    );
  });
});

describe('ISTAT’s published indices', () => {
  const shared = findShared();

  test('of Lombardia follow from its population by age', async (t) => {
    if (shared === undefined) {
      t.diagnostic('the publishers’ files are absent: ../shared/data or TRAMA_SHARED');
      return;
    }
    await inside(['019021'], async (ctx) => {
      const name = 'POSAS_2023_it_Regioni.csv';
      const stream = createReadStream(`${shared}/istat/posas/${name}`);
      const report = await importFile(ctx, { stream, fileName: name, comuni: 'all' });
      assert.ok(report.accepted, JSON.stringify(report));
      const values = await computeMetrics(ctx.tx, {
        years: [2023],
        levels: ['region'],
        places: ['lombardia'],
      });
      const of = (code: string) => values.find((one) => one.metric === code)?.value ?? Number.NaN;
      const file = await readFile(`${shared}/istat/posas/${name}`, 'utf8');
      const rows = file
        .split('\n')
        .filter((line) => line.startsWith('"03"'))
        .map((line) => line.split(';').map(Number));
      assert.equal(rows.length, 102);
      const people = (from: number, to = 100, column = 19) =>
        rows
          .filter((row) => (row[2] ?? -1) >= from && (row[2] ?? 999) <= to)
          .reduce((sum, row) => sum + (row[column] ?? 0), 0);
      const working = people(15, 64);
      const byHand: [string, number][] = [
        ['vecchiaia', (people(65) / people(0, 14)) * 100],
        ['dipendenza', ((people(0, 14) + people(65)) / working) * 100],
        ['dipendenza-anziani', (people(65) / working) * 100],
        ['dipendenza-giovani', (people(0, 14) / working) * 100],
        ['ricambio', (people(60, 64) / people(15, 19)) * 100],
        ['struttura', (people(40, 64) / people(15, 39)) * 100],
        ['carico-figli', (people(0, 4) / people(15, 49, 18)) * 100],
      ];
      for (const [code, expected] of byHand) assert.ok(Math.abs(of(code) - expected) < 1e-9, code);
      assert.deepEqual([of('vecchiaia').toFixed(1), of('dipendenza').toFixed(1)], ['182.0', '56.6']);
      // Istat's own index for Italy on 1 January 2023, from the same file.
      const counts = await listAgeCounts(ctx.tx, { variable: 'population', levels: ['region'] });
      const italy = (from: number, to: number) =>
        counts.flatMap((one) => one.counts.slice(from, to + 1)).reduce((sum, count) => sum + count, 0);
      assert.equal(((italy(65, 100) / italy(0, 14)) * 100).toFixed(1), '193.1');
    });
  });

  test('are computed for formulas that are not saved', async () => {
    await inside(['020027'], async (ctx) => {
      await load(ctx, 'Una', [row('020027', ',', 100)]);
      const formula: Formula = {
        code: 'prova',
        factor: 1,
        numerator: [{ variable: 'population', weight: 2, yearOffset: 0 }],
        denominator: null,
      };
      const [value] = await computeFormulas(ctx.tx, [formula], { levels: ['comune'] });
      assert.deepEqual([value?.value, value?.year, value?.denominator], [200, 2024, null]);
    });
  });
});
