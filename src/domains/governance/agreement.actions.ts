import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import {
  deleteAgreement,
  findAgreement,
  insertAgreements,
  listAgreementCodes,
  updateAgreement,
} from './agreement.sql.js';
import { nextCode } from './governance.rules.js';
import type { Agreement, AgreementFields, Coded } from './governance.types.js';
import { listObjectivesOn } from './link.sql.js';
import { openRegister, requireEditor } from './party.actions.js';

/** Adds agreements, all or none. @returns their codes, in order */
export async function addAgreements(
  ctx: Ctx,
  agreements: readonly Coded<AgreementFields>[],
): Promise<string[]> {
  const register = await openRegister(ctx);
  const taken = new Set(await listAgreementCodes(ctx.tx));
  const rows = agreements.map((agreement) => {
    const place = register.place(agreement.place);
    requireEditor(ctx, place?.within);
    const code = agreement.code ?? nextCode('A', taken);
    taken.add(code);
    const parties = register.parties('parties', agreement.parties);
    return { id: newId(), code, fields: agreement, placeId: place?.id ?? null, parties };
  });
  await insertAgreements(ctx.tx, rows);
  for (const row of rows) await writeAudit(ctx, 'agreement.create', 'agreement', row.id, { code: row.code });
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editAgreement(
  ctx: Ctx,
  code: string,
  version: number,
  fields: AgreementFields,
): Promise<void> {
  const agreement = await getAgreement(ctx, code);
  const register = await openRegister(ctx);
  const place = register.place(fields.place);
  requireEditor(ctx, agreement.within, place?.within);
  const parties = register.parties('parties', fields.parties);
  const write = { id: agreement.id, fields, placeId: place?.id ?? null, parties };
  if (!(await updateAgreement(ctx.tx, version, write))) throw new Conflict();
  await writeAudit(ctx, 'agreement.update', 'agreement', agreement.id, { code, parties: parties.length });
}

/** Removes an agreement that no objective rests on. Its last state stays in the history with the reason. */
export async function removeAgreement(
  ctx: Ctx,
  code: string,
  version: number,
  reason: string,
): Promise<void> {
  const agreement = await getAgreement(ctx, code);
  requireEditor(ctx, agreement.within);
  const objectives = await listObjectivesOn(ctx.tx, 'agreement', agreement.id, true);
  if (objectives.length > 0) {
    throw new Refused('governance.agreement.in-use', { count: objectives.length, code: objectives[0]?.code });
  }
  await giveReason(ctx, reason);
  if (!(await deleteAgreement(ctx.tx, agreement.id, version))) throw new Conflict();
  await writeAudit(ctx, 'agreement.remove', 'agreement', agreement.id, { code });
}

/** @throws Absent */
export async function getAgreement(ctx: Ctx, code: string): Promise<Agreement> {
  const agreement = await findAgreement(ctx.tx, code);
  if (!agreement) throw new Absent('agreement');
  return agreement;
}
