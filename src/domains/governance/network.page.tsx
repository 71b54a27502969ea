import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { governanceText } from './governance.messages.js';
import { NetworkStateTag, PATHS, PartyList, PlacedFields } from './governance.parts.js';
import { NETWORK_STATES, type Network, type Tied } from './governance.types.js';
import { writeKnownDate } from './known-date.js';
import { type Listed, ListPage, placeColumn } from './list.page.js';
import type { PlaceRef } from './place.sql.js';
import { PlacedPage } from './placed.page.js';

export function NetworkListPage(props: Listed<Network>): VNode {
  const { ctx } = props;
  const t = governanceText(ctx.lang);
  return (
    <ListPage
      {...props}
      kind="network"
      orders={{
        name: (row) => row.name,
        theme: (row) => row.theme,
        place: (row) => row.placeName,
        members: (row) => row.members.length,
      }}
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
        placeColumn(ctx),
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

export function NetworkPage(props: {
  ctx: PageCtx;
  network: Network;
  objectives: readonly Tied[];
  parts: readonly VNode[];
}): VNode {
  const { ctx, network } = props;
  const t = governanceText(ctx.lang);
  return (
    <PlacedPage
      ctx={ctx}
      kind="network"
      record={network}
      title={network.name}
      state={<NetworkStateTag ctx={ctx} state={network.state} />}
      objectives={props.objectives}
      parts={props.parts}
      facts={[
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
