import type { Ctx } from '#platform/http/context.js';
import { insertNotices } from './notice.sql.js';
import type { NewNotice } from './notice.types.js';

/**
 * Tells one person something in this ambito. While the same (person, kind, address) is unread, no second one is made.
 * The act itself is audited by who calls; a notice is not.
 */
export async function addNotice(ctx: Ctx, notice: NewNotice): Promise<void> {
  const { userId, ...rest } = notice;
  await insertNotices(ctx.tx, [userId], rest);
}

/** The same to several people, in one statement. Who acts is left out: one knows what one did. */
export async function addNotices(
  ctx: Ctx,
  userIds: readonly string[],
  notice: Omit<NewNotice, 'userId'>,
): Promise<void> {
  const others = [...new Set(userIds)].filter((id) => id !== ctx.user?.id);
  if (others.length > 0) await insertNotices(ctx.tx, others, notice);
}
