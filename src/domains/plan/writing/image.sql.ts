import type { Tx } from '#platform/db/walled.js';

export interface ChapterImage {
  hash: string;
  format: 'png' | 'jpeg';
  width: number;
  height: number;
}

export async function insertImage(
  tx: Tx,
  planId: string,
  image: ChapterImage & { bytes: Buffer },
): Promise<void> {
  await tx
    .insertInto('plan.image')
    .values({ ...image, plan_id: planId })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'plan_id', 'hash']).doNothing())
    .execute();
}

/** Images that one person has sent for a plan. */
export async function countImagesBy(tx: Tx, planId: string, accountId: string | undefined): Promise<number> {
  const { count } = await tx
    .selectFrom('plan.image')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('plan_id', '=', planId)
    .where('made_by', '=', accountId ?? null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findImage(
  tx: Tx,
  planId: string,
  hash: string,
): Promise<(ChapterImage & { bytes: Buffer }) | undefined> {
  const row = await tx
    .selectFrom('plan.image')
    .select(['hash', 'format', 'width', 'height', 'bytes'])
    .where('plan_id', '=', planId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row && { ...row, format: row.format === 'png' ? 'png' : 'jpeg' };
}

/** Those that the chapters name, with their bytes, in one reading. */
export async function listImages(
  tx: Tx,
  planId: string,
  hashes: readonly string[],
): Promise<Map<string, ChapterImage & { bytes: Buffer }>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx
    .selectFrom('plan.image')
    .select(['hash', 'format', 'width', 'height', 'bytes'])
    .where('plan_id', '=', planId)
    .where('hash', 'in', [...new Set(hashes)])
    .execute();
  return new Map(rows.map((row) => [row.hash, { ...row, format: row.format === 'png' ? 'png' : 'jpeg' }]));
}
