import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { governanceText } from './governance.messages.js';
import { AgreementStateTag, PATHS, PartyList, PlacedFields } from './governance.parts.js';
import { AGREEMENT_STATES, type Agreement, type Tied } from './governance.types.js';
import { writeKnownDate } from './known-date.js';
import { type Listed, ListPage, placeColumn } from './list.page.js';
import type { PlaceRef } from './place.sql.js';
import { PlacedPage } from './placed.page.js';

export function AgreementListPage(props: Listed<Agreement>): VNode {
  const { ctx } = props;
  const t = governanceText(ctx.lang);
  return (
    <ListPage
      {...props}
      kind="agreement"
      orders={{
        title: (row) => row.title,
        place: (row) => row.placeName,
        dated: (row) => row.dated,
        expiry: (row) => row.expiry,
      }}
      columns={[
        { key: 'code', label: t('governance.code'), cell: (row) => row.code },
        {
          key: 'title',
          label: t('governance.name'),
          heads: true,
          sort: 'title',
          cell: (row) => <a href={at(ctx, `${PATHS.agreement}/${row.code}`)}>{row.title}</a>,
        },
        {
          key: 'parties',
          label: t('governance.parties'),
          cell: (row) =>
            row.parties.length === 0
              ? t('governance.unsaid')
              : row.parties.map((party) => party.name).join(', '),
        },
        placeColumn(ctx),
        {
          key: 'dated',
          label: t('governance.dated'),
          sort: 'dated',
          cell: (row) => writeKnownDate(row.dated, ctx.lang) || t('governance.unsaid'),
        },
        {
          key: 'state',
          label: t('governance.state'),
          cell: (row) => <AgreementStateTag ctx={ctx} agreement={row} />,
        },
      ]}
    />
  );
}

export function AgreementPage(props: {
  ctx: PageCtx;
  agreement: Agreement;
  objectives: readonly Tied[];
}): VNode {
  const { ctx, agreement } = props;
  const t = governanceText(ctx.lang);
  return (
    <PlacedPage
      ctx={ctx}
      kind="agreement"
      record={agreement}
      title={agreement.title}
      state={<AgreementStateTag ctx={ctx} agreement={agreement} />}
      objectives={props.objectives}
      facts={[
        { label: t('governance.subject'), content: agreement.subject },
        {
          label: t('governance.parties'),
          content: agreement.parties.length > 0 ? <PartyList ctx={ctx} parties={agreement.parties} /> : null,
        },
        { label: t('governance.place'), content: agreement.placeName },
        { label: t('governance.dated'), content: writeKnownDate(agreement.dated, ctx.lang) },
        { label: t('governance.expiry'), content: writeKnownDate(agreement.expiry, ctx.lang) },
        { label: t('governance.note'), content: agreement.note },
      ]}
    />
  );
}

export function AgreementFormPage(props: FormPage<Agreement> & { places: readonly PlaceRef[] }): VNode {
  const { ctx, form } = props;
  const t = governanceText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="network"
      title={props.record ? props.record.title : t('governance.new-agreement')}
    >
      <TextField {...field} name="title" label={t('governance.name')} />
      <LongTextField {...field} name="subject" label={t('governance.subject')} rows={3} optional />
      <LongTextField
        {...field}
        name="parties"
        label={t('governance.parties')}
        help={t('governance.members-help')}
        rows={5}
        optional
      />
      <SelectField
        {...field}
        name="state"
        label={t('governance.state')}
        choices={AGREEMENT_STATES.map((state) => ({
          value: state,
          label: t(`governance.agreement-state.${state}`),
        }))}
      />
      <TextField
        {...field}
        name="dated"
        label={t('governance.dated')}
        help={t('governance.dated-help')}
        short
        optional
      />
      <TextField
        {...field}
        name="expiry"
        label={t('governance.expiry')}
        help={t('governance.dated-help')}
        short
        optional
      />
      <PlacedFields ctx={ctx} form={form} places={props.places} />
    </RecordForm>
  );
}
