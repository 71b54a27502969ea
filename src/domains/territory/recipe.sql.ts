import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { type ColumnMapping, columnMapping } from './files/mapping.types.js';

/** How to read a table of people's own, kept for the next file of its kind. */
export interface Recipe {
  id: string;
  name: string;
  mapping: ColumnMapping;
  title: string;
  source: string;
  licence: string;
  note: string;
  retiredAt: Date | null;
  retiredReason: string | null;
  createdAt: Date;
  createdBy: string | null;
  version: number;
  /** Datasets that were read with it. */
  uses: number;
}

const recipes = (tx: Tx) =>
  tx
    .selectFrom('territory.recipe as r')
    .leftJoin('platform.account as a', 'a.id', 'r.created_by')
    .select([
      'r.id',
      'r.name',
      'r.mapping',
      'r.title',
      'r.source',
      'r.licence',
      'r.note',
      'r.retired_at as retiredAt',
      'r.retired_reason as retiredReason',
      'r.created_at as createdAt',
      'a.name as createdBy',
      'r.version',
      sql<number>`(select count(*) from territory.dataset d where d.recipe_id = r.id)`.as('uses'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof recipes>['execute']>>[number];

const recipeOf = (row: Row): Recipe => ({ ...row, mapping: columnMapping.parse(row.mapping) });

/** Newest first; the retired ones last. */
export async function listRecipes(tx: Tx): Promise<Recipe[]> {
  const rows = await recipes(tx)
    .orderBy(sql`r.retired_at is not null`)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map(recipeOf);
}

export async function findRecipe(tx: Tx, id: string): Promise<Recipe | undefined> {
  const row = await recipes(tx).where('r.id', '=', id).executeTakeFirst();
  return row && recipeOf(row);
}

export async function findRecipeByName(tx: Tx, name: string): Promise<Recipe | undefined> {
  const row = await recipes(tx)
    .where(sql<boolean>`lower(r.name) = lower(${name})`)
    .where('r.retired_at', 'is', null)
    .executeTakeFirst();
  return row && recipeOf(row);
}

export interface NewRecipe {
  name: string;
  mapping: ColumnMapping;
  headerKey: string;
  title: string;
  source: string;
  licence: string;
  note: string;
}

export async function insertRecipe(tx: Tx, id: string, recipe: NewRecipe): Promise<void> {
  const { headerKey, mapping, ...rest } = recipe;
  await tx
    .insertInto('territory.recipe')
    .values({ id, ...rest, header_key: headerKey, mapping: JSON.stringify(mapping) })
    .execute();
}

/** The same recipe, corrected: its former state stays in the history. */
export async function updateRecipe(tx: Tx, id: string, recipe: NewRecipe): Promise<void> {
  const { headerKey, mapping, ...rest } = recipe;
  await tx
    .updateTable('territory.recipe')
    .set({ ...rest, header_key: headerKey, mapping: JSON.stringify(mapping) })
    .where('id', '=', id)
    .execute();
}

/** @returns whether the row still had that version */
export async function retireRow(
  tx: Tx,
  id: string,
  version: number,
  retired: { at: Date; reason: string } | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('territory.recipe')
    .set({ retired_at: retired?.at ?? null, retired_reason: retired?.reason ?? null })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
