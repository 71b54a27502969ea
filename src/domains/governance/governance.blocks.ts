import type { Block, LiveBlocks, PublishedPlan, Table } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { listAgreements } from './agreement.sql.js';
import { listBodies } from './body.sql.js';
import { governanceText } from './governance.messages.js';
import { expiryOf } from './governance.rules.js';
import type { Agreement, Party } from './governance.types.js';
import { writeKnownDate } from './known-date.js';
import { listNetworks } from './network.sql.js';
import { listOrganisations } from './organisation.sql.js';

/** Value of the parameter that keeps to agreements with health bodies. */
const HEALTH = 'health';

/** Blocks that the plan's document can hold, by name; each reads what is there now. */
export const governanceBlocks: LiveBlocks = {
  'governance.bodies': bodiesBlock,
  'governance.networks': networksBlock,
  'governance.agreements': {
    build: agreementsBlock,
    params: [
      {
        name: 'theme',
        label: { it: 'Solo gli accordi', en: 'Only agreements' },
        choices: async (ctx) => [
          { value: HEALTH, label: governanceText(ctx.lang)('governance.block-with-health') },
        ],
      },
    ],
  },
};

async function bodiesBlock(ctx: Ctx, { lang }: PublishedPlan): Promise<Block[]> {
  const t = governanceText(lang);
  const bodies = await listBodies(ctx.tx);
  if (bodies.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('governance.block-bodies'),
      columns: [
        { title: t('governance.body'), kind: 'text', width: 4 },
        { title: t('governance.level'), kind: 'text', width: 1.6 },
        { title: t('governance.place'), kind: 'text', width: 2 },
        { title: t('governance.members'), kind: 'text', width: 3.4 },
        { title: t('governance.functions'), kind: 'text', width: 4 },
      ],
      rows: bodies.map((body) => ({
        cells: [
          body.name,
          t(`governance.level.${body.level}`),
          body.placeName ?? '',
          body.members.join('; '),
          body.functions.join('; '),
        ],
      })),
    },
  ];
}

async function networksBlock(ctx: Ctx, { lang }: PublishedPlan): Promise<Block[]> {
  const t = governanceText(lang);
  return byPlace(await listNetworks(ctx.tx), t('governance.no-place')).map(
    ([place, networks]): Table => ({
      kind: 'table',
      caption: t('governance.block-networks', { place }),
      columns: [
        { title: t('governance.network'), kind: 'text', width: 4 },
        { title: t('governance.theme'), kind: 'text', width: 2.4 },
        { title: t('governance.members'), kind: 'text', width: 5 },
        { title: t('governance.state'), kind: 'text', width: 1.4 },
      ],
      rows: networks.map((network) => ({
        cells: [
          network.name,
          network.theme,
          writeParties(network.members),
          t(`governance.network-state.${network.state}`),
        ],
      })),
    }),
  );
}

async function agreementsBlock(
  ctx: Ctx,
  { lang }: PublishedPlan,
  params: Readonly<Record<string, string>>,
): Promise<Block[]> {
  const t = governanceText(lang);
  const all = await listAgreements(ctx.tx);
  const agreements = params.theme === HEALTH ? await keepWithHealth(ctx, all) : all;
  return byPlace(agreements, t('governance.no-place')).map(
    ([place, agreements]): Table => ({
      kind: 'table',
      caption: t('governance.block-agreements', { place }),
      columns: [
        { title: t('governance.agreement'), kind: 'text', width: 4 },
        { title: t('governance.parties'), kind: 'text', width: 3.4 },
        { title: t('governance.subject'), kind: 'text', width: 3.6 },
        { title: t('governance.dated'), kind: 'text', width: 1.5 },
        { title: t('governance.state'), kind: 'text', width: 1.8 },
      ],
      rows: agreements.map((agreement) => ({
        cells: [
          agreement.title,
          writeParties(agreement.parties),
          agreement.subject ?? '',
          writeKnownDate(agreement.dated, lang),
          writeState(agreement, ctx.now, lang),
        ],
      })),
    }),
  );
}

/** Agreements that a health body has signed. */
async function keepWithHealth(ctx: Ctx, agreements: readonly Agreement[]): Promise<Agreement[]> {
  const organisations = await listOrganisations(ctx.tx);
  const codes = new Set(organisations.filter((one) => one.kind === 'healthBody').map((one) => one.code));
  return agreements.filter((agreement) => agreement.parties.some((party) => codes.has(party.code)));
}

/** The last day is printed, not "expired": a document is read long after the day on which it was made. */
function writeState(agreement: Agreement, now: Date, lang: Lang): string {
  const t = governanceText(lang);
  const state = t(`governance.agreement-state.${agreement.state}`);
  const expiry = expiryOf(agreement, now);
  if (expiry.kind === 'none') return state;
  return `${state}, ${t('governance.expires', { day: formatDate(expiry.lastDay, { lang }) })}`;
}

function writeParties(parties: readonly Party[]): string {
  return parties.map((party) => (party.role ? `${party.name} (${party.role})` : party.name)).join('; ');
}

function byPlace<R extends { placeName: string | null }>(rows: readonly R[], none: string): [string, R[]][] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const place = row.placeName ?? none;
    groups.set(place, [...(groups.get(place) ?? []), row]);
  }
  return [...groups];
}
