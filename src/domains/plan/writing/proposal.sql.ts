import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { PartEdit } from './edits.rules.js';

export interface OwnProposal {
  id: string;
  edit: PartEdit;
}

/** What a proposal says, in words and as the change that it is. */
export interface ProposedText {
  edit: PartEdit;
  found: string;
  proposed: string;
}

/** Open proposals that a person made in the editor. */
export async function listOwnProposals(
  tx: Tx,
  planId: string,
  chapter: string,
  accountId: string,
): Promise<OwnProposal[]> {
  const rows = await tx
    .selectFrom('plan.remark')
    .select(['id', 'edit'])
    .where('plan_id', '=', planId)
    .where('chapter', '=', chapter)
    .where('made_by', '=', accountId)
    .where('state', '=', 'open')
    .where('edit', 'is not', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, edit: row.edit as unknown as PartEdit }));
}

export async function insertProposal(
  tx: Tx,
  where: { planId: string; chapter: string },
  text: ProposedText,
): Promise<string | null> {
  const id = newId();
  const row = await tx
    .insertInto('plan.remark')
    .values({
      id,
      plan_id: where.planId,
      chapter: where.chapter,
      part: text.edit.id,
      edit: JSON.stringify(text.edit),
      found: text.found,
      proposed: text.proposed,
      changed_at: sql`now()`,
    })
    // Their own other tab has just made it: it is written on when this one saves again.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function updateProposal(tx: Tx, id: string, text: ProposedText): Promise<void> {
  await tx
    .updateTable('plan.remark')
    .set({
      edit: JSON.stringify(text.edit),
      found: text.found,
      proposed: text.proposed,
      changed_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

/** Changes with every remark on the chapter: made, answered, written on, decided. */
export async function getRemarkStamp(tx: Tx, planId: string, chapter: string): Promise<string> {
  const { stamp } = await tx
    .selectFrom('plan.remark')
    .select(
      sql<string>`count(*) || ':' || coalesce((extract(epoch from max(greatest(made_at, changed_at, decided_at))) * 1000000)::bigint::text, '')`.as(
        'stamp',
      ),
    )
    .where('plan_id', '=', planId)
    .where('chapter', '=', chapter)
    .executeTakeFirstOrThrow();
  return stamp;
}
