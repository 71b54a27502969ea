import { nextCode, openRegister, requireEditor } from '#domains/governance/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import {
  deleteService,
  findService,
  insertServices,
  listServiceCodes,
  listServiceTies,
  updateService,
} from './service.sql.js';
import type { Service, ServiceFields } from './service.types.js';

/** Adds services, all or none; without a code each takes the next free one. @returns their codes, in order */
export async function addServices(
  ctx: Ctx,
  services: readonly (ServiceFields & { code: string | null })[],
): Promise<string[]> {
  const register = await openRegister(ctx);
  const taken = new Set(await listServiceCodes(ctx.tx));
  const rows = services.map((service) => {
    const place = register.place(service.place);
    requireEditor(ctx, place?.within);
    const code = service.code ?? nextCode('S', taken);
    taken.add(code);
    const providers = register.parties('providers', service.providers);
    return {
      id: newId(),
      code,
      fields: service,
      placeId: place?.id ?? null,
      providers,
      figures: service.figures,
    };
  });
  await insertServices(ctx.tx, rows);
  for (const row of rows) await writeAudit(ctx, 'service.create', 'service', row.id, { code: row.code });
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editService(
  ctx: Ctx,
  code: string,
  version: number,
  fields: ServiceFields,
): Promise<void> {
  const service = await getService(ctx, code);
  const register = await openRegister(ctx);
  const place = register.place(fields.place);
  requireEditor(ctx, service.within, place?.within);
  const providers = register.parties('providers', fields.providers);
  const write = { id: service.id, fields, placeId: place?.id ?? null, providers, figures: fields.figures };
  if (!(await updateService(ctx.tx, version, write))) throw new Conflict();
  await writeAudit(ctx, 'service.update', 'service', service.id, { code, state: fields.state });
}

/** Removes a service through which no objective acts. Its last state stays in the history with the reason. */
export async function removeService(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  const service = await getService(ctx, code);
  requireEditor(ctx, service.within);
  const objectives = (await listServiceTies(ctx.tx, service.id, true)).filter(
    (tie) => tie.kind === 'objective',
  );
  if (objectives.length > 0) {
    throw new Refused('services.service.in-use', { count: objectives.length, code: objectives[0]?.code });
  }
  await giveReason(ctx, reason);
  if (!(await deleteService(ctx.tx, service.id, version))) throw new Conflict();
  await writeAudit(ctx, 'service.remove', 'service', service.id, { code });
}

/** @throws Absent */
export async function getService(ctx: Ctx, code: string): Promise<Service> {
  const service = await findService(ctx.tx, code);
  if (!service) throw new Absent('service');
  return service;
}
