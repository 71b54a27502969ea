import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { Tabs } from '#platform/ui/tabs.js';
import { ambitoText } from './ambito.messages.js';
import { metricText } from './metric-definition.messages.js';
import { profileText } from './profile.messages.js';
import { projectionText } from './projection.messages.js';
import { territoryText } from './territory.messages.js';

/** The rooms of the territory in the workplace. */
export function TerritoryTabs({ ctx, active }: { ctx: PageCtx; active: string }): VNode {
  const t = territoryText(ctx.lang);
  return (
    <Tabs
      label={t('territory.door.office')}
      active={active}
      tabs={[
        {
          key: 'places',
          label: ambitoText(ctx.lang)('territory.places.title'),
          href: at(ctx, '/territorio'),
        },
        { key: 'observatory', label: t('territory.observatory.title'), href: at(ctx, '/osservatorio') },
        {
          key: 'projection',
          label: projectionText(ctx.lang)('territory.projection.tab'),
          href: at(ctx, '/proiezione'),
        },
        {
          key: 'profiles',
          label: profileText(ctx.lang)('territory.profile.list'),
          href: at(ctx, '/profilo'),
        },
        {
          key: 'metrics',
          label: metricText(ctx.lang)('territory.own.tab'),
          href: at(ctx, '/territorio/misure'),
        },
        { key: 'data', label: t('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { key: 'quality', label: t('territory.quality.kicker'), href: at(ctx, '/qualita') },
      ]}
    />
  );
}
