import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { Facts, Section, SourceLine } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { governanceText } from './governance.messages.js';
import {
  mayEdit,
  NetworkStateTag,
  Objectives,
  PATHS,
  PartyList,
  PlacedFields,
  RecordActs,
  RecordRemoval,
} from './governance.parts.js';
import { NETWORK_STATES, type Network, type Tied } from './governance.types.js';
import { writeKnownDate } from './known-date.js';
import { type ListFilter, ListPage, orderRows } from './list.page.js';
import type { PlaceRef } from './place.sql.js';

export function NetworkListPage(props: {
  ctx: PageCtx;
  query: Record<string, string | undefined>;
  page: number;
  rows: readonly Network[];
  all: readonly Network[];
  filters: readonly ListFilter[];
}): VNode {
  const { ctx, query } = props;
  const t = governanceText(ctx.lang);
  const rows = orderRows(props.rows, query.ordine, {
    name: (row) => row.name,
    theme: (row) => row.theme,
    place: (row) => row.placeName,
    members: (row) => row.members.length,
  });
  return (
    <ListPage
      ctx={ctx}
      tab="networks"
      path={PATHS.network}
      query={query}
      rows={rows}
      page={props.page}
      total={props.all.length}
      rowKey={(row) => row.id}
      filters={props.filters}
      newLabel={t('governance.new-network')}
      columns={[
        { key: 'code', label: t('governance.code'), cell: (row) => row.code },
        {
          key: 'name',
          label: t('governance.name'),
          heads: true,
          sort: 'name',
          cell: (row) => <a href={at(ctx, `${PATHS.network}/${row.code}`)}>{row.name}</a>,
        },
        { key: 'theme', label: t('governance.theme'), sort: 'theme', cell: (row) => row.theme },
        {
          key: 'place',
          label: t('governance.place'),
          sort: 'place',
          cell: (row) => row.placeName ?? t('governance.unsaid'),
        },
        {
          key: 'members',
          label: t('governance.members'),
          kind: 'number',
          sort: 'members',
          cell: (row) => row.members.length,
        },
        {
          key: 'state',
          label: t('governance.state'),
          cell: (row) => <NetworkStateTag ctx={ctx} state={row.state} />,
        },
      ]}
    />
  );
}

export function NetworkPage(props: { ctx: PageCtx; network: Network; objectives: readonly Tied[] }): VNode {
  const { ctx, network } = props;
  const t = governanceText(ctx.lang);
  const path = `${PATHS.network}/${network.code}`;
  return (
    <Shell
      ctx={ctx}
      door="network"
      kicker={[t('governance.network'), network.code, network.placeName].filter(Boolean).join(' · ')}
      title={network.name}
      crumbs={[
        { label: t('governance.title'), href: at(ctx, '/rete') },
        { label: t('governance.networks'), href: at(ctx, PATHS.network) },
        { label: network.code },
      ]}
      actions={
        <RecordActs
          ctx={ctx}
          path={path}
          mayEdit={mayEdit(ctx, network.within)}
          thread={{ word: 'rete', id: network.id }}
        />
      }
    >
      <p>
        <NetworkStateTag ctx={ctx} state={network.state} />
      </p>
      <Section title={t('governance.sheet')} id="rete">
        <Facts
          empty={t('governance.unsaid')}
          rows={[
            { label: t('governance.theme'), content: network.theme },
            { label: t('governance.place'), content: network.placeName },
            { label: t('governance.since'), content: writeKnownDate(network.since, ctx.lang) },
            { label: t('governance.frequency'), content: network.frequency },
            {
              label: t('governance.members'),
              content: network.members.length > 0 ? <PartyList ctx={ctx} parties={network.members} /> : null,
            },
            { label: t('governance.note'), content: network.note },
          ]}
        />
        {network.source ? (
          <SourceLine>{uiText(ctx.lang)('ui.source', { source: network.source })}</SourceLine>
        ) : null}
      </Section>
      <Objectives ctx={ctx} objectives={props.objectives} />
      <RecordRemoval
        ctx={ctx}
        path={path}
        mayEdit={mayEdit(ctx, network.within)}
        text={t('governance.remove-text')}
      />
    </Shell>
  );
}

export function NetworkFormPage(props: FormPage<Network> & { places: readonly PlaceRef[] }): VNode {
  const { ctx, form } = props;
  const t = governanceText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="network"
      title={props.record ? props.record.name : t('governance.new-network')}
    >
      <TextField {...field} name="name" label={t('governance.name')} />
      <TextField {...field} name="theme" label={t('governance.theme')} />
      <SelectField
        {...field}
        name="state"
        label={t('governance.state')}
        choices={NETWORK_STATES.map((state) => ({
          value: state,
          label: t(`governance.network-state.${state}`),
        }))}
      />
      <LongTextField
        {...field}
        name="members"
        label={t('governance.members')}
        help={t('governance.members-help')}
        rows={8}
        optional
      />
      <TextField {...field} name="since" label={t('governance.since')} optional />
      <TextField {...field} name="frequency" label={t('governance.frequency')} optional />
      <PlacedFields ctx={ctx} form={form} places={props.places} />
    </RecordForm>
  );
}
