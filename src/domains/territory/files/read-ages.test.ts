import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import iconv from 'iconv-lite';
import { fc } from '#platform/properties.fixture.js';
import { describeProblem } from './describe-problem.js';
import {
  edition2018,
  edition2020,
  emptyUnions,
  estimate,
  inEnglish,
  ofProvinces,
  posasOf,
  strasaOf,
} from './editions.fixture.js';
import { findPublished, problemCodes, readAll } from './files.fixture.js';
import type { FileOutcome, Observation } from './files.types.js';

async function read(text: string | Buffer, options = {}) {
  const { rows, outcome } = await readAll([Buffer.from(text)], options);
  return { observations: rows as Observation[], outcome };
}

function sentence(outcome: FileOutcome): string {
  const [problem] = outcome.accepted ? [] : outcome.problems;
  return problem ? describeProblem(problem, 'it') : '';
}

/** Rows of one comune by sex and age, from the file's own text. */
function figuresOf(text: string, name: string, columns: [number, number]): [number, number][] {
  return text
    .split('\n')
    .filter((line) => line.includes(name))
    .map((line) => line.split(/[;,]/))
    .map((cells) => [Number(cells[columns[0]]), Number(cells[columns[1]])]);
}

function sum(observations: readonly Observation[]): number {
  return observations.reduce((total, o) => total + Number(o.value), 0);
}

describe('Residents by age (POSAS)', () => {
  it('gives every age of each sex, 100 and over open, and no total', async () => {
    const text = await posasOf(2024);
    const { observations, outcome } = await read(text);
    assert.ok(outcome.accepted);
    assert.equal(observations.length, 2 * 2 * 101);
    const { layout, year, referenceOn, source, provisional, publication } = outcome.facts;
    assert.deepEqual(
      [layout, year, referenceOn, source, provisional, publication],
      ['istat-posas', 2024, '2024-01-01', 'Istat', false, 'istat-posas-2024'],
    );
    const figures = figuresOf(text, 'Casale', [10, 18]);
    const casale = observations.filter((o) => o.placeCode === '019021');
    assert.deepEqual(
      casale.map((o) => Number(o.value)),
      [...figures.slice(0, 101).map(([m]) => m), ...figures.slice(0, 101).map(([, f]) => f)],
    );
    assert.deepEqual(
      casale.slice(99, 102).map((o) => [o.sex, o.ageFrom, o.ageTo, o.period, o.unit, o.variable]),
      [
        ['m', 99, 99, '2024', 'persone', 'population'],
        ['m', 100, null, '2024', 'persone', 'population'],
        ['f', 0, 0, '2024', 'persone', 'population'],
      ],
    );
  });

  const editions: [string, () => Promise<string>, number, string][] = [
    ['of 2020: commas, codes without zeros, no total of both sexes, two feet', edition2020, 2020, ','],
    ['of 2018: two titles, «Totale» for all ages', edition2018, 2018, ';'],
    ['with civil unions empty', emptyUnions, 2021, ';'],
    ['of 6 columns, in English', inEnglish, 2022, ';'],
  ];
  for (const [name, edition, year, delimiter] of editions) {
    it(`reads the edition ${name}`, async () => {
      const { observations, outcome } = await read(await edition());
      const plain = await read(await posasOf(year));
      assert.ok(outcome.accepted, JSON.stringify(outcome));
      assert.deepEqual([outcome.facts.year, outcome.facts.delimiter], [year, delimiter]);
      const short = (list: Observation[]) =>
        list.map((o) => [o.placeCode, o.sex, o.ageFrom, o.ageTo, o.value].join());
      assert.deepEqual(short(observations), short(plain.observations));
    });
  }

  it('reads commas in windows-1252, and an estimate as provisional', async () => {
    const bytes = iconv.encode((await edition2020()).replace('Nota', 'Note'), 'windows-1252');
    const { observations, outcome } = await read(bytes);
    assert.equal(outcome.accepted && outcome.facts.encoding, 'windows-1252');
    assert.equal(observations.at(-1)?.placeName, "Borgo d'Àgata");
    const estimated = await read(await estimate());
    assert.equal(estimated.outcome.accepted && estimated.outcome.facts.provisional, true);
  });

  it('reads provinces and keeps those of the comuni asked for', async () => {
    const { observations, outcome } = await read(await ofProvinces(), { keep: new Set(['019116']) });
    assert.ok(outcome.accepted);
    assert.deepEqual(outcome.counts.skipped, 102);
    assert.deepEqual(outcome.warnings, []);
    assert.ok(observations.every((o) => o.placeCode === '019' && o.placeLevel === 'provincia'));
    assert.equal(outcome.facts.publication, 'istat-posas-province-2024');
  });

  it('keeps the comuni asked for and tells a file of one province from the national one', async () => {
    const text = await posasOf(2024);
    const { observations, outcome } = await read(text, { keep: new Set(['019021', '019116']) });
    assert.equal(observations.length, 202);
    assert.deepEqual(outcome.accepted && outcome.warnings.map((w) => w.code), ['places-absent']);
    const cremona = text.replaceAll('"001008"', '"019009"');
    const { outcome: province } = await read(cremona);
    assert.equal(province.accepted && province.facts.publication, 'istat-posas-2024-019');
    const { outcome: elsewhere } = await read(text, { keep: new Set(['098001']) });
    assert.deepEqual(problemCodes(elsewhere), ['rows-missing']);
  });

  it('reads columns in another order and rows sorted by age', async () => {
    const [title = '', header = '', ...rows] = (await posasOf(2024)).trimEnd().split('\n');
    const turned = [
      header,
      ...rows.toSorted((a, b) => Number(a.split(';')[2]) - Number(b.split(';')[2])),
    ].map((line) => line.split(';').reverse().join(';'));
    const { observations, outcome } = await read(`${title}\n${turned.join('\n')}\n`);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.equal(sum(observations), sum((await read(await posasOf(2024))).observations));
  });

  const refused: [string, (text: string) => string, string[], RegExp][] = [
    [
      'a wrong total row',
      (text) => text.replace(/(;999;.*;)(\d+)\n/, (_, before, total) => `${before}${Number(total) + 1}\n`),
      ['sexes-broken'],
      /«Totale»: c’è [\d.]+, ma maschi più femmine dà/,
    ],
    [
      'ages that do not give their total',
      (text) => {
        const lines = text.split('\n');
        const cells = lines[52]?.split(';') ?? [];
        // One more single man of fifty: the row still adds up, its comune does not.
        for (const column of [3, 10, 19]) cells[column] = String(Number(cells[column]) + 1);
        lines[52] = cells.join(';');
        return lines.join('\n');
      },
      ['ages-broken'],
      /^Riga 104 \(019021 Casale di Prova\), «Totale maschi»: la riga del totale dice [\d.]+, ma la somma delle età dà/,
    ],
    [
      'statuses that do not give their sex',
      (text) => text.replace(/;30;(\d+);/, (_, singles) => `;30;${Number(singles) + 1};`),
      ['statuses-broken'],
      /somma degli stati civili/,
    ],
    [
      'a comune twice',
      (text) => text + text.split('\n').slice(2, 104).join('\n').concat('\n'),
      ['place-repeated'],
      /comune 019021 due volte \(righe 3 e 207\)/,
    ],
    [
      'an age twice',
      (text) => text.replace('"Casale di Prova";51;', '"Casale di Prova";50;'),
      ['place-repeated'],
      /due volte/,
    ],
    [
      'a comune cut at age 91',
      (text) => text.split('\n').slice(0, 196).join('\n').concat('\n'),
      ['ages-missing'],
      /^Riga 196: i dati di 001008 Borgo d'Àgata sono incompleti, perché si fermano all’età 91 e mancano 10 righe/,
    ],
    [
      'a last comune without its total row',
      (text) => text.split('\n').slice(0, -2).join('\n').concat('\n'),
      ['ages-missing'],
      /si fermano all’età 100 e manca una riga/,
    ],
    [
      'an age that is none',
      (text) => text.replace('"Casale di Prova";51;', '"Casale di Prova";151;'),
      ['age-unknown'],
      /colonna 3 \(«Età»\): «151»/,
    ],
    ['text for a number', (text) => text.replace(/;51;\d+;/, ';51;molti;'), ['count-expected'], /«molti»/],
    ['a formula', (text) => text.replace(/(;51;.*;)\d+\n/, '$1=1+1\n'), ['count-expected'], /«=1\+1»/],
    [
      'mixed separators',
      (text) => text.replace(/\n(.*;52;.*)\n/, (row) => row.replaceAll(';', ',')),
      ['separator-mixed'],
      /^Riga 55: fra due celle c’è «,», mentre il file separa le colonne con «;»/,
    ],
    ['no year', (text) => text.replace('al 1° gennaio 2024', ''), ['year-missing'], /1° gennaio 2025/],
    [
      'columns without names',
      (text) => text.split('\n').toSpliced(1, 1).join('\n'),
      ['layout-unknown'],
      /formato/,
    ],
    ['a code that is none', (text) => text.replaceAll('"019021"', '"CR"'), ['code-malformed'], /«CR»/],
  ];
  for (const [what, change, codes, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(change(await posasOf(2024)));
      assert.deepEqual(problemCodes(outcome), codes);
      assert.match(sentence(outcome), message);
    });
  }

  it('refuses a file cut anywhere, or gives all that was whole before the cut', async () => {
    const text = await posasOf(2024);
    const first = text.split('\n').slice(0, 104).join('\n').length;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), async (cut) => {
        const { observations, outcome } = await read(text.slice(0, cut));
        if (!outcome.accepted) return;
        // Cut between two comuni a file is a shorter file.
        assert.ok(Math.abs(cut - first) <= 1 || cut >= text.length - 1, String(cut));
        assert.ok(observations.length === 202 || observations.length === 404);
      }),
      { numRuns: 120, examples: [[first], [first + 1], [text.length - 1], [first - 1]] },
    );
  });
});

describe('Foreigners by age (STRASA)', () => {
  it('is told from POSAS by its title', async () => {
    const { observations, outcome } = await read(await strasaOf(2024));
    assert.ok(outcome.accepted);
    assert.deepEqual([outcome.facts.layout, outcome.facts.year], ['istat-strasa', 2024]);
    assert.equal(observations.length, 404);
    assert.ok(observations.every((o) => o.variable === 'foreign-population'));
  });
});

describe('POSAS published by ISTAT', () => {
  /** Residents of Italy on 1 January, as ISTAT announced them. */
  const italy: [number, number][] = [
    [2019, 59_816_673],
    [2020, 59_641_488],
    [2021, 59_236_213],
    [2022, 59_030_133],
    [2023, 58_997_201],
  ];
  for (const [year, residents] of italy) {
    it(`gives the residents of Italy and the row of Lombardia in ${year}`, async (t) => {
      const file = findPublished(`istat/posas/POSAS_${year}_it_Regioni.csv`);
      if (!file) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
      const { rows, outcome } = await readAll(createReadStream(file));
      assert.ok(outcome.accepted);
      const observations = rows as Observation[];
      assert.equal(sum(observations), residents);
      const total = readFileSync(file, 'utf8')
        .split('\n')
        .find((line) => line.startsWith('"03";"Lombardia";999;'))
        ?.split(';');
      const lombardia = observations.filter((o) => o.placeCode === '03');
      assert.equal(sum(lombardia), Number(total?.at(-1)));
      assert.equal(sum(lombardia.filter((o) => o.sex === 'f')), Number(total?.at(-2)));
    });
  }

  it('is refused where a comune is cut at age 91', async (t) => {
    const file = findPublished('istat/posas/POSAS_2025_it_Comuni_estratto_csvnorm.csv');
    if (!file) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    for (const options of [{}, { keep: new Set(['028001']) }]) {
      const { outcome } = await readAll(createReadStream(file), options);
      assert.deepEqual(problemCodes(outcome), ['ages-missing']);
      assert.match(sentence(outcome), /Riga 196: i dati di 098001 Abbadia Cerreto .* 91 e mancano 10 righe/);
    }
  });
});
