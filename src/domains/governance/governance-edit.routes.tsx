import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { recordCode } from '#platform/http/form-rows.js';
import { type RecordRoutes, recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import type { Crumb } from '#platform/ui/shell.js';
import { addAgreements, editAgreement, getAgreement, removeAgreement } from './agreement.actions.js';
import { AgreementFormPage } from './agreement.page.js';
import { addBodies, editBody, getBody, removeBody } from './body.actions.js';
import { BodyFormPage } from './body.page.js';
import { governanceText } from './governance.messages.js';
import { type Kind, PATHS, PLURALS } from './governance.parts.js';
import { EDITORS } from './governance.rules.js';
import {
  AgreementForm,
  BodyForm,
  NetworkForm,
  OrganisationForm,
  writePartyLines,
} from './governance.schema.js';
import type {
  Agreement,
  AgreementFields,
  Body,
  BodyFields,
  Network,
  NetworkFields,
  Organisation,
  OrganisationFields,
} from './governance.types.js';
import { addNetworks, editNetwork, getNetwork, removeNetwork } from './network.actions.js';
import { NetworkFormPage } from './network.page.js';
import {
  addOrganisations,
  editOrganisation,
  getOrganisation,
  removeOrganisation,
} from './organisation.actions.js';
import { OrganisationFormPage } from './organisation.page.js';
import { requireEditor } from './party.actions.js';
import { listPlaceRefs } from './place.sql.js';

const params = z.object({ code: recordCode });
type Params = typeof params;
const common = {
  params,
  door: 'network',
  editors: EDITORS,
  notices: { added: 'governance.added', saved: 'governance.saved', removed: 'governance.removed' },
};

/** Where things of a kind are kept, and the way there. */
function kept(kind: Kind) {
  return {
    ...common,
    list: PATHS[kind],
    one: `${PATHS[kind]}/:code`,
    crumbs: (ctx: PageCtx): Crumb[] => {
      const t = governanceText(ctx.lang);
      return [
        { label: t('governance.title'), href: at(ctx, '/rete') },
        { label: t(`governance.${PLURALS[kind]}`), href: at(ctx, PATHS[kind]) },
      ];
    },
  };
}

/** Adds one under the next code; where it is then. */
function adder<F extends object>(
  kind: Kind,
  add: (ctx: PageCtx, given: (F & { code: null })[]) => Promise<string[]>,
) {
  return async (ctx: PageCtx, _: unknown, fields: F): Promise<string> => {
    const [code] = await add(ctx, [{ ...fields, code: null }]);
    return `${PATHS[kind]}/${code}`;
  };
}

/** Columns of a table with their labels, for its history. */
function labels(columns: Readonly<Record<string, string>>) {
  return (ctx: PageCtx): Record<string, string> => {
    const t = governanceText(ctx.lang);
    return Object.fromEntries(
      Object.entries(columns).map(([column, key]) => [column, t(`governance.${key}` as 'governance.name')]),
    );
  };
}

/** A share as one types it. */
function typed(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value).replace('.', ',');
}

const placedColumns = { place_id: 'place', source: 'source', note: 'note' };

/** Writes a place by its name; the former ones as well. */
async function writePlaces(ctx: PageCtx): Promise<(column: string, value: unknown) => string | undefined> {
  const names = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.id, place.name]));
  return (column, value) => (column === 'place_id' ? (names.get(String(value)) ?? '') : undefined);
}

/** Writes a column of choices in words, and the place by its name. */
function inWords(column: string, word: (ctx: PageCtx, value: string) => string) {
  return async (ctx: PageCtx) => {
    const place = await writePlaces(ctx);
    return (name: string, value: unknown) =>
      name === column ? word(ctx, String(value)) : place(name, value);
  };
}

async function openPlaced<T extends { within: string[] }>(ctx: PageCtx, record: T): Promise<T> {
  requireEditor(ctx, record.within);
  return record;
}

/** Addresses at which the plan office keeps the network. */
export function registerGovernanceEdits(server: Server): void {
  recordRoutes(server, networkRoutes);
  recordRoutes(server, agreementRoutes);
  recordRoutes(server, bodyRoutes);
  recordRoutes(server, organisationRoutes);
}

const networkRoutes: RecordRoutes<Network, Params, typeof NetworkForm> = {
  ...kept('network'),
  schema: NetworkForm,
  open: async (ctx, { code }) => openPlaced(ctx, await getNetwork(ctx, code)),
  nameOf: (network) => `${network.code} ${network.name}`,
  valuesOf: (network) => ({ ...network, members: writePartyLines(network.members) }),
  blank: () => ({ state: 'active' }),
  form: async (props) => <NetworkFormPage {...props} places={await listPlaceRefs(props.ctx.tx)} />,
  add: adder<NetworkFields>('network', addNetworks),
  edit: (ctx, { code }, version, fields) => editNetwork(ctx, code, version, fields),
  remove: (ctx, { code }, version, reason) => removeNetwork(ctx, code, version, reason),
  history: {
    table: 'governance.network',
    hasParts: true,
    labels: labels({
      name: 'name',
      theme: 'theme',
      state: 'state',
      since: 'since',
      frequency: 'frequency',
      members: 'members',
      ...placedColumns,
    }),
    write: inWords('state', (ctx, value) =>
      governanceText(ctx.lang)(`governance.network-state.${value as Network['state']}`),
    ),
  },
};

const agreementRoutes: RecordRoutes<Agreement, Params, typeof AgreementForm> = {
  ...kept('agreement'),
  schema: AgreementForm,
  open: async (ctx, { code }) => openPlaced(ctx, await getAgreement(ctx, code)),
  nameOf: (agreement) => `${agreement.code} ${agreement.title}`,
  valuesOf: (agreement) => ({ ...agreement, parties: writePartyLines(agreement.parties) }),
  blank: () => ({ state: 'inForce' }),
  form: async (props) => <AgreementFormPage {...props} places={await listPlaceRefs(props.ctx.tx)} />,
  add: adder<AgreementFields>('agreement', addAgreements),
  edit: (ctx, { code }, version, fields) => editAgreement(ctx, code, version, fields),
  remove: (ctx, { code }, version, reason) => removeAgreement(ctx, code, version, reason),
  history: {
    table: 'governance.agreement',
    hasParts: true,
    labels: labels({
      title: 'name',
      subject: 'subject',
      parties: 'parties',
      state: 'state',
      dated: 'dated',
      expiry: 'expiry',
      ...placedColumns,
    }),
    write: inWords('state', (ctx, value) =>
      governanceText(ctx.lang)(`governance.agreement-state.${value as Agreement['state']}`),
    ),
  },
};

const bodyRoutes: RecordRoutes<Body, Params, typeof BodyForm> = {
  ...kept('body'),
  schema: BodyForm,
  open: async (ctx, { code }) => openPlaced(ctx, await getBody(ctx, code)),
  nameOf: (body) => `${body.code} ${body.name}`,
  valuesOf: (body) => ({
    ...body,
    quorumPercent: typed(body.quorumPercent),
    majorityPercent: typed(body.majorityPercent),
  }),
  blank: () => ({ level: 'technical' }),
  form: async (props) => <BodyFormPage {...props} places={await listPlaceRefs(props.ctx.tx)} />,
  add: adder<BodyFields>('body', addBodies),
  edit: (ctx, { code }, version, fields) => editBody(ctx, code, version, fields),
  remove: (ctx, { code }, version, reason) => removeBody(ctx, code, version, reason),
  history: {
    table: 'governance.body',
    labels: labels({
      name: 'name',
      level: 'level',
      members: 'members',
      functions: 'functions',
      quorum_percent: 'quorum',
      majority_percent: 'majority',
      ...placedColumns,
    }),
    write: inWords('level', (ctx, value) =>
      governanceText(ctx.lang)(`governance.level.${value as Body['level']}`),
    ),
  },
};

const organisationRoutes: RecordRoutes<Organisation, Params, typeof OrganisationForm> = {
  ...kept('organisation'),
  schema: OrganisationForm,
  open: (ctx, { code }) => getOrganisation(ctx, code),
  nameOf: (organisation) => organisation.name,
  valuesOf: (organisation) => ({ ...organisation, isGroup: organisation.isGroup ? 'yes' : '' }),
  blank: () => ({ kind: 'thirdSector' }),
  form: (props) => <OrganisationFormPage {...props} />,
  add: adder<OrganisationFields>('organisation', addOrganisations),
  edit: (ctx, { code }, version, fields) => editOrganisation(ctx, code, version, fields),
  remove: (ctx, { code }, version, reason) => removeOrganisation(ctx, code, version, reason),
  history: {
    table: 'governance.organisation',
    labels: labels({ name: 'name', kind: 'kind', is_group: 'is-group', note: 'note' }),
    write: async (ctx) => {
      const t = governanceText(ctx.lang);
      return (column, value) =>
        column === 'kind' ? t(`governance.kind.${value as Organisation['kind']}`) : undefined;
    },
  },
};
