import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { EvidenceFields } from './need.types.js';

export interface EvidenceInsert extends Omit<EvidenceFields, 'place'> {
  needId: string;
  placeId: string | null;
  position: number;
}

export async function insertEvidence(tx: Tx, evidence: readonly EvidenceInsert[]): Promise<void> {
  if (evidence.length === 0) return;
  await tx
    .insertInto('plan.need_evidence')
    .values(
      evidence.map((one) => ({
        id: newId(),
        need_id: one.needId,
        kind: one.kind,
        reference: one.reference,
        category: one.category,
        place_id: one.placeId,
        text: one.text,
        position: one.position,
      })),
    )
    .execute();
}

export async function updateEvidence(
  tx: Tx,
  id: string,
  version: number,
  fields: EvidenceFields,
  placeId: string | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.need_evidence')
    .set({
      kind: fields.kind,
      reference: fields.reference,
      category: fields.category,
      place_id: placeId,
      text: fields.text,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteEvidence(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('plan.need_evidence').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
