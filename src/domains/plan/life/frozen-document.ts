import { type Document, numberDocument } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import type { PlanDocument } from '../document.types.js';
import { findVersionDocument } from './version.sql.js';

/** The document of a frozen version, as it was composed then. @throws Absent */
export async function readFrozenDocument(ctx: Ctx, versionId: string): Promise<PlanDocument> {
  const frozen = await findVersionDocument(ctx.tx, versionId);
  if (!frozen) throw new Absent('version');
  const document = frozen.document as Document;
  return { document, numbered: numberDocument(document), hash: frozen.hash, chapters: frozen.chapters };
}
