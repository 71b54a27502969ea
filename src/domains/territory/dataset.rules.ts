import { codeOf } from './ambito.rules.js';
import type { StatedFacts } from './dataset.types.js';
import type { FileFacts, Observation } from './files/files.types.js';
import { findVariable } from './files/variables.js';
import type { NewVariable } from './import.sql.js';
import type { PlaceKind } from './place.types.js';

export interface DatasetFacts {
  code: string;
  title: string;
  source: string;
  licence: string;
  referenceOn: string | null;
  note: string | null;
}

/** All boundaries are one publication: new ones take the place of the old. */
export const BOUNDARIES_CODE = 'confini';

/** The dataset's facts: what the file states counts more than what was typed. */
export function factsOf(file: FileFacts, stated: StatedFacts, fileName: string): DatasetFacts {
  const named = isBoundaries(file) ? 'Confini dei comuni' : fileName.replace(/\.[a-z0-9]+$/i, '');
  const title = file.title || stated.title?.trim() || named;
  return {
    code: stated.code || datasetCode(file, stated.title?.trim() || fileName.replace(/\.[a-z0-9]+$/i, '')),
    title: title.slice(0, 300),
    source: file.source || stated.source?.trim() || '',
    licence: file.licence || stated.licence?.trim() || '',
    referenceOn: file.referenceOn || stated.referenceOn || null,
    note: [file.notes, stated.note?.trim()].filter(Boolean).join('\n') || null,
  };
}

/**
 * The title of a table read with a recipe says its years, so that next year's file is another publication and does not
 * take the place of this one.
 */
export function withYears(stated: StatedFacts, years: readonly number[]): StatedFacts {
  const title = stated.title?.trim();
  const [first, last] = [years[0], years.at(-1)];
  if (!title || first === undefined || /\b(19|20)\d{2}\b/.test(title)) return stated;
  return { ...stated, title: first === last ? `${title} ${first}` : `${title} ${first}–${last}` };
}

function isBoundaries({ layout }: FileFacts): boolean {
  return ['geojson', 'topojson', 'shapefile'].includes(layout);
}

/** Another year of a yearly file is another publication; the same year again is a new edition of it. */
function datasetCode(file: FileFacts, title: string): string {
  if (isBoundaries(file)) return BOUNDARIES_CODE;
  return file.publication || codeOf(title) || file.layout;
}

const KIND_OF_LEVEL = new Map<string, PlaceKind>([
  ['comune', 'comune'],
  ['sub-ambito', 'area'],
  ['area', 'area'],
  ['distretto', 'area'],
  ['ambito', 'ambito'],
  ['provincia', 'province'],
  ['regione', 'region'],
  ['nazionale', 'country'],
  ['nazione', 'country'],
  ['asst', 'healthDistrict'],
]);

export function findKindOfLevel(level: string): PlaceKind | undefined {
  return KIND_OF_LEVEL.get(level.trim().toLowerCase());
}

/** Places of the territory itself are made by people; those for comparison come with the data that speak of them. */
export function isForComparison(kind: PlaceKind): boolean {
  return kind === 'province' || kind === 'region' || kind === 'country' || kind === 'healthDistrict';
}

/** The variable of a figure: known to the platform, or as the file names and measures it. */
export function variableOf(observation: Observation): NewVariable {
  const known = findVariable(observation.variable);
  if (known) return { code: known.code, name: known.name.it, unit: known.unit, nature: known.nature };
  const { variable, unit } = observation;
  return { code: variable, name: variable, unit, nature: natureOf(unit) };
}

function natureOf(unit: string): NewVariable['nature'] {
  if (unit === '%' || unit === 'percentuale') return 'share';
  if (unit === '€' || unit === 'euro') return 'amount';
  return 'other';
}
