import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import type { ImportRequest } from './import.actions.js';
import { type ImportAnswer, importAnyFile } from './import-any.actions.js';
import { factsOfRecipe, findRecipeFor } from './recipe.actions.js';
import { findRecipeByName, type Recipe } from './recipe.sql.js';

type Bytes = ImportRequest['stream'];

export interface RecipeRequest extends Omit<ImportRequest, 'stream' | 'mapping' | 'recipeId'> {
  /** The file from its beginning, as often as it is asked for. */
  open: () => Bytes | Promise<Bytes>;
  /** Name of the recipe to read it with; without one, a table that no layout knows is read with that of its headings. */
  recipe?: string | undefined;
}

/**
 * Imports a file of any kind, by the recipe that is named or that knows its headings where no layout does.
 * @throws Refused for a recipe that is not there, and as `importAnyFile` does
 */
export async function importWithRecipes(ctx: Ctx, request: RecipeRequest): Promise<ImportAnswer> {
  const { open, recipe: name, ...rest } = request;
  const read = async (recipe: Recipe | undefined) =>
    importAnyFile(ctx, {
      ...(recipe ? { ...factsOfRecipe(recipe), mapping: recipe.mapping, recipeId: recipe.id } : {}),
      ...withoutUnsaid(rest),
      stream: await open(),
    });
  if (name !== undefined) {
    const named = await findRecipeByName(ctx.tx, name);
    if (!named) throw new Refused('territory.recipe.unknown', { name });
    return read(named);
  }
  const answer = await read(undefined);
  if (answer.kind !== 'refused' || !answer.problems.some(({ code }) => code === 'layout-unknown'))
    return answer;
  const known = await findRecipeFor(ctx, await open());
  return known ? read(known) : answer;
}

/** What is not said must not hide what the recipe says. */
function withoutUnsaid<T extends { fileName: string }>(request: T): T {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as T;
}
