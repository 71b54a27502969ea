import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { addAgreements } from './agreement.actions.js';
import { addBodies } from './body.actions.js';
import {
  AGREEMENT_STATES,
  BODY_LEVELS,
  NETWORK_STATES,
  ORGANISATION_KINDS,
  type PartyFields,
} from './governance.types.js';
import { addNetworks } from './network.actions.js';
import { addOrganisations } from './organisation.actions.js';
import { listPlaceRefs } from './place.sql.js';

const alias = z.object({ name: z.string(), role: z.string().nullable() });
const organisations = z.object({
  organisations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(ORGANISATION_KINDS),
      group: z.boolean(),
      note: z.string().nullable(),
      names: z.array(alias),
    }),
  ),
});

const placed = { territory: z.string(), sourceChapter: z.string(), note: z.string().nullable() };
const governance = z.object({
  bodies: z.array(
    z.object({
      ...placed,
      code: z.string(),
      name: z.string(),
      level: z.enum(BODY_LEVELS),
      members: z.array(z.string()),
      functions: z.array(z.string()),
    }),
  ),
  networks: z.array(
    z.object({
      ...placed,
      code: z.string(),
      name: z.string(),
      theme: z.string(),
      members: z.array(z.string()),
      frequency: z.string().nullable(),
      since: z.string().nullable(),
      status: z.enum(NETWORK_STATES),
    }),
  ),
  agreements: z.array(
    z.object({
      ...placed,
      code: z.string(),
      title: z.string(),
      parties: z.array(z.string()),
      subject: z.string().nullable(),
      date: z.string().nullable(),
      expiry: z.string().nullable(),
      status: z.enum(AGREEMENT_STATES),
    }),
  ),
});

/** The names that the demonstration's files give to organisations, each with its code and what the name says more. */
export function readPartyNames(folder: string): (name: string) => PartyFields {
  const parties = new Map<string, PartyFields>();
  for (const organisation of readOrganisations(folder)) {
    for (const { name, role } of organisation.names) {
      parties.set(name, { organisation: organisation.code, role });
    }
  }
  return (name) => {
    const party = parties.get(name);
    if (!party) throw new Error(`organisations.json does not name «${name}».`);
    return party;
  };
}

function readOrganisations(folder: string) {
  return organisations.parse(JSON.parse(readFileSync(`${folder}organisations.json`, 'utf8'))).organisations;
}

/** The demonstration's territories by name, as codes of places. @throws for a name that is no place */
export async function readPlaceCodes(ctx: Ctx): Promise<(name: string) => string> {
  const codes = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.name, place.code]));
  // The two sub-ambiti together are the ambito.
  codes.set('Casalasco e Viadanese', ctx.ambito.slug);
  return (name) => {
    const code = codes.get(name);
    if (code === undefined) throw new Error(`No place is called «${name}».`);
    return code;
  };
}

/** Loads organisations, bodies, networks and agreements of the demonstration. */
export async function loadGovernanceDemo(ctx: Ctx, folder: string): Promise<void> {
  const facts = governance.parse(JSON.parse(readFileSync(`${folder}governance.json`, 'utf8')));
  const party = readPartyNames(folder);
  const place = await readPlaceCodes(ctx);
  await addOrganisations(
    ctx,
    readOrganisations(folder).map((one) => ({ ...one, isGroup: one.group })),
  );
  await addBodies(
    ctx,
    facts.bodies.map((body) => ({ ...body, place: place(body.territory), source: sourceOf(body) })),
  );
  await addNetworks(
    ctx,
    facts.networks.map((network) => ({
      ...network,
      place: place(network.territory),
      state: network.status,
      members: network.members.map(party),
      source: sourceOf(network),
    })),
  );
  await addAgreements(
    ctx,
    facts.agreements.map((agreement) => ({
      ...agreement,
      place: place(agreement.territory),
      dated: agreement.date,
      state: agreement.status,
      parties: agreement.parties.map(party),
      source: sourceOf(agreement),
    })),
  );
}

function sourceOf(fact: { sourceChapter: string }): string {
  return `Piano di Zona 2021-2023, cap. ${fact.sourceChapter}`;
}
