import {
  CHOICE,
  type ChosenDocument,
  type DocumentSource,
  documentHash,
  packCodes,
  pickSheets,
  unpackCodes,
} from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import type { PlanComposer } from '../document.cache.js';
import { asPublisher } from '../document.compose.js';
import { documentText } from '../document.messages.js';
import { readSheets } from '../objective-file.js';
import { shownVersion } from '../plan.actions.js';
import { findPlan } from '../plan.sql.js';
import type { Plan } from '../plan.types.js';

/** Under which name chosen sheets are kept: those of a frozen version, or of the text as it stands. */
export function chosenSubject(ctx: Ctx, plan: Plan, codes: readonly string[]): string {
  return `${CHOICE}sheets:${plan.code}/${shownVersion(ctx, plan) ?? 'text'}/${packCodes(codes)}`;
}

/**
 * Sheets of a plan's objectives as one document, each as the plan's own document has it.
 * @throws Absent when none of the codes is there
 */
export async function composeChosenSheets(
  ctx: Ctx,
  composer: PlanComposer,
  plan: Plan,
  codes: readonly string[],
): Promise<ChosenDocument> {
  return {
    ...(await compose(ctx, composer, plan, shownVersion(ctx, plan), codes)),
    isPublic: plan.isPublic,
    name: `${ctx.ambito.slug}-${plan.code}-schede`,
  };
}

async function compose(
  asker: Ctx,
  composer: PlanComposer,
  plan: Plan,
  version: number | null,
  codes: readonly string[],
) {
  const ctx = asPublisher(asker);
  const { blocks, ...cover } = await readSheets(ctx, composer, plan, version);
  const t = documentText('it');
  const picked = pickSheets(blocks, codes);
  const document = {
    ...cover,
    title: t('plan.document.chosen-title'),
    subtitle: t('plan.document.chosen-subtitle', { plan: plan.title, count: picked.length / 2 }),
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    contentsDepth: 1 as const,
    blocks: picked,
  };
  return { document, hash: documentHash(document) };
}

/** How the job that makes files composes chosen sheets. */
export function chosenSheetsSource(composer: PlanComposer): DocumentSource {
  return async (ctx, key) => {
    const [planCode = '', version = '', packed = ''] = key.split('/');
    const plan = await findPlan(ctx.tx, planCode, true);
    if (!plan) throw new Error(`The plan ${planCode} is gone.`);
    return compose(ctx, composer, plan, version === 'text' ? null : Number(version), unpackCodes(packed));
  };
}
