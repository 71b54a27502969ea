import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { asked, askedPage, recordCode } from '#platform/http/form-rows.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { getAgreement } from './agreement.actions.js';
import { AgreementListPage, AgreementPage } from './agreement.page.js';
import { listAgreements } from './agreement.sql.js';
import { getBody } from './body.actions.js';
import { BodyListPage, BodyPage } from './body.page.js';
import { listBodies } from './body.sql.js';
import { governanceText } from './governance.messages.js';
import { PATHS } from './governance.parts.js';
import {
  filterAgreements,
  filterBodies,
  filterNetworks,
  filterOrganisations,
  searchAll,
} from './governance.search.js';
import {
  AGREEMENT_STATES,
  BODY_LEVELS,
  NETWORK_STATES,
  ORGANISATION_KINDS,
  type Party,
} from './governance.types.js';
import { listObjectivesOn } from './link.sql.js';
import type { ListFilter } from './list.page.js';
import { getNetwork } from './network.actions.js';
import { NetworkListPage, NetworkPage } from './network.page.js';
import { listNetworks } from './network.sql.js';
import { getOrganisation } from './organisation.actions.js';
import { OrganisationListPage, OrganisationPage } from './organisation.page.js';
import { listOrganisations, listParticipations } from './organisation.sql.js';
import { OverviewPage } from './overview.page.js';
import type { LoadParts } from './party-parts.js';
import { listPlaceRefs } from './place.sql.js';

const query = z.object({
  q: asked,
  luogo: asked,
  stato: asked,
  tema: asked,
  livello: asked,
  tipo: asked,
  ordine: asked,
});
const pagedQuery = query.extend({ pagina: askedPage });
const params = z.object({ code: recordCode });
const open = { face: 'both', audience: 'public' } as const;

/** Pages to read the network, in both faces, and its tables to take away. */
export function registerGovernancePages(server: Server, load: LoadParts): void {
  server.doors.push(
    { key: 'network', face: 'public', path: '/rete', label: 'governance.door', order: 60 },
    { key: 'network', face: 'office', path: '/rete', label: 'governance.door', order: 70 },
  );
  overview(server);
  networks(server, load);
  agreements(server);
  bodies(server, load);
  organisations(server, load);
}

/** Objectives of a plan that is still a draft are for those who work here. */
function seesDrafts(ctx: PageCtx): boolean {
  return ctx.view.face === 'office' && ctx.grants.length > 0;
}

async function placeFilter(ctx: PageCtx, value: string | undefined): Promise<ListFilter> {
  const t = governanceText(ctx.lang);
  const places = await listPlaceRefs(ctx.tx);
  return {
    name: 'luogo',
    label: t('governance.place'),
    all: t('governance.all-places'),
    value,
    choices: places.map((place) => ({ value: place.code, label: place.name })),
  };
}

function names(parties: readonly Party[]): string {
  return parties.map((party) => (party.role ? `${party.name} (${party.role})` : party.name)).join('; ');
}

function overview(server: Server): void {
  ambitoPage(server, {
    ...open,
    path: '/rete',
    query: z.object({ q: asked }),
    handle: async (ctx, { query: { q = '' } }) => {
      const all = {
        bodies: await listBodies(ctx.tx),
        networks: await listNetworks(ctx.tx),
        agreements: await listAgreements(ctx.tx),
        organisations: await listOrganisations(ctx.tx),
      };
      const hits = q === '' ? null : searchAll(all, q, governanceText(ctx.lang) as never);
      return page(<OverviewPage ctx={ctx} overview={all} words={q} hits={hits} />);
    },
  });
}

function networks(server: Server, load: LoadParts): void {
  ambitoPage(server, {
    ...open,
    path: PATHS.network,
    query: pagedQuery,
    handle: async (ctx, { query: { pagina, ...asked } }) => {
      const t = governanceText(ctx.lang);
      const all = await listNetworks(ctx.tx);
      const themes = [...new Set(all.map((one) => one.theme))].sort((a, b) => a.localeCompare(b, 'it'));
      const filters: ListFilter[] = [
        await placeFilter(ctx, asked.luogo),
        {
          name: 'tema',
          label: t('governance.theme'),
          all: t('governance.all-themes'),
          value: asked.tema,
          choices: themes.map((theme) => ({ value: theme, label: theme })),
        },
        {
          name: 'stato',
          label: t('governance.state'),
          all: t('governance.all-states'),
          value: asked.stato,
          choices: NETWORK_STATES.map((state) => ({
            value: state,
            label: t(`governance.network-state.${state}`),
          })),
        },
      ];
      return page(
        <NetworkListPage
          ctx={ctx}
          query={asked}
          page={pagina}
          rows={filterNetworks(all, asked)}
          all={all}
          filters={filters}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.network}.csv`,
    query,
    handle: async (ctx, { query: asked }) => {
      const t = governanceText(ctx.lang);
      const rows = filterNetworks(await listNetworks(ctx.tx), asked);
      return csvFile(
        'reti.csv',
        ['code', 'name', 'theme', 'place', 'state', 'since', 'frequency', 'members', 'source', 'note'].map(
          (key) => t(`governance.${key}` as 'governance.code'),
        ),
        rows.map((row) => [
          row.code,
          row.name,
          row.theme,
          row.placeName,
          t(`governance.network-state.${row.state}`),
          row.since,
          row.frequency,
          names(row.members),
          row.source,
          row.note,
        ]),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.network}/:code`,
    params,
    handle: async (ctx, { params: { code } }) => {
      const network = await getNetwork(ctx, code);
      const objectives = await listObjectivesOn(ctx.tx, 'network', network.id, seesDrafts(ctx));
      const parts = await load(ctx, { kind: 'network', id: network.id });
      return page(<NetworkPage ctx={ctx} network={network} objectives={objectives} parts={parts} />);
    },
  });
}

function agreements(server: Server): void {
  ambitoPage(server, {
    ...open,
    path: PATHS.agreement,
    query: pagedQuery,
    handle: async (ctx, { query: { pagina, ...asked } }) => {
      const t = governanceText(ctx.lang);
      const all = await listAgreements(ctx.tx);
      const filters: ListFilter[] = [
        await placeFilter(ctx, asked.luogo),
        {
          name: 'stato',
          label: t('governance.state'),
          all: t('governance.all-states'),
          value: asked.stato,
          choices: AGREEMENT_STATES.map((state) => ({
            value: state,
            label: t(`governance.agreement-state.${state}`),
          })),
        },
      ];
      return page(
        <AgreementListPage
          ctx={ctx}
          query={asked}
          page={pagina}
          rows={filterAgreements(all, asked)}
          all={all}
          filters={filters}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.agreement}.csv`,
    query,
    handle: async (ctx, { query: asked }) => {
      const t = governanceText(ctx.lang);
      const rows = filterAgreements(await listAgreements(ctx.tx), asked);
      return csvFile(
        'accordi.csv',
        ['code', 'name', 'subject', 'parties', 'place', 'dated', 'expiry', 'state', 'source', 'note'].map(
          (key) => t(`governance.${key}` as 'governance.code'),
        ),
        rows.map((row) => [
          row.code,
          row.title,
          row.subject,
          names(row.parties),
          row.placeName,
          row.dated,
          row.expiry,
          t(`governance.agreement-state.${row.state}`),
          row.source,
          row.note,
        ]),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.agreement}/:code`,
    params,
    handle: async (ctx, { params: { code } }) => {
      const agreement = await getAgreement(ctx, code);
      const objectives = await listObjectivesOn(ctx.tx, 'agreement', agreement.id, seesDrafts(ctx));
      return page(<AgreementPage ctx={ctx} agreement={agreement} objectives={objectives} />);
    },
  });
}

function bodies(server: Server, load: LoadParts): void {
  ambitoPage(server, {
    ...open,
    path: PATHS.body,
    query: pagedQuery,
    handle: async (ctx, { query: { pagina, ...asked } }) => {
      const t = governanceText(ctx.lang);
      const all = await listBodies(ctx.tx);
      const filters: ListFilter[] = [
        await placeFilter(ctx, asked.luogo),
        {
          name: 'livello',
          label: t('governance.level'),
          all: t('governance.all-levels'),
          value: asked.livello,
          choices: BODY_LEVELS.map((level) => ({ value: level, label: t(`governance.level.${level}`) })),
        },
      ];
      return page(
        <BodyListPage
          ctx={ctx}
          query={asked}
          page={pagina}
          rows={filterBodies(all, asked)}
          all={all}
          filters={filters}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.body}.csv`,
    query,
    handle: async (ctx, { query: asked }) => {
      const t = governanceText(ctx.lang);
      const rows = filterBodies(await listBodies(ctx.tx), asked);
      return csvFile(
        'organismi.csv',
        ['code', 'name', 'level', 'place', 'members', 'functions', 'source', 'note'].map((key) =>
          t(`governance.${key}` as 'governance.code'),
        ),
        rows.map((row) => [
          row.code,
          row.name,
          t(`governance.level.${row.level}`),
          row.placeName,
          row.members.join('; '),
          row.functions.join('; '),
          row.source,
          row.note,
        ]),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.body}/:code`,
    params,
    handle: async (ctx, { params: { code } }) => {
      const body = await getBody(ctx, code);
      return page(<BodyPage ctx={ctx} body={body} parts={await load(ctx, { kind: 'body', id: body.id })} />);
    },
  });
}

function organisations(server: Server, load: LoadParts): void {
  ambitoPage(server, {
    ...open,
    path: PATHS.organisation,
    query: pagedQuery,
    handle: async (ctx, { query: { pagina, ...asked } }) => {
      const t = governanceText(ctx.lang);
      const all = await listOrganisations(ctx.tx);
      const filters: ListFilter[] = [
        {
          name: 'tipo',
          label: t('governance.kind'),
          all: t('governance.all-kinds'),
          value: asked.tipo,
          choices: ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`governance.kind.${kind}`) })),
        },
      ];
      return page(
        <OrganisationListPage
          ctx={ctx}
          query={asked}
          page={pagina}
          rows={filterOrganisations(all, asked)}
          all={all}
          filters={filters}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.organisation}.csv`,
    query,
    handle: async (ctx, { query: asked }) => {
      const t = governanceText(ctx.lang);
      const rows = filterOrganisations(await listOrganisations(ctx.tx), asked);
      return csvFile(
        'enti.csv',
        ['code', 'name', 'kind', 'is-group', 'networks', 'agreements', 'services', 'note'].map((key) =>
          t(`governance.${key}` as 'governance.code'),
        ),
        rows.map((row) => [
          row.code,
          row.name,
          t(`governance.kind.${row.kind}`),
          row.isGroup ? t('governance.is-group') : '',
          row.networkCount,
          row.agreementCount,
          row.serviceCount,
          row.note,
        ]),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: `${PATHS.organisation}/:code`,
    params,
    handle: async (ctx, { params: { code } }) => {
      const organisation = await getOrganisation(ctx, code);
      const participations = await listParticipations(ctx.tx, organisation.id);
      const objectives = await listObjectivesOn(ctx.tx, 'organisation', organisation.id, seesDrafts(ctx));
      return page(
        <OrganisationPage
          ctx={ctx}
          organisation={organisation}
          participations={participations}
          objectives={objectives}
          parts={await load(ctx, { kind: 'organisation', id: organisation.id })}
        />,
      );
    },
  });
}
