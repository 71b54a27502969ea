import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { listKeptCodes } from './comparison.sql.js';
import type { StatedFacts } from './dataset.types.js';
import type { FileProblem, Observation } from './files/files.types.js';
import { type ColumnMapping, columnsOf, type NamedPlace } from './files/mapping.types.js';
import { readFile } from './files/read-file.js';
import type { SketchOutcome } from './files/sketch.types.js';
import { sketchTable } from './files/sketch-table.js';
import { listItalianCodes, listNamedComuni } from './italian-comune.sql.js';
import { fitMapping, type Lack, mappingFor, type Occasion } from './recipe.rules.js';
import {
  findRecipe,
  findRecipeByName,
  insertRecipe,
  listRecipes,
  type Recipe,
  retireRow,
  updateRecipe,
} from './recipe.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface RecipeFacts {
  name: string;
  title: string;
  source: string;
  licence: string;
  note: string;
}

/**
 * Keeps how a table is read, for the next file with its headings. A recipe of that name is corrected.
 * @returns its id
 */
export async function saveRecipe(ctx: Ctx, facts: RecipeFacts, mapping: ColumnMapping): Promise<string> {
  requireRole(ctx, TERRITORY_EDITORS);
  const headerKey = columnsOf(mapping)
    .map(({ name }) => name)
    .join(' | ');
  const known = await findRecipeByName(ctx.tx, facts.name);
  const id = known?.id ?? newId();
  // The form that explains columns asks for no note: the one that is there stays.
  const note = facts.note || (known?.note ?? '');
  if (known) await updateRecipe(ctx.tx, id, { ...facts, note, mapping, headerKey });
  else await insertRecipe(ctx.tx, id, { ...facts, mapping, headerKey });
  await writeAudit(ctx, known ? 'recipe.update' : 'recipe.create', 'recipe', id);
  return id;
}

/** Stops offering a recipe, with a reason; what it read stays. @throws Absent, Conflict */
export async function retireRecipe(
  ctx: Ctx,
  id: string,
  input: { reason: string; version: number },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  if (!(await findRecipe(ctx.tx, id))) throw new Absent('recipe');
  await giveReason(ctx, input.reason);
  if (!(await retireRow(ctx.tx, id, input.version, { at: ctx.now, reason: input.reason })))
    throw new Conflict();
  await writeAudit(ctx, 'recipe.retire', 'recipe', id);
}

/** Offers a retired recipe again. @throws Absent, Conflict; Refused when another has its name now */
export async function restoreRecipe(ctx: Ctx, id: string, input: { version: number }): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const recipe = await findRecipe(ctx.tx, id);
  if (!recipe) throw new Absent('recipe');
  if (await findRecipeByName(ctx.tx, recipe.name))
    throw new Refused('territory.recipe.name-taken', { name: recipe.name });
  if (!(await retireRow(ctx.tx, id, input.version, null))) throw new Conflict();
  await writeAudit(ctx, 'recipe.restore', 'recipe', id);
}

/** What a recipe says of the tables that it reads, where who brings one says nothing. */
export function factsOfRecipe(recipe: Recipe): StatedFacts {
  return {
    title: recipe.title || recipe.name,
    source: recipe.source,
    licence: recipe.licence,
    note: recipe.note,
  };
}

/** How a table looks, and what its columns seem to hold. */
export async function sketchFile(ctx: Ctx, stream: Bytes, headerRow?: number): Promise<SketchOutcome> {
  return sketchTable(stream, {
    places: await listNamedComuni(ctx.tx),
    keep: new Set(await listKeptCodes(ctx.tx)),
    ...(headerRow === undefined ? {} : { headerRow }),
  });
}

/** A recipe and how it reads one file, or what that file does not say. */
export interface RecipeReading {
  recipe: Recipe;
  reading: { mapping: ColumnMapping } | { lack: Lack };
}

/** The recipe, not retired, whose headings a table has; the newest of several. */
export async function findRecipeFor(
  ctx: Ctx,
  stream: Bytes,
  occasion: Occasion = {},
): Promise<RecipeReading | undefined> {
  const offered = (await listRecipes(ctx.tx)).filter((recipe) => recipe.retiredAt === null);
  if (offered.length === 0) return undefined;
  const outcome = await sketchFile(ctx, stream);
  if (!outcome.accepted) return undefined;
  for (const recipe of offered) {
    const mapping = fitMapping(recipe.mapping, outcome.sketch);
    if (mapping) return { recipe, reading: mappingFor(mapping, outcome.sketch, occasion) };
  }
  return undefined;
}

/** How a recipe that somebody named reads a table; what is no table is refused by its reading. */
export async function readWithRecipe(
  ctx: Ctx,
  recipe: Recipe,
  stream: Bytes,
  occasion: Occasion,
): Promise<RecipeReading> {
  const outcome = await sketchFile(ctx, stream);
  const { mapping } = recipe;
  if (!outcome.accepted) return { recipe, reading: { mapping } };
  const fitting = fitMapping(mapping, outcome.sketch) ?? mapping;
  return { recipe, reading: mappingFor(fitting, outcome.sketch, { ...occasion, isNamed: true }) };
}

export interface MappedSample {
  figures: Observation[];
  /** Known once the file has been read to its end, which a long one is not for a sample. */
  problems: FileProblem[];
}

const SAMPLE = 20;

/** The first figures that a mapping reads from a table. */
export async function tryMapping(ctx: Ctx, stream: Bytes, mapping: ColumnMapping): Promise<MappedSample> {
  const places: NamedPlace[] = await listNamedComuni(ctx.tx);
  const reading = await readFile(stream, {
    mapping,
    places,
    keep: new Set(await listKeptCodes(ctx.tx)),
    knownCodes: new Set(await listItalianCodes(ctx.tx)),
  });
  const figures: Observation[] = [];
  if (reading.kind === 'observations') {
    for await (const batch of reading.observations) {
      figures.push(...batch);
      if (figures.length >= SAMPLE) return { figures: figures.slice(0, SAMPLE), problems: [] };
    }
  }
  const outcome = reading.outcome();
  return { figures, problems: outcome.accepted ? outcome.warnings : outcome.problems };
}
