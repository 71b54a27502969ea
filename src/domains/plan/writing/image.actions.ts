import { createHash } from 'node:crypto';
import { type ImageFault, readImage, withoutTraces } from '#domains/documents/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { canWriteChapter } from '../chapter.actions.js';
import { requireOpen } from '../plan.actions.js';
import type { Plan } from '../plan.types.js';
import { countImagesBy, insertImage } from './image.sql.js';
import { requireStaff } from './remark.actions.js';

/** As large as a document takes. */
export const LARGEST_IMAGE_BYTES = 5_000_000;
/** That one person may propose for a plan: what is refused stays with its proposal, and takes room. */
export const MOST_PROPOSED_IMAGES = 40;

const WHY: Record<ImageFault, string> = {
  'too-large': 'plan.image.too-large',
  'too-many-points': 'plan.image.too-many-points',
  'not-an-image': 'plan.image.not-an-image',
  damaged: 'plan.image.damaged',
};

/**
 * Keeps an image for the plan's text or for a proposal, without the place, day and device that its file may tell; the same
 * picture is kept once. Everybody who works in the ambito may send one; it is seen only where a chapter or a proposal shows it.
 * @returns its hash
 * @throws Refused in words for what a document cannot print, and for more than one person may propose
 */
export async function addImage(ctx: Ctx, plan: Plan, sent: Buffer): Promise<string> {
  requireStaff(ctx);
  requireOpen(plan);
  if (
    !canWriteChapter(ctx, plan) &&
    (await countImagesBy(ctx.tx, plan.id, ctx.user?.id)) >= MOST_PROPOSED_IMAGES
  )
    throw new Refused('plan.image.too-many', { most: MOST_PROPOSED_IMAGES }, 422);
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
