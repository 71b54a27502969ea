import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { listDatasetsOfRecipe } from './dataset.sql.js';
import { restoreRecipe, retireRecipe } from './recipe.actions.js';
import { RecipePage, RecipesPage } from './recipe.page.js';
import { findRecipe, listRecipes } from './recipe.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const Id = z.object({ id: z.uuid() });
const PATH = '/territorio/dati/ricette';

/** How tables of people's own are read: to see, retire and use again. */
export function registerRecipes(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: PATH,
    handle: async (ctx) => page(<RecipesPage ctx={ctx} recipes={await listRecipes(ctx.tx)} />),
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: `${PATH}/:id`,
    params: Id,
    handle: async (ctx, { params }) => page(await recipePage(ctx, params.id)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: `${PATH}/:id/ritira`,
    params: Id,
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({ reason: text(500, 3), version }),
        body,
        act: async (input) => {
          await retireRecipe(ctx, params.id, input);
          return seeOther(at(ctx, `${PATH}/${params.id}`), 'territory.recipe.retired-done');
        },
        again: (form) => recipePage(ctx, params.id, form),
        theirs: async () => ({ version: (await getRecipe(ctx, params.id)).version }),
      }),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: `${PATH}/:id/ripristina`,
    params: Id,
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({ version }),
        body,
        act: async (input) => {
          await restoreRecipe(ctx, params.id, input);
          return seeOther(at(ctx, `${PATH}/${params.id}`), 'territory.recipe.restored-done');
        },
        again: (form) => recipePage(ctx, params.id, form),
        theirs: async () => ({ version: (await getRecipe(ctx, params.id)).version }),
      }),
  });
}

async function getRecipe(ctx: PageCtx, id: string) {
  const recipe = await findRecipe(ctx.tx, id);
  if (!recipe) throw new Absent('recipe');
  return recipe;
}

async function recipePage(ctx: PageCtx, id: string, form?: FormState) {
  const recipe = await getRecipe(ctx, id);
  return (
    <RecipePage
      ctx={ctx}
      recipe={recipe}
      datasets={await listDatasetsOfRecipe(ctx.tx, id)}
      form={form ?? { values: { version: recipe.version }, errors: [] }}
    />
  );
}
