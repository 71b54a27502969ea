import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Boundary, FileOutcome, Observation, ReadOptions, RegistryEntry } from './files.types.js';
import type { NamedPlace } from './mapping.types.js';
import { readFile } from './read-file.js';

const repository = new URL('../../../../', import.meta.url);

export function readRepositoryFile(path: string): Buffer {
  return readFileSync(new URL(path, repository));
}

/** Bytes of a small file of ours, in a real layout with invented places and values. */
export function fixture(name: string): Buffer {
  return readRepositoryFile(`src/domains/territory/files/fixtures/${name}`);
}

/** Codes of all comuni of the shipped table. */
export function italianCodes(): Set<string> {
  const lines = readRepositoryFile('reference/comuni-italiani.csv')
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1);
  return new Set(lines.map((line) => line.slice(0, 6)));
}

/** All comuni of the shipped table, with their provinces. */
export function namedComuni(): NamedPlace[] {
  const rows = parse(readRepositoryFile('reference/comuni-italiani.csv'), { columns: true });
  return (rows as Record<string, string>[]).map((row) => ({
    code: row.code ?? '',
    name: row.name ?? '',
    province: row.province ?? '',
    provinceName: row.province_name ?? '',
  }));
}

export const fixtureNames = [
  'p2.csv',
  'p3.csv',
  'tidy.csv',
  'series.csv',
  'boundaries.geojson',
  'boundaries.topo.json',
];

/** Where the publishers' own files are, if they are on this machine. */
export function findPublished(path: string): URL | undefined {
  const root = process.env.TRAMA_SHARED
    ? new URL(`file://${process.env.TRAMA_SHARED}/`)
    : new URL('../shared/data/', repository);
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), root);
  return existsSync(url) ? url : undefined;
}

export interface ReadResult {
  rows: (Observation | Boundary | RegistryEntry)[];
  outcome: FileOutcome;
}

/** Reads a whole file from its chunks. */
export async function readAll(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<ReadResult> {
  const reading = await readFile(chunks, options);
  const rows: (Observation | Boundary | RegistryEntry)[] = [];
  if (reading.kind === 'observations') for await (const batch of reading.observations) rows.push(...batch);
  if (reading.kind === 'registry') for await (const batch of reading.entries) rows.push(...batch);
  if (reading.kind === 'boundaries') for await (const row of reading.boundaries) rows.push(row);
  return { rows, outcome: reading.outcome() };
}

/** Codes of the problems of a refused file; ['accepted'] when it is not refused. */
export function problemCodes(outcome: FileOutcome): string[] {
  return outcome.accepted ? ['accepted'] : outcome.problems.map((problem) => problem.code);
}
