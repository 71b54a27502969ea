import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { listDemoSeries } from '../demo-series.fixture.js';
import { type Cell, observationsInMemory, type SourcePlace } from './observation-source.js';
import { findPublishedFigure } from './published.figure.js';
import { readPublishedTotals, writeFileProblem } from './published.file.js';
import { checkPublishedTotals } from './published.rules.js';

const demo = new URL('../../../../demo/oglio-po/', import.meta.url);

type Row = Readonly<Record<string, string>>;

function rows(file: string): readonly Row[] {
  return parse(readFileSync(new URL(file, demo)), { columns: true });
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new TypeError(`The demo's file has no column ${column}.`);
  return value;
}

const territories = rows('territories.csv');
const codes = new Map(territories.map((row) => [text(row, 'name'), text(row, 'code')]));

const places: readonly SourcePlace[] = territories.map((row) => {
  const place = { code: text(row, 'code'), name: text(row, 'name'), kind: text(row, 'level') };
  if (place.kind !== 'area') return place;
  const comuni = territories.filter((other) => other.area === place.code).map((other) => text(other, 'code'));
  return { ...place, comuni };
});

const cells: Cell[] = [];
for (const row of rows('observations.csv')) {
  const sex = text(row, 'sex');
  if (sex !== '' && sex !== 'm' && sex !== 'f') throw new TypeError(`sex: ${sex}`);
  cells.push({
    variable: text(row, 'variable'),
    place: text(row, 'place_code'),
    period: text(row, 'period'),
    sex,
    category: text(row, 'category'),
    value: text(row, 'value'),
  });
}
for (const { indicator, territory, period, category, value } of listDemoSeries()) {
  cells.push({
    variable: indicator,
    place: codes.get(territory) ?? '',
    period,
    sex: '',
    category,
    value,
  });
}

const file = readPublishedTotals(readFileSync(new URL('published-totals.csv', demo), 'utf8'));
const { totals } = file;

test('every published total has a formula that can be read, or the reason why there is none', () => {
  assert.deepEqual(
    file.problems.map((problem) => writeFileProblem(problem, 'it')),
    [],
  );
  assert.equal(totals.length, 170);
  assert.equal(totals.filter((total) => total.formula !== null).length, 168);
});

test('the series of the plan are all there, in its long table and in those of its offices', () => {
  const series = listDemoSeries();
  assert.equal(series.length, 618);
  assert.deepEqual(
    series.filter(({ territory }) => !codes.has(territory)),
    [],
  );
  const requests = series.filter(({ indicator }) => indicator === 'RdC domande per comune');
  assert.equal(requests.length, 56);
  assert.deepEqual(requests.at(-2), {
    indicator: 'RdC domande per comune',
    territory: 'Piadena Drizzona',
    period: '2022-01-20',
    category: 'totale domande in carico',
    value: '29',
    unit: 'domande',
  });
});

test('stated decimals are those of the printed text', () => {
  for (const { code, asPublished, decimals } of totals) {
    const figure = findPublishedFigure(asPublished);
    if (figure) assert.equal(decimals, figure.decimals, code);
  }
});

test('the totals that do not follow from the published figures are found, and no others', () => {
  const checks = checkPublishedTotals(totals, observationsInMemory(places, cells));
  const bySeverity = (severity: string) =>
    checks.flatMap((check) =>
      check.kind === 'differs' && check.finding.severity === severity ? [check.code] : [],
    );
  assert.deepEqual(bySeverity('error'), [
    'pop2021_maschi_a',
    'pop2020_femmine',
    'stranieri_secondo',
    'alloggi_quota_comuni',
    'sil_in_carico',
    'spesa_disabili_domiciliarita',
    'rdc_comuni',
    'domande_abitare_condizione',
    'cartelle_cap4',
    'cartelle_cap5',
    'micro_territori',
    'densita_voltido',
    'stranieri_pct_bozzolo',
    'stranieri_pct_commessaggio',
    'stranieri_pct_dosolo',
    'stranieri_pct_gazzuolo',
    'stranieri_pct_marcaria',
    'stranieri_pct_pomponesco',
    'stranieri_pct_rivarolo_mantovano',
    'stranieri_pct_sabbioneta',
    'stranieri_pct_san_martino_dallargine',
    'stranieri_pct_viadana',
  ]);
  assert.deepEqual(bySeverity('warning'), [
    'saldo_percentuale',
    'affidi_quota_casalasco',
    'educativa_quota_viadanese',
    'sad_copertura_casalasco',
    'micro_territori_abitanti',
    'densita_dosolo',
    'densita_san_martino_dallargine',
  ]);
  // Parts of a whole, and what the rounding of the printed areas explains: ISTAT divides by areas with more decimals.
  assert.deepEqual(bySeverity('info'), [
    'superficie_ambito_b',
    'superficie_casalasco',
    'minori_ag_totale',
    'integrazione_scolastica_ambito',
    'puc_totale',
    'rdc_fasi',
    'densita_tab_bozzolo',
    'densita_commessaggio',
    'densita_gazzuolo',
    'densita_gussola',
    'densita_motta_baluffi',
    'densita_piadena_drizzona',
    'densita_pomponesco',
    'densita_rivarolo_del_re_ed_uniti',
    'densita_rivarolo_mantovano',
    'densita_san_giovanni_in_croce',
    'densita_scandolara_ravara',
    'densita_solarolo_rainerio',
    'densita_spineda',
    'densita_tornata',
  ]);
  assert.deepEqual(
    checks.flatMap((check) => (check.kind === 'notComputable' ? [check.code] : [])),
    ['densita_lombardia', 'rdc_639'],
  );
});
