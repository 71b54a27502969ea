import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { Callout, Doors, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { governanceText } from './governance.messages.js';
import { PATHS } from './governance.parts.js';
import { expiryOf } from './governance.rules.js';
import type { Agreement, Body, Network, Organisation } from './governance.types.js';

export interface Overview {
  bodies: readonly Body[];
  networks: readonly Network[];
  agreements: readonly Agreement[];
  organisations: readonly Organisation[];
}

export interface Hit {
  kind: 'organisation' | 'network' | 'agreement' | 'body';
  code: string;
  name: string;
  about: string;
}

/** The network at a glance, and one search over all of it. */
export function OverviewPage(props: {
  ctx: PageCtx;
  overview: Overview;
  words: string;
  hits: readonly Hit[] | null;
}): VNode {
  const { ctx, hits } = props;
  const t = governanceText(ctx.lang);
  const ui = uiText(ctx.lang);
  return (
    <Shell ctx={ctx} door="network" title={t('governance.title')} lead={t('governance.lead')}>
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, '/rete')}
        label={t('governance.search-all')}
        submit={ui('ui.search')}
        clear={hits === null ? undefined : at(ctx, '/rete')}
      >
        <SearchBox name="q" label={t('governance.search-all')} value={props.words} />
      </FilterForm>
      {hits === null ? <Glance {...props} /> : <Hits {...props} hits={hits} />}
    </Shell>
  );
}

function Glance({ ctx, overview }: { ctx: PageCtx; overview: Overview }): VNode {
  const t = governanceText(ctx.lang);
  const { bodies, networks, agreements, organisations } = overview;
  const expired = agreements.filter((one) => expiryOf(one, ctx.now).kind === 'expired');
  const groups = organisations.filter((one) => one.isGroup).length;
  return (
    <>
      {expired.length > 0 ? (
        <Callout tone="late">
          {t('governance.expired-note', {
            count: expired.length,
            names: expired.map((one) => `${one.code} ${one.title}`).join('; '),
          })}
        </Callout>
      ) : null}
      <Doors
        doors={[
          {
            href: at(ctx, PATHS.network),
            label: t('governance.networks'),
            text: t('governance.door-networks', {
              count: networks.length,
              active: networks.filter((one) => one.state === 'active').length,
            }),
          },
          {
            href: at(ctx, PATHS.agreement),
            label: t('governance.agreements'),
            text: t('governance.door-agreements', {
              count: agreements.length,
              inForce: agreements.filter((one) => one.state === 'inForce').length,
            }),
          },
          {
            href: at(ctx, PATHS.body),
            label: t('governance.bodies'),
            text: t('governance.door-bodies', { count: bodies.length }),
          },
          {
            href: at(ctx, PATHS.organisation),
            label: t('governance.organisations'),
            text: t('governance.door-organisations', { count: organisations.length - groups, groups }),
          },
        ]}
      />
    </>
  );
}

function Hits({ ctx, words, hits }: { ctx: PageCtx; words: string; hits: readonly Hit[] }): VNode {
  const t = governanceText(ctx.lang);
  if (hits.length === 0) {
    return <EmptyState title={t('governance.nothing-title')} text={t('governance.nothing-text')} />;
  }
  return (
    <>
      <p role="status">{t('governance.found', { count: hits.length, words })}</p>
      <ul class="trama-results">
        {hits.map((hit) => (
          <li key={`${hit.kind}${hit.code}`}>
            <h2>
              <a href={at(ctx, `${PATHS[hit.kind]}/${hit.code}`)}>{hit.name}</a>
            </h2>
            <p>{hit.about}</p>
            <p class="trama-source">{t(`governance.${hit.kind}`)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
