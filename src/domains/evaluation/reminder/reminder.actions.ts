import { listPeople } from '#platform/auth/accounts.sql.js';
import { holdsRole } from '#platform/auth/roles.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { addNotices } from '#platform/notices/notice.actions.js';
import { recomputeAll } from '../binding/binding.actions.js';
import { EDITORS } from '../evaluation.rules.js';
import { noteNewlyDue } from './reminder.sql.js';

/**
 * The daily round of an ambito: what is computed is computed anew; whoever measures is told, once for each day on which a
 * value came due, how many wait in the area of the grant. Making it again the same day tells nobody anything.
 */
export async function makeDailyRound(ctx: Ctx): Promise<{ computed: number; told: number }> {
  const computed = await recomputeAll(ctx);
  const due = await noteNewlyDue(ctx.tx, civilDay(ctx.now));
  if (due.length === 0) return { computed, told: 0 };
  let told = 0;
  for (const person of await listPeople(ctx)) {
    const count = due.filter(({ within }) => holdsRole(person.grants, EDITORS, within)).length;
    if (count === 0) continue;
    told += 1;
    await addNotices(ctx, [person.id], {
      kind: 'evaluation.reminder.due',
      params: { count },
      address: '/rilevazioni?attesa=due',
    });
  }
  return { computed, told };
}
