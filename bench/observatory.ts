import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { insertDataset } from '#domains/territory/dataset.sql.js';
import {
  encoded,
  type GeneratedComune,
  generateP2,
  generatePosas,
  generateStrasa,
} from '#domains/territory/files/generated.fixture.js';
import { readFile } from '#domains/territory/files/read-file.js';
import { workOnFile } from '#domains/territory/import.child.js';
import { storeObservations } from '#domains/territory/import.figures.js';
import { loadItalianComuni } from '#domains/territory/italian-comune.load.js';
import { computeMetrics } from '#domains/territory/metric.sql.js';
import type { MetricQuestion, MetricValue } from '#domains/territory/metric.types.js';
import { listPlaces } from '#domains/territory/place.sql.js';
import { makeAmbito, OGLIO_PO } from '#domains/territory/territory.fixture.js';
import { openSpool } from '#domains/territory/upload.spool.js';
import { type Database, openPools } from '#platform/db/database.js';
import { startEmbedded } from '#platform/db/embedded.js';
import { migrate } from '#platform/db/migrate.js';
import { kyselyOn } from '#platform/db/walled.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { HAND_WRITTEN } from './observatory-hand.ts';
import { benchProjection } from './observatory-projection.ts';
import { median, report } from './report.ts';

const YEAR = 2025;
const FIRST_YEAR = 2006;
const ROUNDS = 5;

/** Imports of national files and the engine of metrics, on a database of its own filled with generated files. */
export async function benchObservatory(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'trama-bench-'));
  const dataDir = join(folder, 'data');
  const server = await startEmbedded({ dataDir, log: () => {} });
  await migrate(server.ownerConfig);
  const database = openPools({ ...server, size: 2 });
  try {
    await loadItalianComuni(database.owner);
    const italy = listItaly();
    const national = await makeAmbito(database, { slug: 'nazionale', name: 'Nazionale', ...oglioPo });
    const visited = await makeAmbito(database, { slug: 'dal-sito', name: 'Dal sito', ...oglioPo });
    const detailed = await makeAmbito(database, { slug: 'dettaglio', name: 'Dettaglio', ...oglioPo });
    const imports = [
      await nationalImport(
        { folder, dataDir, slug: national.slug },
        'P2',
        generateP2({ year: YEAR, comuni: italy }),
        6,
      ),
      await nationalImport(
        { folder, dataDir, slug: national.slug },
        'POSAS',
        generatePosas({ year: YEAR, comuni: italy }),
        60,
      ),
    ];
    const fromPages = await importFromPages(database, {
      folder,
      dataDir,
      ambito: visited,
      file: 'POSAS.csv',
    });
    await fillInDetail(
      database,
      detailed,
      italy.filter((comune) => OGLIO_PO.includes(comune.code)),
    );
    await database.owner.query('analyze');
    const engine = [
      ...(await insideAmbito(database, detailed, (ctx) => benchDetail(ctx))),
      ...(await insideAmbito(database, detailed, (ctx) => benchProjection(ctx))),
      ...(await insideAmbito(database, national, (ctx) => benchNation(ctx, italy))),
    ];
    return [...imports.flat(), ...fromPages, ...engine].every((met) => met);
  } finally {
    await database.close();
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

const oglioPo = {
  comuni: OGLIO_PO,
  areas: [
    { name: 'Casalasco', comuni: OGLIO_PO.filter((code) => code.startsWith('019')) },
    { name: 'Viadanese', comuni: OGLIO_PO.filter((code) => code.startsWith('020')) },
  ],
};

/** Italy's comuni with sizes of a plausible spread. */
function listItaly(): GeneratedComune[] {
  const text = readFileSync(new URL('../reference/comuni-italiani.csv', import.meta.url), 'utf8');
  return [...text.matchAll(/^(\d{6}),("[^"]*"|[^,]*)/gm)].map(([, code = '', name = '']) => ({
    code,
    name: name.replaceAll('"', ''),
    size: 300 + ((Number(code) * 7919) % 12_000),
  }));
}

async function nationalImport(
  { folder, dataDir, slug }: { folder: string; dataDir: string; slug: string },
  name: string,
  text: AsyncIterable<string>,
  seconds: number,
): Promise<boolean[]> {
  const file = join(folder, `${name}.csv`);
  await pipeline(Readable.from(encoded(text)), createWriteStream(file));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', join(import.meta.dirname, 'observatory-import.ts'), dataDir, slug, file],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${name} was not imported: ${stderr}`);
  const told: { seconds: number; megabytes: number; figures: number } = JSON.parse(stdout);
  const note = `${told.figures} cifre`;
  return [
    report({
      name: `Importazione di ${name} nazionale`,
      value: told.seconds,
      unit: 's',
      decimals: 2,
      goal: { atMost: seconds },
      note,
    }),
    report({
      name: 'Memoria del processo che importa',
      value: told.megabytes,
      unit: 'MB',
      decimals: 0,
      goal: { atMost: 400 },
    }),
  ];
}

/** The same file brought to the page: looked at, then loaded, each in a process of its own. */
async function importFromPages(
  database: Database,
  { folder, dataDir, ambito, file }: { folder: string; dataDir: string; ambito: Ambito; file: string },
): Promise<boolean[]> {
  const spool = openSpool(dataDir);
  const results: boolean[] = [];
  for (const [name, dryRun] of [
    ['Anteprima di POSAS nazionale dalle pagine', true],
    ['Il suo caricamento', false],
  ] as const) {
    const spooled = newId();
    await spool.receive(spooled, createReadStream(join(folder, file)));
    let peak = 0;
    const begun = performance.now();
    const answer = await workOnFile(
      {
        connection: database.appConfig,
        dataDir,
        ambito,
        accountId: null,
        requestId: 'bench',
        work: { act: 'import', spooled, request: { fileName: file, comuni: 'all', dryRun, examples: 20 } },
      },
      {
        onPeak: (bytes) => {
          peak = bytes;
        },
      },
    );
    if (answer.kind !== 'figures') throw new Error(`${name}: ${answer.kind}`);
    const seconds = (performance.now() - begun) / 1000;
    const note = `${answer.report.counts.figures} cifre`;
    results.push(
      report({ name, value: seconds, unit: 's', decimals: 2, goal: { atMost: 60 }, note }),
      report({
        name: 'Memoria del processo che lo legge',
        value: peak / 1e6,
        unit: 'MB',
        decimals: 0,
        goal: { atMost: 400 },
      }),
    );
  }
  return results;
}

/** Twenty years by single age, balances and foreigners: what an ambito has that imports everything. */
async function fillInDetail(database: Database, ambito: Ambito, comuni: GeneratedComune[]): Promise<void> {
  for (let year = FIRST_YEAR; year <= YEAR; year += 1) {
    for (const text of [
      generatePosas({ year, comuni }),
      generateStrasa({ year, comuni }),
      generateP2({ year, comuni }),
    ])
      await insideAmbito(database, ambito, (ctx) => fill(ctx, text));
  }
}

async function fill(ctx: Ctx, text: AsyncIterable<string>): Promise<void> {
  const reading = await readFile(encoded(text));
  if (reading.kind !== 'observations') throw new Error('A generated file was not recognised.');
  const id = newId();
  const stored = await storeObservations(ctx, id, reading.observations, await listPlaces(ctx.tx));
  const outcome = reading.outcome();
  if (!outcome.accepted) throw new Error(JSON.stringify(outcome.problems[0]));
  const { layout, title } = outcome.facts;
  await insertDataset(
    ctx.tx,
    {
      id,
      code: `${layout}-${stored.years[0]}`,
      title,
      source: '',
      licence: '',
      referenceOn: null,
      fileName: '',
      fileSha256: id,
      fileBytes: 1,
      layout,
      rowCount: stored.figures,
      note: null,
    },
    ctx.now,
  );
}

interface Timed {
  /** Milliseconds spent waiting for the database, reading of the answers included. */
  database: number;
  /** The same and what is computed from them. */
  whole: number;
  values: MetricValue[];
}

async function timeEngine(ctx: Ctx, question: MetricQuestion): Promise<Timed> {
  const rounds: Timed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let spent = 0;
    const timed = new Proxy(ctx.client, {
      get: (client, key) =>
        key === 'query'
          ? async (query: pg.QueryConfig) => {
              const begun = performance.now();
              const result = await client.query(query);
              spent += performance.now() - begun;
              return result;
            }
          : Reflect.get(client, key),
    });
    const begun = performance.now();
    const values = await computeMetrics(kyselyOn(timed), question);
    rounds.push({ database: spent, whole: performance.now() - begun, values });
  }
  return {
    database: median(rounds.map((round) => round.database)),
    whole: median(rounds.map((round) => round.whole)),
    values: rounds[0]?.values ?? [],
  };
}

async function timeByHand(
  ctx: Ctx,
  values: unknown[],
): Promise<{ database: number; rows: Record<string, unknown>[] }> {
  const times: number[] = [];
  let rows: Record<string, unknown>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    ({ rows } = await ctx.client.query({ name: 'by-hand', text: HAND_WRITTEN, values }));
    times.push(performance.now() - begun);
  }
  return { database: median(times), rows };
}

/** The two ways must say the same, or their times mean nothing. */
function assertSame(values: readonly MetricValue[], rows: readonly Record<string, unknown>[]): number {
  const byHand = new Map(rows.map((row) => [`${row.code} ${row.year}`, row]));
  let compared = 0;
  for (const { metric, place, year, value } of values) {
    const other = byHand.get(`${place.code} ${year}`)?.[metric] ?? null;
    if (value === null && other === null) continue;
    if (
      value === null ||
      typeof other !== 'number' ||
      Math.abs(value - other) > 1e-9 * Math.max(1, Math.abs(value))
    )
      throw new Error(`${metric} of ${place.name} in ${year}: ${value}, by hand ${other}`);
    compared += 1;
  }
  return compared;
}

async function benchDetail(ctx: Ctx): Promise<boolean[]> {
  const years = Array.from({ length: YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const question = { levels: ['comune', 'area', 'ambito'] as const, years };
  const engine = await timeEngine(ctx, question);
  const byHand = await timeByHand(ctx, [['comune'], [...years, YEAR + 1], ['area', 'ambito']]);
  const compared = assertSame(engine.values, byHand.rows);
  return [
    report({
      name: 'Tutte le misure, 27 comuni, aree, ambito, 20 anni',
      value: engine.database,
      unit: 'ms',
      decimals: 0,
      goal: { atMost: 150 },
      note: `base dati; ${engine.whole.toFixed(0)} ms in tutto, ${compared} valori uguali a quelli scritti a mano`,
    }),
    report({
      name: 'Le stesse, scritte a mano in SQL',
      value: byHand.database,
      unit: 'ms',
      decimals: 0,
    }),
    report({
      name: 'Rapporto fra i due',
      value: engine.database / byHand.database,
      unit: '',
      decimals: 2,
      goal: { atMost: 1.5 },
    }),
  ];
}

async function benchNation(ctx: Ctx, italy: readonly GeneratedComune[]): Promise<boolean[]> {
  const levels = ['comune', 'otherComune'] as const;
  const engine = await timeEngine(ctx, { levels, years: [YEAR] });
  const byHand = await timeByHand(ctx, [[...levels], [YEAR, YEAR + 1], []]);
  const compared = assertSame(engine.values, byHand.rows);
  const each: number[] = [];
  const results = [
    report({
      name: `Tutte le misure, ${italy.length} comuni, un anno`,
      value: engine.whole / 1000,
      unit: 's',
      decimals: 2,
      goal: { atMost: 4 },
      note: `base dati ${engine.database.toFixed(0)} ms; ${compared} valori uguali a quelli scritti a mano`,
    }),
    report({
      name: 'Le stesse, scritte a mano in SQL',
      value: byHand.database / 1000,
      unit: 's',
      decimals: 2,
    }),
    report({
      name: 'Rapporto fra i due',
      value: engine.database / byHand.database,
      unit: '',
      decimals: 2,
      goal: { atMost: 1.5 },
    }),
  ];
  for (const size of [27, 270, 2_700, italy.length]) {
    const step = Math.floor(italy.length / size);
    const places = italy
      .filter((_, index) => index % step === 0)
      .slice(0, size)
      .map((comune) => comune.code);
    const { whole } = await timeEngine(ctx, { levels, years: [YEAR], places });
    each.push(whole / places.length);
    report({
      name: `Per comune, su ${places.length}`,
      value: (whole / places.length) * 1000,
      unit: 'µs',
      decimals: 0,
    });
  }
  const [few = Number.NaN] = each;
  return [
    ...results,
    report({
      name: 'Costo per comune, da 27 a tutti',
      value: (each.at(-1) ?? Number.NaN) / few,
      unit: 'volte',
      decimals: 2,
      goal: { atMost: 1.2 },
    }),
  ];
}
