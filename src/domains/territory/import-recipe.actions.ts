import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { readPeriod } from './files/mapped-cells.js';
import type { ImportRequest } from './import.actions.js';
import { type ImportAnswer, importAnyFile } from './import-any.actions.js';
import { factsOfRecipe, findRecipeFor, type RecipeReading, readWithRecipe } from './recipe.actions.js';
import { findRecipeByName } from './recipe.sql.js';

type Bytes = ImportRequest['stream'];

export interface RecipeRequest extends Omit<ImportRequest, 'stream' | 'mapping' | 'recipeId'> {
  /** The file from its beginning, as often as it is asked for. */
  open: () => Bytes | Promise<Bytes>;
  /** Name of the recipe to read it with; without one, a table that no layout knows is read with that of its headings. */
  recipe?: string | undefined;
  /** Of all the figures of a table that does not say it, for a recipe that was given one: "2025", "2024-12-31". */
  period?: string | undefined;
}

/**
 * Imports a file of any kind, by the recipe that is named or that knows its headings where no layout does.
 * @throws Refused for a recipe that is not there, for a table that does not say its period or place where its recipe
 * has none of a column, and as `importAnyFile` does
 */
export async function importWithRecipes(ctx: Ctx, request: RecipeRequest): Promise<ImportAnswer> {
  const { open, recipe: name, period, ...rest } = request;
  if (period !== undefined && !readPeriod(period))
    throw new Refused('territory.recipe.period-wrong', { found: period }, 422);
  const read = async (known: RecipeReading | undefined) =>
    importAnyFile(ctx, {
      ...(known ? usingRecipe(known) : {}),
      ...withoutUnsaid(rest),
      stream: await open(),
    });
  if (name !== undefined) {
    const named = await findRecipeByName(ctx.tx, name);
    if (!named) throw new Refused('territory.recipe.unknown', { name });
    return read(await readWithRecipe(ctx, named, await open(), { period }));
  }
  const answer = await read(undefined);
  if (answer.kind !== 'refused' || !answer.problems.some(({ code }) => code === 'layout-unknown'))
    return answer;
  const known = await findRecipeFor(ctx, await open(), { period });
  return known ? read(known) : answer;
}

/** @throws Refused for what the table does not say */
function usingRecipe({ recipe, reading }: RecipeReading): Partial<ImportRequest> {
  if ('mapping' in reading)
    return { ...factsOfRecipe(recipe), mapping: reading.mapping, recipeId: recipe.id };
  const { place } = recipe.mapping;
  throw reading.lack === 'period'
    ? new Refused('territory.recipe.period-needed', { name: recipe.name })
    : new Refused('territory.recipe.place-needed', {
        name: recipe.name,
        place: place.by === 'fixed' ? place.name : '',
      });
}

/** What is not said must not hide what the recipe says. */
function withoutUnsaid<T extends { fileName: string }>(request: T): T {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as T;
}
