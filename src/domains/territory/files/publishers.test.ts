import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { describeProblem } from './describe-problem.js';
import { findPublished, problemCodes, readAll, readRepositoryFile } from './files.fixture.js';
import type { FileOutcome, Observation, RegistryEntry } from './files.types.js';
import areas from './national-areas.json' with { type: 'json' };
import { findVariable } from './variables.js';

async function read(text: string | Buffer, options = {}) {
  const { rows, outcome } = await readAll([Buffer.from(text)], options);
  return { observations: rows as Observation[], entries: rows as RegistryEntry[], outcome };
}

function sentence(outcome: FileOutcome): string {
  const [problem] = outcome.accepted ? [] : outcome.problems;
  return problem ? describeProblem(problem, 'it') : '';
}

const absent = 'the published files are absent: ../shared/data or TRAMA_SHARED';

describe('SDMX-CSV', () => {
  const header =
    'DATAFLOW,FREQ,REF_AREA,DATA_TYPE,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,NOTE_DS,BASE_PER,UNIT_MEAS,UNIT_MULT';
  const row = (area: string, value = '269.0', rest: { sex?: string; day?: string; type?: string } = {}) =>
    `IT1:29_316(1.0),A,${area},${rest.type ?? 'FJAN'},${rest.sex ?? '9'},${rest.day ?? '2025-01-01'},${value},,,,,`;
  const file = (...rows: string[]) => `${header}\n${rows.join('\n')}\n`;

  it('mixes comuni, provinces, regions and Italy, and passes over groups of regions', async () => {
    const text = file(
      row('019021'),
      row('ITC4A'),
      row('IT108'),
      row('ITC4'),
      row('ITC'),
      row('ITD1'),
      row('IT'),
    );
    const { observations, outcome } = await read(text);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.placeCode, o.placeLevel, o.placeName]),
      [
        ['019021', 'comune', ''],
        ['019', 'provincia', 'Cremona'],
        ['108', 'provincia', 'Monza e della Brianza'],
        ['03', 'regione', 'Lombardia'],
        ['IT', 'nazionale', 'Italia'],
      ],
    );
    assert.deepEqual(outcome.counts.skipped, 2);
    const [first] = observations;
    assert.deepEqual(
      [first?.variable, first?.period, first?.sex, first?.value, first?.unit],
      ['foreign-population', '2025', '', '269', 'persone'],
    );
    assert.equal(outcome.facts.title, 'Stranieri residenti al 1° gennaio, 2025 (29_316)');
  });

  it('keeps the comuni asked for and what holds them', async () => {
    const text = file(
      row('019021'),
      row('020007'),
      row('ITC4A'),
      row('ITC4B'),
      row('ITC4'),
      row('ITD3'),
      row('IT'),
    );
    const { observations } = await read(text, { keep: new Set(['019021']) });
    assert.deepEqual(
      observations.map((o) => o.placeCode),
      ['019021', '019', '03', 'IT'],
    );
  });

  it('reads sexes, ages and other dimensions, and what is kept back as null', async () => {
    const text =
      'REF_AREA,DATA_TYPE,SEX,AGE,CITIZENSHIP,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n' +
      '019021,FJAN,1,Y7,TOTAL,2024,3,\n019021,FJAN,2,Y_GE100,RO,2024,,c\n019021,FJAN,9,Y0-4,TOTAL,2024,12.0,\n';
    const { observations, outcome } = await read(text);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.sex, o.ageFrom, o.ageTo, o.category, o.value]),
      [
        ['m', 7, 7, '', '3'],
        ['f', 100, null, 'citizenship RO', null],
        ['', 0, 4, '', '12'],
      ],
    );
  });

  const refused: [string, string, string, RegExp][] = [
    ['a figure of unknown meaning', file(row('019021', '3', { type: 'XYZ' })), 'variable-unknown', /«XYZ»/],
    ['half a person', file(row('019021', '2.5')), 'count-expected', /«2\.5»/],
    ['an empty value', file(row('019021', '')), 'value-missing', /vuota/],
    ['the same figure twice', file(row('019021'), row('019021')), 'row-repeated', /^Le righe 2 e 3/],
    ['a place that is none', file(row('CREMONA')), 'place-unknown', /CREMONA/],
    ['an unknown sex', file(row('019021', '3', { sex: '7' })), 'sex-malformed', /«7»/],
    ['a bad period', file(row('019021', '3', { day: '2025-02-30' })), 'period-malformed', /2025-02-30/],
    ['a cut row', `${file(row('019021'))}IT1:29_316(1.0),A,0190`, 'truncated', /incompleto/],
    ['no row', `${header}\n`, 'rows-missing', /nessuna riga/],
  ];
  for (const [what, text, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(text);
      assert.deepEqual(problemCodes(outcome), [code]);
      assert.match(sentence(outcome), message);
    });
  }

  it('gives, from the published file, provinces and regions that are the sums of their comuni', async (t) => {
    const published = findPublished('istat/sdmx/istat_29_316_FJAN.csv');
    if (!published) return t.diagnostic(absent);
    const { rows, outcome } = await readAll(createReadStream(published));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    const sums = new Map<string, number>();
    const given = new Map<string, number>();
    const regionOf = new Map(areas.provinces.map(({ code, region }) => [code, region]));
    for (const { placeCode, placeLevel, year, value } of rows as Observation[]) {
      if (placeLevel !== 'comune') {
        given.set(`${placeCode} ${year}`, Number(value));
        continue;
      }
      const province = placeCode.slice(0, 3);
      for (const code of [province, regionOf.get(province), 'IT']) {
        const key = `${code} ${year}`;
        sums.set(key, (sums.get(key) ?? 0) + Number(value));
      }
    }
    assert.equal(given.size, 6 * (107 + 20 + 1));
    assert.deepEqual(new Map([...given].toSorted()), new Map([...sums].toSorted()));
    assert.equal(given.get('IT 2025'), 5_371_251);
  });
});

describe('Table of provinces and regions', () => {
  it('agrees with the shipped one', () => {
    const table = parse(readRepositoryFile('reference/comuni-italiani.csv'), { columns: true }) as Record<
      string,
      string
    >[];
    const provinces = new Map(
      table.map((row) => [row.province_code, [row.province_name, row.region_code, row.region]]),
    );
    const regions = new Map(areas.regions.map(({ code, name }) => [code, name]));
    assert.deepEqual(
      new Map(areas.provinces.map(({ code, name, region }) => [code, [name, region, regions.get(region)]])),
      provinces,
    );
  });
});

describe('Incomes by comune', () => {
  const header =
    'Anno di imposta;Codice catastale;Codice Istat Comune;Denominazione Comune;Sigla Provincia;Regione;Codice Istat Regione;' +
    "Numero contribuenti;Reddito da pensione - Frequenza;Reddito da pensione - Ammontare in euro;Reddito di spettanza dell'imprenditore in contabilita' ordinaria  (comprensivo dei valori nulli) - Frequenza;" +
    "Reddito di spettanza dell'imprenditore in contabilita' ordinaria  (comprensivo dei valori nulli) - Ammontare in euro;" +
    'Reddito complessivo da 10000 a 15000 euro - Frequenza;Reddito complessivo da 10000 a 15000 euro - Ammontare in euro;';
  const casale = '2021;B898;019021;CASALE DI PROVA;CR;Lombardia;3;100;40;812345;;;12;-150;;';
  const lost = '2021;0;0;0;0;Mancante/errata;0;33;8;26;;;1;2;;';
  const file = (...rows: string[]) => `${[header, ...rows].join('\r\n')}\r\n`;

  it('reads an empty cell as withheld, never as zero, and passes over what has no comune', async () => {
    const { observations, outcome } = await read(file(casale, lost));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.variable, o.category, o.value, o.unit, o.period]),
      [
        ['taxpayers', '', '100', 'persone', '2021'],
        ['income-pension-taxpayers', '', '40', 'persone', '2021'],
        ['income-pension', '', '812345', 'euro', '2021'],
        ['income-business-ordinary-taxpayers', '', null, 'persone', '2021'],
        ['income-business-ordinary', '', null, 'euro', '2021'],
        ['total-income-taxpayers', 'da 10.000 a 15.000 €', '12', 'persone', '2021'],
        ['total-income', 'da 10.000 a 15.000 €', '-150', 'euro', '2021'],
      ],
    );
    assert.ok(observations.every((o) => findVariable(o.variable)?.unit === o.unit));
    assert.deepEqual([outcome.counts.kept, outcome.counts.skipped], [1, 1]);
    const { publication, source, licence, year } = outcome.facts;
    assert.deepEqual([publication, year], ['mef-irpef-2021-019021', 2021]);
    assert.deepEqual([source, licence], ['MEF - Dipartimento delle Finanze', 'CC-BY-3.0-IT']);
  });

  it('says which column it does not know', async () => {
    const { outcome } = await read(file(casale).replaceAll('pensione', 'criptovalute'));
    assert.deepEqual(outcome.accepted && outcome.warnings.map((w) => w.columnName), [
      'Reddito da criptovalute - Frequenza',
      'Reddito da criptovalute - Ammontare in euro',
    ]);
  });

  const refused: [string, string, string][] = [
    ['a comune twice', file(casale, casale), 'place-repeated'],
    ['no taxpayers', file(casale.replace(';100;', ';;')), 'value-missing'],
    ['thousands', file(casale.replace('812345', '812.345')), 'thousands-ambiguous'],
    [
      'two years of income',
      file(casale, casale.replace('2021', '2020').replace('019021', '019009')),
      'period-malformed',
    ],
    ['a cut row', file(casale).slice(0, -30), 'truncated'],
    ['a formula', file(casale.replace('812345', '=A1')), 'count-expected'],
  ];
  for (const [what, text, code] of refused) {
    it(`refuses ${what}`, async () => assert.deepEqual(problemCodes((await read(text)).outcome), [code]));
  }

  it('gives the comuni of the published file, with what is withheld as null', async (t) => {
    const published = findPublished('mef/Redditi_e_principali_variabili_IRPEF_su_base_comunale_CSV_2021.csv');
    if (!published) return t.diagnostic(absent);
    const { rows, outcome } = await readAll(createReadStream(published));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(outcome.warnings, []);
    assert.deepEqual([outcome.counts.kept, outcome.counts.skipped], [7904, 1]);
    const observations = rows as Observation[];
    assert.equal(new Set(observations.map((o) => o.placeCode)).size, outcome.counts.kept);
    const text = readFileSync(published, 'latin1').split('\r\n').slice(1);
    const empty = text
      .filter((line) => line !== '' && !line.includes('Mancante'))
      .reduce(
        (sum, line) =>
          sum +
          line
            .split(';')
            .slice(8, 50)
            .filter((cell) => cell === '').length,
        0,
      );
    assert.equal(observations.filter((o) => o.value === null).length, empty);
    assert.ok(empty > 0);
  });
});

describe('Lists of comuni', () => {
  it('reads the list of comuni with its broken header and accents', async (t) => {
    const published = findPublished('istat/elenchi/Elenco-comuni-italiani_2024.csv');
    if (!published) return t.diagnostic(absent);
    const { rows, outcome } = await readAll(createReadStream(published));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    const entries = rows as RegistryEntry[];
    assert.equal(entries.length, 7901);
    const of = (code: string) => entries.find((entry) => entry.code === code);
    assert.deepEqual(of('019116'), {
      kind: 'comune',
      line: of('019116')?.line,
      code: '019116',
      name: 'Piadena Drizzona',
      otherName: '',
      provinceCode: '019',
      province: 'CR',
      provinceName: 'Cremona',
      regionCode: '03',
      region: 'Lombardia',
      cadastralCode: 'M418',
    });
    assert.equal(of('001001')?.name, 'Agliè');
    const bolzano = of('021008');
    assert.deepEqual(bolzano?.kind === 'comune' && [bolzano.name, bolzano.otherName], ['Bolzano', 'Bozen']);
  });

  it('reads what became of the comuni that ended', async (t) => {
    const published = findPublished('istat/elenchi/Elenco comuni soppressi.csv');
    if (!published) return t.diagnostic(absent);
    const { rows, outcome } = await readAll(createReadStream(published));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    const changes = (rows as RegistryEntry[]).flatMap((entry) => (entry.kind === 'change' ? [entry] : []));
    assert.equal(changes.length, 2634);
    assert.deepEqual(
      changes
        .filter(({ successorCode }) => successorCode === '019116')
        .map(({ code, name, on, isSplit }) => [code, name, on, isSplit]),
      [
        ['019042', 'Drizzona', '2019-01-01', false],
        ['019071', 'Piadena', '2019-01-01', false],
      ],
    );
    assert.equal(changes.filter(({ isSplit }) => isSplit).length, 333);
    assert.equal(changes.filter(({ successorCode }) => successorCode === '').length, 107);
  });

  const header =
    'Anno;Codice Comune;Denominazione Comune;Comune soppresso per scorporo;Data evento;Codice del Comune associato alla variazione;Denominazione Comune associato alla variazione\r\n';
  const refused: [string, string, string][] = [
    ['a bad day', `${header}2019;019042;Drizzona;;31/02/2019;019116;Piadena Drizzona\r\n`, 'day-malformed'],
    ['a bad code', `${header}2019;19042;Drizzona;;01/01/2019;019116;Piadena Drizzona\r\n`, 'code-malformed'],
    ['a cut row', `${header}2019;019042;Drizzona;;01/01/2019;0191`, 'truncated'],
    [
      'the same event twice',
      `${header}${'2019;019042;Drizzona;;01/01/2019;019116;Piadena Drizzona\r\n'.repeat(2)}`,
      'place-repeated',
    ],
    ['no row', header, 'rows-missing'],
  ];
  for (const [what, text, code] of refused) {
    it(`refuses ${what}`, async () => assert.deepEqual(problemCodes((await read(text)).outcome), [code]));
  }
});
