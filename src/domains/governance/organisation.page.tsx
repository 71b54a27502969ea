import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { Facts, List, Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { governanceText } from './governance.messages.js';
import { mayAdd, PATHS, RecordActs, RecordRemoval } from './governance.parts.js';
import { ORGANISATION_KINDS, type Organisation, type Tied } from './governance.types.js';
import { type Listed, ListPage } from './list.page.js';
import type { Participation } from './organisation.sql.js';

export function OrganisationListPage(props: Listed<Organisation>): VNode {
  const { ctx } = props;
  const t = governanceText(ctx.lang);
  return (
    <ListPage
      {...props}
      kind="organisation"
      orders={{
        name: (row) => row.name,
        kind: (row) => row.kind,
        networks: (row) => row.networkCount,
        agreements: (row) => row.agreementCount,
        services: (row) => row.serviceCount,
      }}
      columns={[
        {
          key: 'name',
          label: t('governance.name'),
          heads: true,
          sort: 'name',
          cell: (row) => <a href={at(ctx, `${PATHS.organisation}/${row.code}`)}>{row.name}</a>,
        },
        {
          key: 'kind',
          label: t('governance.kind'),
          sort: 'kind',
          cell: (row) =>
            `${t(`governance.kind.${row.kind}`)}${row.isGroup ? ` · ${t('governance.is-group')}` : ''}`,
        },
        {
          key: 'networks',
          label: t('governance.networks'),
          kind: 'number',
          sort: 'networks',
          cell: (row) => row.networkCount,
        },
        {
          key: 'agreements',
          label: t('governance.agreements'),
          kind: 'number',
          sort: 'agreements',
          cell: (row) => row.agreementCount,
        },
        {
          key: 'services',
          label: t('governance.services'),
          kind: 'number',
          sort: 'services',
          cell: (row) => row.serviceCount,
        },
      ]}
    />
  );
}

export function OrganisationPage(props: {
  ctx: PageCtx;
  organisation: Organisation;
  participations: readonly Participation[];
  objectives: readonly Tied[];
  /** What other domains add. */
  parts: readonly VNode[];
}): VNode {
  const { ctx, organisation } = props;
  const t = governanceText(ctx.lang);
  const path = `${PATHS.organisation}/${organisation.code}`;
  const paths = { network: PATHS.network, agreement: PATHS.agreement, service: '/servizi' };
  return (
    <Shell
      ctx={ctx}
      door="network"
      kicker={organisation.isGroup ? t('governance.is-group') : t('governance.organisation')}
      title={organisation.name}
      lead={organisation.isGroup ? t('governance.groups-text') : undefined}
      crumbs={[
        { label: t('governance.title'), href: at(ctx, '/rete') },
        { label: t('governance.organisations'), href: at(ctx, PATHS.organisation) },
        { label: organisation.name },
      ]}
      actions={
        <RecordActs
          ctx={ctx}
          path={path}
          mayEdit={mayAdd(ctx)}
          thread={{ word: 'ente', id: organisation.id }}
        />
      }
    >
      <Facts
        empty={t('governance.unsaid')}
        rows={[
          { label: t('governance.kind'), content: t(`governance.kind.${organisation.kind}`) },
          { label: t('governance.note'), content: organisation.note },
        ]}
      />
      <Section title={t('governance.takes-part')} id="partecipa">
        {props.participations.length === 0 ? <p>{t('governance.no-participation')}</p> : null}
        <Facts
          empty={t('governance.unsaid')}
          rows={(['network', 'agreement', 'service'] as const).flatMap((kind) => {
            const found = props.participations.filter((one) => one.kind === kind);
            if (found.length === 0) return [];
            const items = found.map((one) => (
              <>
                <a href={at(ctx, `${paths[kind]}/${one.code}`)}>
                  {one.code} {one.name}
                </a>
                {one.role ? ` (${one.role})` : ''}
              </>
            ));
            return [{ label: t(`governance.${kind}`), content: <List items={items} /> }];
          })}
        />
      </Section>
      <Section title={t('governance.pursues')} id="obiettivi">
        {props.objectives.length === 0 ? (
          <p>{t('governance.pursues-none')}</p>
        ) : (
          <List
            items={props.objectives.map((one) => (
              <>
                <a href={at(ctx, `/piano/${one.plan}/obiettivi/${encodeURIComponent(one.code)}`)}>
                  {one.code} {one.name}
                </a>{' '}
                ({one.plan}
                {roleName(ctx, one.reason)})
              </>
            ))}
          />
        )}
      </Section>
      {props.parts}
      <RecordRemoval
        ctx={ctx}
        path={path}
        mayEdit={mayAdd(ctx)}
        text={t('governance.remove-organisation-text')}
      />
    </Shell>
  );
}

function roleName(ctx: PageCtx, role: string | null): string {
  const key = `governance.partner.${role}`;
  return hasMessage(key) ? `, ${translate(ctx.lang, key)}` : '';
}

export function OrganisationFormPage(props: FormPage<Organisation>): VNode {
  const { ctx, form } = props;
  const t = governanceText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="network"
      title={props.record ? props.record.name : t('governance.new-organisation')}
    >
      <TextField {...field} name="name" label={t('governance.name')} />
      <SelectField
        {...field}
        name="kind"
        label={t('governance.kind')}
        choices={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`governance.kind.${kind}`) }))}
      />
      <TickField
        {...field}
        name="isGroup"
        label={t('governance.is-group')}
        help={t('governance.is-group-help')}
        choices={[{ value: 'yes', label: t('governance.is-group') }]}
      />
      <LongTextField {...field} name="note" label={t('governance.note')} optional />
    </RecordForm>
  );
}
