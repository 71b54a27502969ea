import { createHash } from 'node:crypto';
import { type ImageFault, readImage, withoutTraces } from '#domains/documents/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { requireOpen } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { insertImage } from './image.sql.js';

/** As large as a document takes. */
export const LARGEST_IMAGE_BYTES = 5_000_000;

const WHY: Record<ImageFault, string> = {
  'too-large': 'plan.image.too-large',
  'too-many-points': 'plan.image.too-many-points',
  'not-an-image': 'plan.image.not-an-image',
  damaged: 'plan.image.damaged',
};

/**
 * Keeps an image for the plan's text, without the place, day and device that its file may tell; the same picture is kept
 * once. It is seen only where a chapter shows it.
 * @returns its hash
 * @throws Refused in words for what a document cannot print
 */
export async function addImage(ctx: Ctx, plan: Plan, sent: Buffer): Promise<string> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const asSent = readImage(sent);
  if ('fault' in asSent) throw new Refused(WHY[asSent.fault], {}, 422);
  const bytes = withoutTraces(sent, asSent.format);
  const image = readImage(bytes);
  if ('fault' in image) throw new Refused(WHY[image.fault], {}, 422);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await insertImage(ctx.tx, plan.id, { hash, ...image, bytes });
  await writeAudit(ctx, 'chapter.image-add', 'plan', plan.id, { code: plan.code, bytes: bytes.length });
  return hash;
}
