import { openPools } from '#platform/db/database.js';
import type { Ctx } from '#platform/http/context.js';
import { answerParent } from '#platform/process/child-work.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import type { FileOrder, FileWork } from './import.child.js';
import { importWithRecipes } from './import-recipe.actions.js';
import { workOnUpload } from './upload.actions.js';
import { openSpool, type Spool } from './upload.spool.js';
import { allowLongStatements } from './upload.sql.js';

/** What is told of the reading goes at most so often. */
const TELL_MS = 500;

function throttled(tell: (fraction: number) => void): (fraction: number) => void {
  let toldAt = Date.now();
  return (fraction) => {
    if (Date.now() - toldAt < TELL_MS) return;
    toldAt = Date.now();
    tell(fraction);
  };
}

async function perform(
  ctx: Ctx,
  spool: Spool,
  work: FileWork,
  tell: (fraction: number) => void,
): Promise<unknown> {
  await allowLongStatements(ctx.tx);
  if (work.act !== 'import') return workOnUpload(ctx, spool, work, throttled(tell));
  const open = async () => (await spool.open(work.spooled)) ?? [];
  return importWithRecipes(ctx, { ...work.request, open });
}

answerParent(async (order: FileOrder, tell: (fraction: number) => void) => {
  const { connection, ambito, accountId, requestId, lang, work } = order;
  // Nothing here acts as the owner.
  const database = openPools({ ownerConfig: connection, appConfig: connection, size: 1 });
  try {
    const spool = openSpool(order.dataDir);
    return await insideAmbito(database, ambito, (ctx) => perform(ctx, spool, work, tell), {
      requestId,
      accountId,
      ...(lang ? { lang } : {}),
    });
  } finally {
    await database.close();
  }
});
