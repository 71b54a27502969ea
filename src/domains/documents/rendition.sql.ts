import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Format } from './rendition.types.js';

export interface RenditionHead {
  format: Format;
  contentHash: string;
  size: number;
  renderedAt: Date;
  renderMs: number;
}

/** What is known of the last files of a document, without their bytes. */
export async function listRenditionHeads(tx: Tx, subject: string): Promise<RenditionHead[]> {
  const rows = await tx
    .selectFrom('documents.rendition')
    .select([
      'format',
      'content_hash as contentHash',
      sql<number>`octet_length(bytes)`.as('size'),
      'rendered_at as renderedAt',
      'render_ms as renderMs',
    ])
    .where('subject', '=', subject)
    .execute();
  return rows.map((row) => ({ ...row, format: row.format as Format }));
}

export async function findRenditionHead(
  tx: Tx,
  subject: string,
  format: Format,
): Promise<RenditionHead | undefined> {
  return (await listRenditionHeads(tx, subject)).find((head) => head.format === format);
}

export async function findRenditionBytes(
  tx: Tx,
  subject: string,
  format: Format,
  contentHash: string,
): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('documents.rendition')
    .select('bytes')
    .where('subject', '=', subject)
    .where('format', '=', format)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
  return row?.bytes;
}

/** Only the last file of each format is kept: an older one can be made again from history. */
export async function saveRendition(
  tx: Tx,
  rendition: { subject: string; format: Format; contentHash: string; bytes: Buffer; renderMs: number },
): Promise<void> {
  const values = {
    content_hash: rendition.contentHash,
    bytes: rendition.bytes,
    render_ms: rendition.renderMs,
    rendered_at: sql<Date>`now()`,
  };
  await tx
    .insertInto('documents.rendition')
    .values({ subject: rendition.subject, format: rendition.format, ...values })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'subject', 'format']).doUpdateSet(values))
    .execute();
}

/** Keeps the newest files of the subjects that begin so, and drops the others: they are made again when asked for. */
export async function removeOldRenditions(tx: Tx, prefix: string, kept: number): Promise<void> {
  const newest = tx
    .selectFrom('documents.rendition')
    .select(['subject', 'format'])
    .where('subject', 'like', `${prefix}%`)
    .orderBy('rendered_at', 'desc')
    .orderBy('subject')
    .limit(kept);
  await tx
    .deleteFrom('documents.rendition')
    .where('subject', 'like', `${prefix}%`)
    .where((eb) => eb.not(eb(eb.refTuple('subject', 'format'), 'in', newest.$asTuple('subject', 'format'))))
    .execute();
}
