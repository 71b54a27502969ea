import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { deleteBody, findBody, insertBodies, listBodies, updateBody } from './body.sql.js';
import { nextCode } from './governance.rules.js';
import type { Body, BodyFields, Coded } from './governance.types.js';
import { countContributionsOf } from './link.sql.js';
import { openRegister, requireEditor } from './party.actions.js';

/** Adds bodies, all or none. @returns their codes, in order */
export async function addBodies(ctx: Ctx, bodies: readonly Coded<BodyFields>[]): Promise<string[]> {
  const register = await openRegister(ctx);
  const taken = new Set((await listBodies(ctx.tx)).map((body) => body.code));
  const rows = bodies.map((body) => {
    const place = register.place(body.place);
    requireEditor(ctx, place?.within);
    const code = body.code ?? nextCode('O', taken);
    taken.add(code);
    return { ...body, id: newId(), code, placeId: place?.id ?? null };
  });
  await insertBodies(ctx.tx, rows);
  for (const row of rows) await writeAudit(ctx, 'body.create', 'body', row.id, { code: row.code });
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editBody(ctx: Ctx, code: string, version: number, fields: BodyFields): Promise<void> {
  const body = await getBody(ctx, code);
  const place = (await openRegister(ctx)).place(fields.place);
  requireEditor(ctx, body.within, place?.within);
  if (!(await updateBody(ctx.tx, body.id, version, fields, place?.id ?? null))) throw new Conflict();
  await writeAudit(ctx, 'body.update', 'body', body.id, { code });
}

/** Removes a body; its last state stays in the history with the reason. */
export async function removeBody(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  const body = await getBody(ctx, code);
  requireEditor(ctx, body.within);
  const said = await countContributionsOf(ctx.tx, 'body', body.id);
  if (said > 0) throw new Refused('governance.contributions-of', { count: said });
  await giveReason(ctx, reason);
  if (!(await deleteBody(ctx.tx, body.id, version))) throw new Conflict();
  await writeAudit(ctx, 'body.remove', 'body', body.id, { code });
}

/** @throws Absent */
export async function getBody(ctx: Ctx, code: string): Promise<Body> {
  const body = await findBody(ctx.tx, code);
  if (!body) throw new Absent('body');
  return body;
}
