import type { Tx } from '#platform/db/walled.js';

export interface EvidenceLine {
  id: string;
  version: number;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

export async function listEvidence(tx: Tx, measurementId: string): Promise<EvidenceLine[]> {
  return tx
    .selectFrom('evaluation.measurement_evidence')
    .select(['id', 'version', 'name', 'media_type as mediaType', 'size', 'sha256'])
    .where('measurement_id', '=', measurementId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The same bytes are kept once in an ambito, however often they are attached. */
export async function insertEvidence(
  tx: Tx,
  measurementId: string,
  file: Omit<EvidenceLine, 'version' | 'size'> & { bytes: Buffer },
): Promise<void> {
  await tx
    .insertInto('evaluation.evidence_file')
    .values({ sha256: file.sha256, bytes: file.bytes })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'sha256']).doNothing())
    .execute();
  await tx
    .insertInto('evaluation.measurement_evidence')
    .values({
      id: file.id,
      measurement_id: measurementId,
      name: file.name,
      media_type: file.mediaType,
      size: file.bytes.length,
      sha256: file.sha256,
    })
    .execute();
}

export async function findEvidenceBytes(tx: Tx, sha256: string): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('evaluation.evidence_file')
    .select('bytes')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.bytes;
}

/** Takes the tie away, and the bytes when nothing else holds them. */
export async function deleteEvidence(
  tx: Tx,
  file: Pick<EvidenceLine, 'id' | 'sha256'>,
  version: number,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('evaluation.measurement_evidence')
    .where('id', '=', file.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) return false;
  await tx
    .deleteFrom('evaluation.evidence_file as f')
    .where('f.sha256', '=', file.sha256)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('evaluation.measurement_evidence as e')
            .select('e.id')
            .where('e.sha256', '=', file.sha256),
        ),
      ),
    )
    .execute();
  return true;
}
