import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import { asked, recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { getAgreement } from './agreement.actions.js';
import { listAgreements } from './agreement.sql.js';
import { getBody } from './body.actions.js';
import { listBodies } from './body.sql.js';
import { filterAgreements, filterBodies, filterNetworks, filterOrganisations } from './governance.search.js';
import { AGREEMENT_STATES, BODY_LEVELS, NETWORK_STATES, ORGANISATION_KINDS } from './governance.types.js';
import { getNetwork } from './network.actions.js';
import { listNetworks } from './network.sql.js';
import { getOrganisation } from './organisation.actions.js';
import { listOrganisations } from './organisation.sql.js';

const text = z.string().nullable();
const party = z.object({ code: z.string(), name: z.string(), role: text });
const placed = { code: z.string(), place: text, placeName: text, source: text, note: text };
const organisation = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(ORGANISATION_KINDS),
  isGroup: z.boolean(),
  note: text,
  networkCount: z.number().int(),
  agreementCount: z.number().int(),
  serviceCount: z.number().int(),
});
const body = z.object({
  ...placed,
  name: z.string(),
  level: z.enum(BODY_LEVELS),
  members: z.array(z.string()),
  functions: z.array(z.string()),
});
const network = z.object({
  ...placed,
  name: z.string(),
  theme: z.string(),
  frequency: text,
  since: text,
  state: z.enum(NETWORK_STATES),
  members: z.array(party),
});
const agreement = z.object({
  ...placed,
  title: z.string(),
  subject: text,
  dated: text,
  expiry: text,
  state: z.enum(AGREEMENT_STATES),
  parties: z.array(party),
});

const params = z.object({ code: recordCode });
const words = { q: asked, place: asked };

/** Operations of the network, open to anyone: it is all published. */
export function registerGovernanceApi(server: Server): void {
  const common = { audience: 'public', tag: 'governance' } as const;
  api(server, {
    ...common,
    path: '/organisations',
    summary: 'Organisations of the network',
    query: z.object({ q: asked, kind: asked }),
    response: z.object({ organisations: z.array(organisation) }),
    handle: async (ctx, { query: { q, kind } }) => ({
      organisations: filterOrganisations(await listOrganisations(ctx.tx), { q, tipo: kind }),
    }),
  });
  api(server, {
    ...common,
    path: '/organisations/:code',
    summary: 'One organisation',
    params,
    response: organisation,
    handle: (ctx, { params: { code } }) => getOrganisation(ctx, code),
  });
  api(server, {
    ...common,
    path: '/bodies',
    summary: 'Bodies that decide, coordinate and carry out',
    query: z.object({ ...words, level: asked }),
    response: z.object({ bodies: z.array(body) }),
    handle: async (ctx, { query: { q, place, level } }) => ({
      bodies: filterBodies(await listBodies(ctx.tx), { q, luogo: place, livello: level }),
    }),
  });
  api(server, {
    ...common,
    path: '/bodies/:code',
    summary: 'One body',
    params,
    response: body,
    handle: (ctx, { params: { code } }) => getBody(ctx, code),
  });
  api(server, {
    ...common,
    path: '/networks',
    summary: 'Networks, with their members',
    query: z.object({ ...words, state: asked, theme: asked }),
    response: z.object({ networks: z.array(network) }),
    handle: async (ctx, { query: { q, place, state, theme } }) => ({
      networks: filterNetworks(await listNetworks(ctx.tx), { q, luogo: place, stato: state, tema: theme }),
    }),
  });
  api(server, {
    ...common,
    path: '/networks/:code',
    summary: 'One network',
    params,
    response: network,
    handle: (ctx, { params: { code } }) => getNetwork(ctx, code),
  });
  api(server, {
    ...common,
    path: '/agreements',
    summary: 'Agreements, with their parties and expiry',
    query: z.object({ ...words, state: asked }),
    response: z.object({ agreements: z.array(agreement) }),
    handle: async (ctx, { query: { q, place, state } }) => ({
      agreements: filterAgreements(await listAgreements(ctx.tx), { q, luogo: place, stato: state }),
    }),
  });
  api(server, {
    ...common,
    path: '/agreements/:code',
    summary: 'One agreement',
    params,
    response: agreement,
    handle: (ctx, { params: { code } }) => getAgreement(ctx, code),
  });
}
