import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { settleAmbito } from './ambito.actions.js';
import { addProvinces, placeComuni } from './area.actions.js';
import type { StatedFacts } from './dataset.types.js';
import { describeRefusal } from './files/describe-problem.js';
import { columnMapping } from './files/mapping.types.js';
import { importPublishedTotals } from './finding.actions.js';
import { importFile } from './import.actions.js';
import { importWithRecipes } from './import-recipe.actions.js';
import { saveRecipe } from './recipe.actions.js';

const places = z.array(
  z.object({
    istat_code: z.string(),
    area: z.string(),
    lon: z.coerce.number(),
    lat: z.coerce.number(),
  }),
);

const territories = z.array(z.object({ name: z.string(), level: z.string(), code: z.string() }));

/** Tables as an office exports them, each with the recipe that reads it. */
const ownTables = z.array(
  z.object({
    file: z.string(),
    referenceOn: z.iso.date(),
    /** Of this file; what holds for every year's is the recipe's. */
    source: z.string(),
    note: z.string(),
    recipe: z.object({
      name: z.string(),
      title: z.string(),
      source: z.string(),
      licence: z.string(),
      note: z.string(),
    }),
    mapping: columnMapping,
  }),
);

const PLAN = 'Piano di Zona 2021-2023 dell’Ambito Oglio Po';

/** The demonstration's comuni, areas, figures and published totals, through the actions that anybody would use. */
export async function loadTerritoryDemo(ctx: Ctx, folder: string): Promise<void> {
  const comuni = places.parse(await readTable(`${folder}places.csv`));
  const areas = territories.parse(await readTable(`${folder}territories.csv`));
  await settleAmbito(ctx, {
    comuni: comuni.map((comune) => comune.istat_code),
    areas: areas
      .filter((area) => area.level === 'area')
      .map(({ name, code }) => ({
        name,
        code,
        comuni: comuni.filter((comune) => comune.area === code).map((comune) => comune.istat_code),
      })),
  });
  await placeComuni(
    ctx,
    comuni.map(({ istat_code, lon, lat }) => ({ code: istat_code, lon, lat })),
  );
  // Before the series, which name them without their codes.
  await addProvinces(
    ctx,
    areas.filter((area) => area.level === 'province'),
  );
  await importTable(ctx, `${folder}observations.csv`, {
    title: 'Popolazione, stranieri e superficie dei comuni',
    source: `Istat, come riportato dal ${PLAN}`,
    licence: 'CC-BY-4.0',
    referenceOn: '2021-01-01',
    note: 'Residenti al 1° gennaio 2020 e 2021; italiani e stranieri al 1° gennaio 2020. Cifre del capitolo 2.',
  });
  await importTable(ctx, `${folder}series.csv`, {
    title: 'Serie del Piano di Zona: servizi, spesa, lavoro, salute',
    source: PLAN,
    licence: 'CC-BY-4.0',
    referenceOn: '2022-02-28',
    note: 'Cifre dei capitoli da 1 a 5, come pubblicate; la fonte di ciascuna è quella che il piano dichiara.',
  });
  await importOwnTables(ctx, folder);
  await importPublishedTotals(ctx, await readFile(`${folder}published-totals.csv`, 'utf8'));
}

async function readTable(path: string): Promise<unknown> {
  return parse(await readFile(path), { columns: true, bom: true });
}

async function importTable(ctx: Ctx, path: string, stated: StatedFacts): Promise<void> {
  const fileName = basename(path);
  const report = await importFile(ctx, { stream: createReadStream(path), fileName, ...stated });
  if (!report.accepted) throw new Error(describeRefusal(fileName, report, 'it').join('\n'));
}

/** By the headings of each table, as whoever brings next year's does: its recipe is not named. */
async function importOwnTables(ctx: Ctx, folder: string): Promise<void> {
  const tables = ownTables.parse(JSON.parse(await readFile(`${folder}recipes.json`, 'utf8')));
  for (const { file, mapping, recipe, ...stated } of tables) {
    await saveRecipe(ctx, recipe, mapping);
    const answer = await importWithRecipes(ctx, {
      open: () => createReadStream(`${folder}${file}`),
      fileName: file,
      ...stated,
    });
    if (answer.kind === 'refused') throw new Error(describeRefusal(file, answer, 'it').join('\n'));
  }
}
