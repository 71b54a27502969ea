import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Invalid, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { getGuideline } from '../guideline.sql.js';
import { requireEditable as requireEditableNeed, rewriteNeed } from '../need.actions.js';
import type { Need } from '../need.types.js';
import { requireEditable as requireEditableObjective, rewriteObjective } from '../objective.actions.js';
import { listObjectiveCodes } from '../objective.sql.js';
import type { Objective } from '../objective.types.js';
import { isCircular } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { type AlikeKind, countMoves, moveReferences, withdrawInto } from './alike.sql.js';
import { needWith, needWords, objectiveWith, objectiveWords, type Pair } from './alike-words.js';
import { type Stay, stayingValue, staysOf, type WordField } from './alike-words.rules.js';

interface Given {
  reason: string;
  /** Versions at which both were seen. */
  keptVersion: number;
  awayVersion: number;
  /** Whose words stay, by field; those of the one that is kept where it is not said. */
  stays: Readonly<Record<string, Stay>>;
}

/** Of the fields where other words stay than those that are there, what they will say. @throws Invalid at `resta-FIELD` */
function chosenWords(fields: readonly WordField[], stays: Given['stays']): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const field of fields) {
    const stay = stays[field.key] ?? 'kept';
    if (stay === 'kept' || !staysOf(field).includes(stay)) continue;
    const value = stayingValue(field, stay);
    if (typeof value === 'string' && value.length > field.most)
      throw new Invalid([
        {
          field: `resta-${field.key}`,
          code: 'plan.alike.too-long',
          values: { field: field.label, most: field.most },
        },
      ]);
    chosen[field.key] = value;
  }
  return chosen;
}

const isEmpty = (chosen: Record<string, unknown>) => Object.keys(chosen).length === 0;

/**
 * Two needs that say the same become one: evidence and ties move, the words that were chosen stay, the other is withdrawn
 * with the reason. What does not stay is in the histories.
 */
export async function mergeNeeds(ctx: Ctx, plan: Plan, pair: Pair<Need>, given: Given): Promise<void> {
  requireEditableNeed(ctx, plan, pair.kept);
  requireEditableNeed(ctx, plan, pair.away);
  await merge(ctx, plan, 'need', pair, given);
  const chosen = chosenWords(needWords(ctx.lang, pair), given.stays);
  if (isEmpty(chosen)) return;
  await rewriteNeed(ctx, plan, pair.kept, needWith(pair.kept, chosen), given.keptVersion);
}

/**
 * Two objectives that say the same become one: indicators, actions, money, ties, outcomes and those under it move, the
 * other is withdrawn with the reason.
 * @throws Refused when one stands under the other, or both have something that there may be only one of
 */
export async function mergeObjectives(
  ctx: Ctx,
  plan: Plan,
  pair: Pair<Objective>,
  given: Given,
): Promise<void> {
  requireEditableObjective(ctx, plan, pair.kept);
  requireEditableObjective(ctx, plan, pair.away);
  // What stands under the other would come under itself.
  if (isCircular(await listObjectiveCodes(ctx.tx, plan.id), pair.away.id, pair.kept.parent?.id ?? null))
    throw new Refused('plan.alike.nested', { kept: pair.kept.code, away: pair.away.code }, 422);
  await merge(ctx, plan, 'objective', pair, given);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const chosen = chosenWords(objectiveWords(ctx.lang, pair, guideline), given.stays);
  if (isEmpty(chosen)) return;
  await rewriteObjective(
    ctx,
    plan,
    pair.kept,
    objectiveWith(pair.kept, chosen, guideline),
    given.keptVersion,
  );
}

async function merge(
  ctx: Ctx,
  plan: Plan,
  kind: AlikeKind,
  { kept, away }: Pair<{ id: string; code: string; version: number }>,
  given: Given,
): Promise<void> {
  if (kept.id === away.id) throw new Refused('plan.alike.itself', {}, 422);
  if (kept.version !== given.keptVersion) throw new Conflict();
  const moves = await countMoves(ctx.tx, kind, away.id, kept.id);
  const inTheWay = moves.find((move) => !move.isTie && move.common > 0);
  if (inTheWay) throw new Refused('plan.alike.both-have', { kept: kept.code, away: away.code }, 422);
  await moveReferences(ctx.tx, kind, away.id, kept.id);
  const withdrawn = { at: ctx.now, reason: given.reason, into: kept.id };
  if (!(await withdrawInto(ctx.tx, kind, away.id, given.awayVersion, withdrawn))) throw new Conflict();
  const moved = moves.reduce((sum, move) => sum + move.count - move.common, 0);
  await writeAudit(ctx, `${kind}.merge`, kind, kept.id, {
    plan: plan.code,
    code: kept.code,
    added: away.code,
    count: moved,
  });
  await writeAudit(ctx, `${kind}.merge-away`, kind, away.id, {
    plan: plan.code,
    code: away.code,
    removed: kept.code,
  });
}
