import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { getAuditSeq } from './audit.sql.js';

/** What was read of one subject. Each part is read when it is first asked for. */
export interface Memory {
  /** @param name of the part; what is kept is shared among requests, so nobody writes into it */
  recall<T>(name: string, read: () => Promise<T>): Promise<T>;
}

/** @param subject the id of what is read, as a plan's */
export type MemoryOf = (ctx: Ctx, subject: string) => Promise<Memory>;

/** The last act as a request found it: its parts ask once. A request has a transaction of its own. */
const seqs = new WeakMap<Ctx['tx'], Promise<number>>();

function seqOf(tx: Ctx['tx']): Promise<number> {
  let seq = seqs.get(tx);
  if (seq === undefined) {
    seq = getAuditSeq(tx);
    seqs.set(tx, seq);
  }
  return seq;
}

/**
 * Keeps what was read of the subjects looked at last. Whatever changes an ambito is an act of its register, so it holds
 * for as long as no act follows: one look-up by index in place of thousands of rows. It is of a day, since what is due or
 * late follows the calendar, and apart for who reads the adopted text. Nothing that depends on who asks may be kept, and a
 * request that writes may not ask: what it had read would outlive its being undone.
 *
 * Each server has its own: two databases of one process may hold the same plan.
 * @param most subjects that people look at in the same minutes; a whole plan, when it is large, takes some 3 MB
 */
export function rememberUntilNextAct(most = 8): MemoryOf {
  const kept = new Map<string, { seq: number; values: Map<string, unknown> }>();

  return async (ctx, subject) => {
    const side = ctx.readsAdopted ? 'adopted' : 'written';
    const key = `${ctx.ambito.id} ${subject} ${side} ${civilDay(ctx.now)}`;
    // Read before the rows: what is written in between is read again by the next request.
    const seq = await seqOf(ctx.tx);
    let entry = kept.get(key);
    if (entry?.seq !== seq) entry = { seq, values: new Map() };
    const { values } = entry;
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return {
      async recall<T>(name: string, read: () => Promise<T>): Promise<T> {
        if (values.has(name)) return values.get(name) as T;
        const value = await read();
        values.set(name, value);
        return value;
      },
    };
  };
}
