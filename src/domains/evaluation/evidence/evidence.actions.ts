import { createHash } from 'node:crypto';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import type { MeasuredIndicator, Measurement } from '../evaluation.types.js';
import { findMeasuredIndicator } from '../measurement.sql.js';
import { evidenceName, evidenceType, MOST_EVIDENCE_BYTES, MOST_EVIDENCE_FILES } from './evidence.rules.js';
import {
  deleteEvidence,
  type EvidenceLine,
  findEvidenceBytes,
  insertEvidence,
  listEvidence,
} from './evidence.sql.js';

export interface OpenedValue {
  indicator: MeasuredIndicator;
  measurement: Measurement;
  files: EvidenceLine[];
}

/** A measured value with the files that prove it, for who works in the ambito. @throws Absent */
export async function readEvidence(
  ctx: Ctx,
  indicatorId: string,
  measurementId: string,
): Promise<OpenedValue> {
  const indicator = await findMeasuredIndicator(ctx.tx, indicatorId);
  const measurement = indicator?.measurements.find((one) => one.id === measurementId);
  if (!indicator || !measurement) throw new Absent('measurement');
  return { indicator, measurement, files: await listEvidence(ctx.tx, measurementId) };
}

/**
 * Attaches a file to a measured value. Its bytes are read to the cap and no further.
 * @throws Refused when it is too large, of another kind than its name says, attached already, or one too many
 */
export async function attachEvidence(
  ctx: Ctx,
  { indicator, measurement, files }: OpenedValue,
  file: { name: string; stream: AsyncIterable<Uint8Array> },
): Promise<void> {
  requireRole(ctx, EDITORS, indicator.within);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.stream) {
    size += chunk.length;
    if (size > MOST_EVIDENCE_BYTES) throw new Refused('evaluation.evidence.too-large', {}, 422);
    chunks.push(chunk);
  }
  if (size === 0) throw new Refused('evaluation.evidence.missing', {}, 422);
  const bytes = Buffer.concat(chunks);
  const name = evidenceName(file.name);
  const mediaType = evidenceType(name, bytes);
  if (mediaType === null) throw new Refused('evaluation.evidence.kind-unknown', {}, 422);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (files.some((one) => one.sha256 === sha256)) throw new Refused('evaluation.evidence.twice', {}, 422);
  if (files.length >= MOST_EVIDENCE_FILES)
    throw new Refused('evaluation.evidence.too-many', { limit: MOST_EVIDENCE_FILES }, 422);
  const id = newId();
  await insertEvidence(ctx.tx, measurement.id, { id, name, mediaType, sha256, bytes });
  await writeAudit(ctx, 'measurement.evidence-add', 'measurement', measurement.id, {
    objective: indicator.objectiveCode,
    sha256,
  });
}

/** Takes a file away; the history keeps which it was, and why. */
export async function detachEvidence(
  ctx: Ctx,
  { indicator, measurement, files }: OpenedValue,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  requireRole(ctx, EDITORS, indicator.within);
  const file = files.find((one) => one.id === id);
  if (!file) throw new Absent('evidence');
  await giveReason(ctx, reason);
  if (!(await deleteEvidence(ctx.tx, file, version))) throw new Conflict();
  await writeAudit(ctx, 'measurement.evidence-remove', 'measurement', measurement.id, {
    objective: indicator.objectiveCode,
    sha256: file.sha256,
  });
}

/** @throws Absent */
export async function getEvidenceBytes(ctx: Ctx, file: EvidenceLine): Promise<Buffer> {
  const bytes = await findEvidenceBytes(ctx.tx, file.sha256);
  if (!bytes) throw new Absent('evidence');
  return bytes;
}
