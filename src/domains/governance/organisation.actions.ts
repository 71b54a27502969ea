import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { foldWords } from '#platform/i18n/word-search.js';
import { newId } from '#platform/ids.js';
import { codeFromName, EDITORS } from './governance.rules.js';
import type { Coded, Organisation, OrganisationFields } from './governance.types.js';
import {
  countFurtherUses,
  deleteOrganisation,
  findOrganisation,
  insertOrganisations,
  listOrganisationNames,
  updateOrganisation,
} from './organisation.sql.js';

/** Adds organisations, all or none; two of the same name are refused. @returns their codes, in order */
export async function addOrganisations(
  ctx: Ctx,
  organisations: readonly Coded<OrganisationFields>[],
): Promise<string[]> {
  // Anywhere in the ambito: organisations belong to no place, and whoever keeps networks needs to add them.
  requireRole(ctx, EDITORS, []);
  const known = await listOrganisationNames(ctx.tx);
  const codes = new Set(known.map((one) => one.code));
  const names = new Set(known.map((one) => nameKey(one.name)));
  const rows = organisations.map((organisation) => {
    refuseTaken(names, organisation.name);
    names.add(nameKey(organisation.name));
    const code = organisation.code ?? codeFromName(organisation.name, codes);
    codes.add(code);
    return { ...organisation, id: newId(), code };
  });
  await insertOrganisations(ctx.tx, rows);
  for (const row of rows) {
    await writeAudit(ctx, 'organisation.create', 'organisation', row.id, { code: row.code, kind: row.kind });
  }
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editOrganisation(
  ctx: Ctx,
  code: string,
  version: number,
  fields: OrganisationFields,
): Promise<void> {
  requireRole(ctx, EDITORS, []);
  const organisation = await getOrganisation(ctx, code);
  const others = (await listOrganisationNames(ctx.tx)).filter((one) => one.id !== organisation.id);
  refuseTaken(new Set(others.map((one) => nameKey(one.name))), fields.name);
  if (!(await updateOrganisation(ctx.tx, organisation.id, version, fields))) throw new Conflict();
  await writeAudit(ctx, 'organisation.update', 'organisation', organisation.id, { code, kind: fields.kind });
}

/** Removes an organisation that takes part in nothing. */
export async function removeOrganisation(
  ctx: Ctx,
  code: string,
  version: number,
  reason: string,
): Promise<void> {
  requireRole(ctx, EDITORS, []);
  const organisation = await getOrganisation(ctx, code);
  const count = organisation.networkCount + organisation.agreementCount + organisation.serviceCount;
  const all = count + (await countFurtherUses(ctx.tx, organisation.id));
  if (all > 0) throw new Refused('governance.organisation.in-use', { count: all });
  await giveReason(ctx, reason);
  if (!(await deleteOrganisation(ctx.tx, organisation.id, version))) throw new Conflict();
  await writeAudit(ctx, 'organisation.remove', 'organisation', organisation.id, { code });
}

/** @throws Absent */
export async function getOrganisation(ctx: Ctx, code: string): Promise<Organisation> {
  const organisation = await findOrganisation(ctx.tx, code);
  if (!organisation) throw new Absent('organisation');
  return organisation;
}

function nameKey(name: string): string {
  return foldWords(name).join(' ');
}

function refuseTaken(names: ReadonlySet<string>, name: string): void {
  if (names.has(nameKey(name))) {
    throw new Invalid([{ field: 'name', code: 'governance.organisation.name-taken' }]);
  }
}
