import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { listDemoSeries } from '../demo-series.fixture.js';
import type { CheckFigure, CheckInput, CheckPlace } from './check.types.js';

const demo = new URL('../../../../demo/oglio-po/', import.meta.url);

type Row = Readonly<Record<string, string>>;

function rows(file: string): readonly Row[] {
  return parse(readFileSync(new URL(file, demo)), { columns: true });
}

const KINDS = new Map([
  ['comune', 'comune'],
  ['area', 'area'],
  ['ambito', 'ambito'],
]);

function listPlaces(): CheckPlace[] {
  const territories = rows('territories.csv');
  const comuni = territories.filter((row) => row.level === 'comune');
  return territories.map((row) => ({
    code: row.code ?? '',
    name: row.name ?? '',
    kind: KINDS.get(row.level ?? '') ?? row.level ?? '',
    since: null,
    comuni: comuni
      .filter((one) => row.level === 'ambito' || (row.level === 'area' && one.area === row.code))
      .map((one) => one.code ?? ''),
  }));
}

function yearOf(period: string): number | null {
  const years = period.match(/\d{4}/g);
  return years ? Number(years.at(-1)) : null;
}

/** The demonstration's figures as the check reads them, from its files. */
export function readDemoFigures(): CheckInput {
  const places = listPlaces();
  const codes = new Map(places.map((place) => [place.name, place.code]));
  const figure = (of: Partial<CheckFigure> & { period: string }): CheckFigure => ({
    variable: '',
    place: '',
    sex: '',
    ageFrom: -1,
    ageTo: -1,
    category: '',
    value: null,
    unit: '',
    dataset: '',
    year: yearOf(of.period),
    ...of,
  });
  const figures = [
    ...rows('observations.csv').map((row) =>
      figure({
        variable: row.variable ?? '',
        place: row.place_code ?? '',
        period: row.period ?? '',
        sex: row.sex === 'm' || row.sex === 'f' ? row.sex : '',
        category: row.category ?? '',
        value: row.value ?? null,
        unit: row.unit === 'kmq' ? 'km²' : (row.unit ?? ''),
        dataset: 'comuni',
      }),
    ),
    ...listDemoSeries().map((row) =>
      figure({
        variable: row.indicator,
        place: codes.get(row.territory) ?? '',
        period: row.period,
        category: row.category,
        value: row.value,
        unit: row.unit,
        dataset: 'serie',
      }),
    ),
  ];
  const names = new Map([
    ['population', 'Popolazione residente al 1° gennaio'],
    ['italian-population', 'Cittadini italiani residenti al 1° gennaio'],
    ['foreign-population', 'Stranieri residenti al 1° gennaio'],
    ['land-area', 'Superficie territoriale'],
  ]);
  return {
    figures,
    ages: [],
    places,
    variables: [...new Set(figures.map((one) => one.variable))].map((code) => ({
      code,
      name: names.get(code) ?? code,
      nature: 'other',
    })),
    datasets: new Map([
      ['comuni', 'Popolazione, stranieri e superficie dei comuni'],
      ['serie', 'Serie del Piano di Zona'],
    ]),
  };
}
