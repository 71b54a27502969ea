import { createHash } from 'node:crypto';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import type { Emblem } from '../documents.types.js';
import { withoutTraces } from '../image-traces.js';
import { renderPdf } from '../pdf.js';
import { RenderFailure } from '../render.child.js';
import { readEmblemFile, toDocumentEmblem } from './emblem.rules.js';
import { deleteEmblem, findStoredEmblem, insertEmblem, keepEmblemFile, updateEmblem } from './emblem.sql.js';
import type { EmblemFormat, StoredEmblem } from './emblem.types.js';

/** Who sets what stands on the cover. */
export const EMBLEM_KEEPERS = ['administrator', 'director'] as const;

/** The coat of arms of the ambito for the cover of its documents; undefined where none was given. */
export async function findEmblem(ctx: Ctx): Promise<Emblem | undefined> {
  const stored = await findStoredEmblem(ctx.tx);
  return stored && toDocumentEmblem(stored);
}

/** Bytes that were looked at and can be printed. */
export interface CheckedFile {
  bytes: Buffer;
  format: EmblemFormat;
}

/**
 * Looks at a file before it is kept: what it is, that it is inert, and that the typesetter takes it, because one that
 * it refuses would keep every document of the ambito from being made. A photograph is kept without what its file tells.
 * @throws Refused that says which of these it is
 */
export async function checkEmblemFile(bytes: Buffer): Promise<CheckedFile> {
  const read = readEmblemFile(bytes);
  if ('fault' in read) throw new Refused(read.fault, {}, 422);
  const emblem = toDocumentEmblem({ bytes, format: read.format, alt: 'prova' });
  const trial = {
    title: 'Prova',
    ambito: 'Prova',
    version: 'Prova',
    date: '2000-01-01',
    lang: 'it' as const,
  };
  try {
    await renderPdf({ ...trial, emblem, coverLines: [], blocks: [] }, { timeoutMs: 60_000 });
  } catch (error) {
    if (error instanceof RenderFailure) throw new Refused('documents.emblem.unreadable', {}, 422);
    throw error;
  }
  return { bytes: read.format === 'svg' ? bytes : withoutTraces(bytes, read.format), format: read.format };
}

/**
 * Puts the coat of arms, or changes its words, its drawing or both.
 * @param seen the one that the form showed
 * @throws Refused without a drawing; Conflict when somebody else changed it meanwhile
 */
export async function setEmblem(
  ctx: Ctx,
  seen: Pick<StoredEmblem, 'id' | 'version' | 'sha256' | 'format'> | undefined,
  alt: string,
  file: CheckedFile | undefined,
): Promise<void> {
  requireRole(ctx, EMBLEM_KEEPERS);
  const sha256 = file ? createHash('sha256').update(file.bytes).digest('hex') : seen?.sha256;
  const format = file?.format ?? seen?.format;
  if (sha256 === undefined || format === undefined) throw new Refused('documents.emblem.empty', {}, 422);
  if (file) await keepEmblemFile(ctx.tx, sha256, file.bytes);
  const values = { sha256, format, alt };
  const id = seen?.id ?? newId();
  const isKept = seen
    ? await updateEmblem(ctx.tx, id, seen.version, values)
    : await insertEmblem(ctx.tx, id, values);
  if (!isKept) throw new Conflict();
  await writeAudit(ctx, seen ? 'emblem.update' : 'emblem.add', 'emblem', id, { format, sha256 });
}

/** Takes the coat of arms away; the history keeps which it was, and why. */
export async function removeEmblem(ctx: Ctx, id: string, version: number, reason: string): Promise<void> {
  requireRole(ctx, EMBLEM_KEEPERS);
  await giveReason(ctx, reason);
  if (!(await deleteEmblem(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'emblem.remove', 'emblem', id, {});
}
