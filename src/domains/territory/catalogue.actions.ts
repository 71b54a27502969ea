import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { missingFacts } from './catalogue.rules.js';
import { findPublisher, insertPublisher, updatePublisher } from './catalogue.sql.js';
import type { PublisherFacts } from './catalogue.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/**
 * Says who publishes the ambito's open data.
 * @param version of the facts that the editor saw; null when there were none
 * @throws Conflict when somebody else has said it meanwhile
 */
export async function savePublisher(ctx: Ctx, facts: PublisherFacts, version: number | null): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const present = await findPublisher(ctx.tx);
  if ((present === undefined) !== (version === null)) throw new Conflict();
  const saved =
    present === undefined || version === null
      ? await insertPublisher(ctx.tx, newId(), facts)
      : await updatePublisher(ctx.tx, present.id, facts, version);
  if (!saved) throw new Conflict();
  await writeAudit(ctx, 'catalogue.publisher', 'ambito', ctx.ambito.slug, {
    missing: missingFacts(facts, ctx.ambito.leadBody).length,
  });
}
