import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { nextCode } from './governance.rules.js';
import type { Coded, Network, NetworkFields } from './governance.types.js';
import { countContributionsOf, listObjectivesOn } from './link.sql.js';
import {
  deleteNetwork,
  findNetwork,
  insertNetworks,
  listNetworkCodes,
  updateNetwork,
} from './network.sql.js';
import { openRegister, requireEditor } from './party.actions.js';

/** Adds networks, all or none. @returns their codes, in order */
export async function addNetworks(ctx: Ctx, networks: readonly Coded<NetworkFields>[]): Promise<string[]> {
  const register = await openRegister(ctx);
  const taken = new Set(await listNetworkCodes(ctx.tx));
  const rows = networks.map((network) => {
    const place = register.place(network.place);
    requireEditor(ctx, place?.within);
    const code = network.code ?? nextCode('N', taken);
    taken.add(code);
    const members = register.parties('members', network.members);
    return { id: newId(), code, fields: network, placeId: place?.id ?? null, members };
  });
  await insertNetworks(ctx.tx, rows);
  for (const row of rows) await writeAudit(ctx, 'network.create', 'network', row.id, { code: row.code });
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editNetwork(
  ctx: Ctx,
  code: string,
  version: number,
  fields: NetworkFields,
): Promise<void> {
  const network = await getNetwork(ctx, code);
  const register = await openRegister(ctx);
  const place = register.place(fields.place);
  requireEditor(ctx, network.within, place?.within);
  const members = register.parties('members', fields.members);
  const write = { id: network.id, fields, placeId: place?.id ?? null, members };
  if (!(await updateNetwork(ctx.tx, version, write))) throw new Conflict();
  await writeAudit(ctx, 'network.update', 'network', network.id, { code, members: members.length });
}

/** Removes a network that no objective rests on. Its last state stays in the history with the reason. */
export async function removeNetwork(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  const network = await getNetwork(ctx, code);
  requireEditor(ctx, network.within);
  const objectives = await listObjectivesOn(ctx.tx, 'network', network.id, true);
  if (objectives.length > 0) {
    throw new Refused('governance.network.in-use', { count: objectives.length, code: objectives[0]?.code });
  }
  const said = await countContributionsOf(ctx.tx, 'network', network.id);
  if (said > 0) throw new Refused('governance.contributions-of', { count: said });
  await giveReason(ctx, reason);
  if (!(await deleteNetwork(ctx.tx, network.id, version))) throw new Conflict();
  await writeAudit(ctx, 'network.remove', 'network', network.id, { code });
}

/** @throws Absent */
export async function getNetwork(ctx: Ctx, code: string): Promise<Network> {
  const network = await findNetwork(ctx.tx, code);
  if (!network) throw new Absent('network');
  return network;
}
