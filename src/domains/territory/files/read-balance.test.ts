import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describeProblem } from './describe-problem.js';
import { findPublished, fixture, problemCodes, readAll } from './files.fixture.js';
import type { FileOutcome, Observation } from './files.types.js';
import { findVariable } from './variables.js';

const p2 = fixture('p2.csv').toString('utf8');
const p3 = fixture('p3.csv').toString('utf8');

async function read(text: string, options = {}) {
  const { rows, outcome } = await readAll([Buffer.from(text)], options);
  return { observations: rows as Observation[], outcome };
}

function sentences(outcome: FileOutcome): string[] {
  return outcome.accepted ? [] : outcome.problems.map((problem) => describeProblem(problem, 'it'));
}

/** Replaces one cell, given the line (from 1) and the column (from 1). */
function withCell(text: string, line: number, column: number, cell: string): string {
  const lines = text.split('\n');
  const cells = (lines[line - 1] ?? '').split(';');
  cells[column - 1] = cell;
  lines[line - 1] = cells.join(';');
  return lines.join('\n');
}

describe('ISTAT balance P2', () => {
  it('gives every figure of every comune, with the facts of the file', async () => {
    const { observations, outcome } = await read(p2);
    assert.equal(observations.length, 4 * 42);
    assert.ok(outcome.accepted);
    const { title, year, referenceOn, source, licence, provisional, layout, delimiter } = outcome.facts;
    assert.deepEqual(
      [layout, delimiter, year, referenceOn, source, licence, provisional],
      ['istat-p2', ';', 2025, '2025-12-31', 'Istat', 'CC-BY-4.0', true],
    );
    assert.match(title, /^Bilancio demografico/);
    assert.match(outcome.facts.notes, /^Note: p = dato provvisorio/);
    const of = (variable: string, period: string, sex: string) =>
      observations.find(
        (o) => o.placeCode === '019116' && o.variable === variable && o.period === period && o.sex === sex,
      )?.value;
    assert.deepEqual(
      ['', 'm', 'f'].map((sex) => [
        of('population', '2025', sex),
        of('population', '2026', sex),
        of('births', '2025', sex),
      ]),
      [
        ['3525', '3589', '40'],
        ['882', '898', '18'],
        ['2643', '2691', '22'],
      ],
    );
    assert.equal(of('internal-balance', '2025', 'm'), '-9');
    assert.equal(of('territorial-change', '2025', 'f'), '-2');
    assert.ok(observations.every((o) => findVariable(o.variable)?.unit === o.unit));
    assert.equal(observations.find((o) => o.placeCode === '019116')?.placeName, "Borgo d'Àgata");
  });

  it('keeps the comuni asked for, counts the others and says who is missing', async () => {
    const { observations, outcome } = await read(p2, { keep: new Set(['019116', '020001']) });
    assert.ok(outcome.accepted);
    assert.deepEqual([outcome.counts.kept, outcome.counts.skipped, observations.length], [1, 3, 42]);
    assert.deepEqual(
      outcome.warnings.map((w) => w.code),
      ['places-absent'],
    );
    const withForebear = {
      keep: new Set(['019116', '019042']),
      knownCodes: new Set(['019021', '020057', '019116', '020007']),
    };
    const { outcome: merged } = await read(p2, withForebear);
    assert.deepEqual(merged.accepted && merged.warnings, []);
    const keep = new Set(['019116', '020007', '019042', '001001']);
    const { outcome: expecting } = await read(p2, { keep, expected: new Set(['019116', '001001']) });
    assert.deepEqual(
      expecting.accepted && expecting.warnings.map(({ found, expected, place }) => [found, expected, place]),
      [['1', '2', '001001']],
    );
    const { outcome: elsewhere } = await read(p2, { keep: new Set(['001001']) });
    assert.deepEqual(problemCodes(elsewhere), ['rows-missing']);
  });

  it('of provinces and regions keeps those of the comuni asked for', async () => {
    for (const [level, codes, kept] of [
      ['provincia', ['019', '020', '098', '001'], '019'],
      ['regione', ['03', '05', '01', '08'], '03'],
    ] as const) {
      const text = ['019021', '020057', '019116', '020007'].reduce(
        (all, code, index) => all.replace(`"${code}"`, `"${codes[index]}"`),
        p2.replace('"Codice comune";"Comune"', `"Codice ${level}";"${level}"`),
      );
      const { observations, outcome } = await read(text, { keep: new Set(['019021']) });
      assert.ok(outcome.accepted, JSON.stringify(outcome));
      assert.deepEqual([observations.length, outcome.warnings.length], [42, 0]);
      assert.ok(observations.every((o) => o.placeCode === kept && o.placeLevel === level));
      assert.equal(
        outcome.facts.publication,
        level === 'regione' ? 'istat-p2-regioni-2025' : 'istat-p2-province-2025',
      );
      const { outcome: whole } = await read(text);
      assert.equal(whole.accepted && whole.counts.kept, 4);
    }
  });

  it('is read without its title position, in columns of another order', async () => {
    const swapped = p2.split('\n').map((line) => {
      const cells = line.split(';');
      return cells.length < 5
        ? line
        : [...cells.slice(0, 2), cells[3], cells[2], ...cells.slice(4)].join(';');
    });
    const { observations } = await read(swapped.join('\n'));
    const byKey = (list: Observation[]) =>
      new Map(list.map((o) => [`${o.placeCode}|${o.variable}|${o.period}|${o.sex}`, o.value]));
    assert.deepEqual(byKey(observations), byKey((await read(p2)).observations));
  });

  it('is read after a spreadsheet saved it again, its title and foot padded with separators', async () => {
    const lines = p2.replaceAll('"', '').replace('validazione;', 'validazione,').trim().split('\n');
    const padded = lines.map((line) => line + ';'.repeat(45 - line.split(';').length));
    const { observations, outcome } = await read([...padded, ';'.repeat(44), ''].join('\r\n'));
    const original = await read(p2);
    assert.ok(outcome.accepted && original.outcome.accepted);
    assert.deepEqual(observations, original.observations);
    assert.equal(outcome.facts.title, original.outcome.facts.title);
    assert.match(outcome.facts.notes, /^Note: .* inventati\.$/);
  });

  const refused: [string, string, string[], RegExp][] = [
    [
      'a comune twice',
      p2.replace('"020007"', '"019021"'),
      ['place-repeated'],
      /comune 019021 due volte \(righe 3 e 6\)/,
    ],
    [
      'text for a number',
      withCell(p2, 4, 5, 'abc'),
      ['count-expected'],
      /^Riga 4, colonna 5 \(«Morti - Maschi»\): c’è «abc» dove ci vuole un numero intero/,
    ],
    ['an empty cell', withCell(p2, 4, 5, ''), ['value-missing'], /^Riga 4, colonna 5 .* vuota/],
    [
      'a negative count',
      withCell(p2, 4, 5, '-3'),
      ['number-negative'],
      /«-3», ma un conteggio non può essere negativo/,
    ],
    ['thousands', withCell(p2, 4, 3, '2.657'), ['thousands-ambiguous'], /migliaia o i decimali/],
    ['decimals', withCell(p2, 4, 3, '2657,5'), ['decimal-comma'], /ha la virgola/],
    ['a formula', withCell(p2, 4, 3, '=1+1'), ['count-expected'], /«=1\+1»/],
    [
      'a lost leading zero',
      p2.replace('"019021"', '19021'),
      ['code-malformed'],
      /«19021» non è un codice Istat/,
    ],
    [
      'a births figure that breaks net and total',
      withCell(p2, 3, 4, '31'),
      ['net-broken', 'sexes-broken'],
      /Riga 3 \(019021 Casale di Prova\), «saldo naturale - maschi»: c’è 26, ma .* 27/,
    ],
    [
      'an end that does not follow',
      withCell(p2, 3, 14, '1744'),
      ['balance-broken', 'sexes-broken'],
      /c’è 1\.744, ma la popolazione iniziale più i saldi dà 1\.743/,
    ],
    [
      'a column less',
      p2.replaceAll(/"Nati vivi - Totale";/g, ''),
      ['column-missing'],
      /manca la colonna «nati vivi - totale»/,
    ],
    [
      'a column twice',
      p2.replace('"Nati vivi - Totale"', '"Morti - Totale"'),
      ['column-repeated', 'column-missing'],
      /«Morti - Totale» c’è due volte/,
    ],
    [
      'a row too wide',
      p2.replace(';"p"', ';"p";1'),
      ['row-width'],
      /Riga 3: le celle sono 46 e ne servono 45/,
    ],
    ['no year', p2.replace('2025"', '"'), ['year-missing'], /non dice l’anno/],
    [
      'a misplaced quote',
      p2.replace('Casale di', 'Casale "di'),
      ['quote-misplaced'],
      /^Riga 3: ci sono virgolette/,
    ],
    ['no rows', p2.split('\n').slice(0, 2).join('\n').concat('\n'), ['rows-missing'], /nessuna riga/],
    [
      'no foot',
      p2.split('\n').slice(0, 6).join('\n').concat('\n'),
      ['truncated'],
      /si interrompe dopo la riga 6/,
    ],
  ];
  for (const [what, text, codes, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(text);
      assert.deepEqual(problemCodes(outcome), codes);
      assert.match(sentences(outcome)[0] ?? '', message);
    });
  }

  it('refuses a comune that does not exist', async () => {
    const known = new Set(['019021', '020057', '019116']);
    const { outcome } = await read(p2, { knownCodes: known });
    assert.deepEqual(problemCodes(outcome), ['place-unknown']);
    assert.match(sentences(outcome)[0] ?? '', /^Riga 6: il codice 020007 non è di nessun comune conosciuto/);
  });
});

describe('ISTAT balance P3', () => {
  it('takes who becomes Italian from the foreigners', async () => {
    const { observations, outcome } = await read(p3);
    assert.equal(observations.length, 4 * 45);
    assert.equal(outcome.accepted && outcome.facts.layout, 'istat-p3');
    assert.ok(observations.some((o) => o.variable === 'citizenship-acquisitions' && o.sex === 'f'));
    assert.ok(observations.every((o) => findVariable(o.variable)));
  });

  it('refuses a balance that forgets them', async () => {
    const acquired = Number(p3.split('\n')[2]?.split(';')[12]);
    const { outcome } = await read(withCell(p3, 3, 13, String(acquired + 1)));
    assert.deepEqual(problemCodes(outcome), ['balance-broken', 'sexes-broken']);
  });
});

describe('Files published by ISTAT', () => {
  const comuni = findPublished('oglio-po/comuni.csv');
  const files = {
    p2: findPublished('istat/demo/P2_2025_it_Comuni.csv'),
    p3: findPublished('istat/demo/P3_2025_it_Comuni.csv'),
  };
  const absent = !comuni || !files.p2 || !files.p3;
  if (absent) console.warn('ISTAT’s files are not on this machine: ../shared/data or TRAMA_SHARED');

  it('give the residents, births, deaths and foreigners of Oglio Po', async (t) => {
    if (!comuni || !files.p2 || !files.p3) return t.diagnostic('the published files are absent');
    const keep = new Set(
      readFileSync(comuni, 'utf8')
        .split('\n')
        .slice(1)
        .filter(Boolean)
        .map((line) => line.slice(0, 6)),
    );
    const sums = new Map<string, number>();
    for (const file of [files.p2, files.p3]) {
      const { rows, outcome } = await readAll(createReadStream(file), { keep });
      assert.ok(outcome.accepted);
      assert.deepEqual([outcome.counts.kept, outcome.counts.skipped], [27, 7869]);
      for (const row of rows as Observation[]) {
        const key = `${row.variable} ${row.period}${row.sex}`;
        sums.set(key, (sums.get(key) ?? 0) + Number(row.value));
      }
    }
    assert.deepEqual(
      ['population 2025', 'population 2026', 'births 2025', 'deaths 2025', 'foreign-population 2026'].map(
        (key) => sums.get(key),
      ),
      [81932, 81889, 477, 1017, 12290],
    );
  });

  it('are read whole and checked in seconds, not in minutes', async (t) => {
    if (!files.p2) return t.diagnostic('the published files are absent');
    const before = process.cpuUsage();
    const { rows, outcome } = await readAll(createReadStream(files.p2));
    const { user, system } = process.cpuUsage(before);
    assert.ok(outcome.accepted);
    assert.equal(rows.length, 7896 * 42);
    // Under one second alone; a busy machine counts several times as much.
    assert.ok(user + system < 8_000_000, `${(user + system) / 1000} ms`);
  });
});
