import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { describeGuess, describeProblem } from './describe-problem.js';
import { findPublished, namedComuni, problemCodes, readAll } from './files.fixture.js';
import type { FileOutcome, Observation } from './files.types.js';
import { type ColumnMapping, type ColumnRef, columnMapping } from './mapping.types.js';
import { isRecipeFor, sketchTable } from './sketch-table.js';
import { workbookOf } from './workbook.fixture.js';

const places = namedComuni();
const keep = new Set(['019021', '020007', '020057', '019116']);

async function read(text: string | Buffer, mapping: ColumnMapping, options = {}) {
  const { rows, outcome } = await readAll([Buffer.from(text)], {
    mapping: columnMapping.parse(mapping),
    places,
    ...options,
  });
  return { observations: rows as Observation[], outcome };
}

async function sketch(text: string | Buffer) {
  const outcome = await sketchTable([Buffer.from(text)], { places, keep });
  assert.ok(outcome.accepted, JSON.stringify(outcome));
  return outcome.sketch;
}

function sentences(outcome: FileOutcome): string[] {
  return (outcome.accepted ? outcome.warnings : outcome.problems).map((one) => describeProblem(one, 'it'));
}

function ref(name: string, index: number): ColumnRef {
  return { name, index };
}

function short(observations: readonly Observation[]) {
  return observations.map((o) => [
    o.placeCode,
    o.variable,
    o.period,
    o.sex,
    o.ageFrom,
    o.category,
    o.value,
    o.unit,
  ]);
}

/** A planner's own sheet: title, a year a column, a total row, a note. */
const wide = `Posti nei nidi;;;
Comune;Provincia;Posti 2021;Posti 2022
Casalmaggiore;CR;45;1.048,5
SAN MARTINO DALL'ARGINE;MN;n.d.;12
Totale;;57;60
Fonte: rilevazione dei comuni;;;
`;
const wideMapping: ColumnMapping = {
  sheet: '',
  headerRow: 2,
  place: { by: 'name', column: ref('comune', 0), province: ref('provincia', 1) },
  period: { by: 'heading' },
  categories: [],
  values: {
    shape: 'wide',
    columns: [
      { column: ref('posti 2021', 2), variable: 'nursery-places', unit: 'posti', period: '2021' },
      { column: ref('posti 2022', 3), variable: 'nursery-places', unit: 'posti', period: '2022' },
    ],
  },
  decimal: ',',
  empty: 'withheld',
  marks: ['n.d.'],
};

describe('A mapped table', () => {
  it('of several columns of figures is read with its title, note and total row', async () => {
    const { observations, outcome } = await read(wide, wideMapping);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(short(observations), [
      ['019021', 'nursery-places', '2021', '', null, '', '45', 'posti'],
      ['019021', 'nursery-places', '2022', '', null, '', '1048.5', 'posti'],
      ['020059', 'nursery-places', '2021', '', null, '', null, 'posti'],
      ['020059', 'nursery-places', '2022', '', null, '', '12', 'posti'],
    ]);
    assert.deepEqual([outcome.facts.layout, outcome.facts.title], ['mapped', 'Posti nei nidi']);
    assert.equal(outcome.facts.notes, 'Fonte: rilevazione dei comuni');
    assert.deepEqual(sentences(outcome), [
      'Riga 5, colonna 1: «Totale» non è un comune e la riga non è stata letta: le somme le calcola Trama.',
    ]);
  });

  it('is found again when next year’s file has moved its header and columns', async () => {
    const moved = `Titolo;;;\nAltra riga;;;\n;;;\nPosti 2022;Posti 2021;Comune;Provincia\n12;45;Viadana;MN\n`;
    const { observations } = await read(moved, wideMapping);
    assert.deepEqual(
      observations.map((o) => [o.placeCode, o.period, o.value]),
      [
        ['020066', '2021', '45'],
        ['020066', '2022', '12'],
      ],
    );
    const { outcome } = await read(moved.replace('Posti 2021', 'Posti 2023'), wideMapping);
    assert.deepEqual(new Set(problemCodes(outcome)), new Set(['column-missing']));
  });

  const longMapping: ColumnMapping = {
    sheet: '',
    headerRow: 1,
    place: { by: 'code', column: ref('istat', 0) },
    period: { by: 'column', column: ref('anno', 1) },
    sex: ref('sesso', 2),
    age: ref('età', 3),
    categories: [ref('tipo', 4)],
    values: {
      shape: 'long',
      column: ref('valore', 6),
      measure: {
        by: 'column',
        column: ref('voce', 5),
        meanings: { Utenti: { variable: 'home-care-users', unit: 'persone' } },
      },
    },
    decimal: '.',
    empty: 'absent',
    marks: [],
  };
  const long = `istat,anno,sesso,età,tipo,voce,valore
19021,2021,Femmine,65 e oltre,SAD,Utenti,12
019021,31/12/2021,M,0-4,,Utenti,3
020007,2020/21,totale,Totale,ADI,Utenti,
`;

  it('of one column of figures is read with its dimensions; codes get their zeros back', async () => {
    const { observations, outcome } = await read(long, longMapping);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(short(observations), [
      ['019021', 'home-care-users', '2021', 'f', 65, 'SAD', '12', 'persone'],
      ['019021', 'home-care-users', '2021-12-31', 'm', 0, '', '3', 'persone'],
    ]);
  });

  const refused: [string, string, string, RegExp][] = [
    ['an unknown word without its unit', long.replace('Utenti,12', 'Pasti,12'), 'unit-missing', /«Pasti»/],
    ['a bad age', long.replace('0-4', 'piccoli'), 'age-malformed', /«piccoli»/],
    ['a bad sex', long.replace(',M,', ',X,'), 'sex-malformed', /«X»/],
    ['a bad period', long.replace('2020/21', '2020/25'), 'period-malformed', /2020\/25/],
    ['text for a number', long.replace(',12\n', ',dodici\n'), 'number-unreadable', /«dodici» .* 1,234\.5/],
    ['a formula', long.replace(',12\n', ',=A1\n'), 'number-unreadable', /«=A1»/],
    ['an unknown code', long.replace('020007', 'MN-7'), 'code-malformed', /«MN-7»/],
    ['the same figure twice', `${long}019021,2021,f,65+,SAD,Utenti,13\n`, 'row-repeated', /righe 2 e 5/],
    [
      'a row too wide',
      `${long}019021,2021,f,65+,SAD,Utenti,13,x\n`,
      'row-width',
      /le celle sono 8 e ne servono 7/,
    ],
    ['a cut row', `${long}019021,2021,f`, 'truncated', /incompleto/],
    ['no row', long.split('\n').slice(0, 1).join('').concat('\n'), 'rows-missing', /nessuna riga/],
  ];
  for (const [what, text, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(text, longMapping);
      assert.deepEqual(problemCodes(outcome), [code]);
      assert.match(sentences(outcome)[0] ?? '', message);
    });
  }

  it('names the nearest comuni for a name that is none, and the namesakes for one that is several', async () => {
    const { outcome } = await read(wide.replace('Casalmaggiore;CR', 'Casalmagiore;CR'), wideMapping);
    assert.deepEqual(
      sentences(outcome)[0],
      'Riga 3, colonna 1: «Casalmagiore» non è il nome di nessun comune; i più simili sono Casalmaggiore. Correggete il nome e ricaricate il file.',
    );
    const namesake = wide.replace('Casalmaggiore;CR', 'Castro;');
    const { outcome: ambiguous } = await read(namesake, wideMapping);
    assert.deepEqual(problemCodes(ambiguous)[0], 'name-ambiguous');
    assert.match(sentences(ambiguous)[0] ?? '', /\(Castro \(BG\), Castro \(LE\)\)/);
  });

  it('is quick, also where the same wrong name comes a hundred thousand times', async () => {
    const rows = 100_000;
    const row = (name: string, index: number) => `${name};CR;${index};1\n`;
    const head = wide.split('\n').slice(0, 2).join('\n');
    for (const name of ['Casalmaggiore', 'Casalmagiore']) {
      const text = Array.from({ length: rows }, (_, index) => row(name, index)).join('');
      const before = process.cpuUsage();
      const { outcome } = await read(`${head}\n${text}`, wideMapping);
      const { user, system } = process.cpuUsage(before);
      assert.equal(outcome.accepted, false);
      assert.ok(user + system < 5_000_000, `${(user + system) / 1000} ms`);
    }
  });

  it('keeps the comuni asked for', async () => {
    const { observations, outcome } = await read(wide, wideMapping, { keep });
    assert.deepEqual(new Set(observations.map((o) => o.placeCode)), new Set(['019021']));
    assert.equal(outcome.accepted && outcome.counts.skipped, 1);
  });

  it('may end without a line break, with a warning', async () => {
    const { outcome } = await read(long.trimEnd().replace(/,$/, ',5'), longMapping);
    assert.deepEqual(outcome.accepted && outcome.warnings.map((w) => w.code), ['end-unsure']);
  });

  it('is read from a workbook’s sheet; a sheet that is not there is said', async () => {
    const book = workbookOf({
      Copertina: [['Ambito']],
      Posti: [
        ['Comune', 'Posti 2021', 'Posti 2022'],
        ['Casalmaggiore', 45, 48.5],
        ['Viadana', null, { formula: 'B2', value: 7 }],
      ],
    });
    const mapping: ColumnMapping = {
      ...wideMapping,
      sheet: 'Posti',
      headerRow: 1,
      decimal: '.',
      empty: 'absent',
      place: { by: 'name', column: ref('comune', 0) },
    };
    const { observations, outcome } = await read(book, mapping);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.placeCode, o.period, o.value]),
      [
        ['019021', '2021', '45'],
        ['019021', '2022', '48.5'],
        ['020066', '2022', '7'],
      ],
    );
    const { outcome: absent } = await read(book, { ...mapping, sheet: 'Altro' });
    assert.deepEqual(problemCodes(absent), ['sheet-missing']);
  });

  it('gives the same rows however its file is split, encoded and ended', async () => {
    const expected = await read(wide, wideMapping);
    const turned: [string, BufferEncoding][] = [
      [wide, 'utf8'],
      [`\uFEFF${wide}`, 'utf8'],
      [wide, 'latin1'],
      [`\uFEFF${wide}`, 'utf16le'],
      [wide.replaceAll('\n', '\r\n'), 'utf8'],
    ];
    for (const [text, encoding] of turned) {
      const bytes = Buffer.from(text, encoding);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
          const { rows } = await readAll(pieces, { mapping: wideMapping, places });
          assert.deepEqual(rows, expected.observations);
        }),
        { numRuns: 10 },
      );
    }
  });
});

describe('A sketch', () => {
  it('guesses what columns hold and why, and makes a mapping that reads the table', async () => {
    const seen = await sketch(wide);
    const [sheet] = seen.sheets;
    assert.deepEqual([seen.format, seen.delimiter, sheet?.headerRow, sheet?.missing], ['text', ';', 2, []]);
    assert.deepEqual(
      sheet?.columns.map((guess) => [guess.heading, guess.meaning, describeGuess(guess, 'it')]),
      [
        ['Comune', 'placeName', 'Lo dice il nome della colonna, «Comune».'],
        ['Provincia', 'province', 'Lo dice il nome della colonna, «Provincia».'],
        ['Posti 2021', 'value', '100 valori su 100 sono numeri.'],
        ['Posti 2022', 'value', '100 valori su 100 sono numeri.'],
      ],
    );
    assert.ok(sheet?.draft);
    const { observations, outcome } = await read(wide, sheet.draft);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.placeCode, o.variable, o.period, o.value]),
      [
        ['019021', 'Posti', '2021', '45'],
        ['019021', 'Posti', '2022', '1048.5'],
        ['020059', 'Posti', '2022', '12'],
      ],
    );
    assert.equal(isRecipeFor(sheet.draft, seen), true);
    assert.equal(isRecipeFor(wideMapping, await sketch('a;b\nx;1\n')), false);
  });

  it('reads sexes and known variables from headings, and the year from the title', async () => {
    const seen = await sketch(
      'Residenti al 1° gennaio 2023,,\nComune,Popolazione maschi,Popolazione femmine\nViadana,10,12\n',
    );
    assert.deepEqual(seen.sheets[0]?.draft?.period, { by: 'fixed', period: '2023' });
    assert.deepEqual(seen.sheets[0]?.draft?.values, {
      shape: 'wide',
      columns: [
        { column: ref('popolazione maschi', 1), variable: 'population', unit: 'persone', sex: 'm' },
        { column: ref('popolazione femmine', 2), variable: 'population', unit: 'persone', sex: 'f' },
      ],
    });
  });

  it('says what it could not find', async () => {
    const seen = await sketch('voce;valore\nmense;3\ntrasporti;4\n');
    assert.deepEqual(seen.sheets[0]?.missing, ['place', 'period']);
    assert.equal(seen.sheets[0]?.draft, undefined);
  });

  it('looks at every sheet of a workbook', async () => {
    const seen = await sketch(
      workbookOf({
        Note: [['Nota']],
        Dati: [
          ['Codice Istat', 'Anno', 'Valore'],
          ['019021', 2021, 3.5],
        ],
      }),
    );
    assert.deepEqual(
      seen.sheets.map(({ name, missing }) => [name, missing.length]),
      [
        ['Note', 3],
        ['Dati', 0],
      ],
    );
  });

  it('tells files that are no tables', async () => {
    for (const [bytes, code] of [
      [Buffer.from('%PDF-1.7'), 'file-pdf'],
      [Buffer.alloc(0), 'file-empty'],
    ] as const) {
      const outcome = await sketchTable([bytes]);
      assert.deepEqual(!outcome.accepted && outcome.problems.map((p) => p.code), [code]);
    }
  });

  it('never fails, and what it drafts is a mapping', async () => {
    const cell = fc.constantFrom(
      '',
      'Comune',
      'Viadana',
      '019021',
      '2021',
      '3,5',
      '1.000',
      'M',
      '0-4',
      '"x',
      '%',
      '…',
    );
    const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(';', ',', '\t'), async (rows, delimiter) => {
        const text = rows.map((cells) => cells.join(delimiter)).join('\n');
        const outcome = await sketchTable([Buffer.from(text)], { places, keep });
        if (!outcome.accepted) return;
        for (const { draft } of outcome.sketch.sheets) {
          if (!draft) continue;
          assert.ok(columnMapping.safeParse(draft).success, JSON.stringify(draft));
          await read(text, draft);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of the plan’s own table of comuni reads it by its draft', async (t) => {
    const published = findPublished('oglio-po/comuni.csv');
    if (!published) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const before = process.cpuUsage();
    const outcome = await sketchTable(createReadStream(published), { places });
    assert.ok(outcome.accepted && process.cpuUsage(before).user < 3_000_000);
    const columns = outcome.sketch.sheets[0]?.columns ?? [];
    assert.equal(columns[0]?.meaning, 'placeCode');
    const females = columns.find(({ heading }) => heading === 'pop2021_f')?.figures;
    assert.deepEqual([females?.period, females?.sex], ['2021', 'f']);
    const mapping: ColumnMapping = {
      sheet: '',
      headerRow: 1,
      place: { by: 'code', column: ref('istat_code', 0) },
      period: { by: 'fixed', period: '2021' },
      categories: [],
      values: {
        shape: 'wide',
        columns: [{ column: ref('pop2021_f', 6), variable: 'population', unit: 'persone', sex: 'f' }],
      },
      decimal: '.',
      empty: 'absent',
      marks: [],
    };
    const { observations } = await read(readFileSync(published), mapping);
    assert.equal(observations.length, 27);
  });
});
