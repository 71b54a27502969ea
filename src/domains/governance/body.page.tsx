import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { List } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { governanceText } from './governance.messages.js';
import { PATHS, PlacedFields } from './governance.parts.js';
import { BODY_LEVELS, type Body } from './governance.types.js';
import { type Listed, ListPage, placeColumn } from './list.page.js';
import type { PlaceRef } from './place.sql.js';
import { PlacedPage } from './placed.page.js';

export function BodyListPage(props: Listed<Body>): VNode {
  const { ctx } = props;
  const t = governanceText(ctx.lang);
  return (
    <ListPage
      {...props}
      kind="body"
      orders={{
        name: (row) => row.name,
        level: (row) => row.level,
        place: (row) => row.placeName,
      }}
      columns={[
        { key: 'code', label: t('governance.code'), cell: (row) => row.code },
        {
          key: 'name',
          label: t('governance.name'),
          heads: true,
          sort: 'name',
          cell: (row) => <a href={at(ctx, `${PATHS.body}/${row.code}`)}>{row.name}</a>,
        },
        {
          key: 'level',
          label: t('governance.level'),
          sort: 'level',
          cell: (row) => t(`governance.level.${row.level}`),
        },
        placeColumn(ctx),
        {
          key: 'functions',
          label: t('governance.functions'),
          cell: (row) => row.functions[0] ?? t('governance.unsaid'),
        },
      ]}
    />
  );
}

export function BodyPage(props: { ctx: PageCtx; body: Body; parts: readonly VNode[] }): VNode {
  const { ctx, body, parts } = props;
  const t = governanceText(ctx.lang);
  return (
    <PlacedPage
      ctx={ctx}
      kind="body"
      record={body}
      title={body.name}
      parts={parts}
      facts={[
        { label: t('governance.level'), content: t(`governance.level.${body.level}`) },
        { label: t('governance.place'), content: body.placeName },
        {
          label: t('governance.members'),
          content: body.members.length > 0 ? <List items={body.members} /> : null,
        },
        {
          label: t('governance.functions'),
          content: body.functions.length > 0 ? <List items={body.functions} /> : null,
        },
        { label: t('governance.rules'), content: <Rules ctx={ctx} body={body} /> },
        { label: t('governance.note'), content: body.note },
      ]}
    />
  );
}

/** By which shares this body meets and decides; the common ones where its own are not known. */
function Rules({ ctx, body }: { ctx: PageCtx; body: Body }): VNode {
  const t = governanceText(ctx.lang);
  const percent = (value: number | null | undefined) => formatNumber(value ?? 50, { lang: ctx.lang });
  return (
    <>
      {t('governance.rules-words', {
        quorum: percent(body.quorumPercent),
        majority: percent(body.majorityPercent),
      })}
    </>
  );
}

export function BodyFormPage(props: FormPage<Body> & { places: readonly PlaceRef[] }): VNode {
  const { ctx, form } = props;
  const t = governanceText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="network"
      title={props.record ? props.record.name : t('governance.new-body')}
    >
      <TextField {...field} name="name" label={t('governance.name')} />
      <SelectField
        {...field}
        name="level"
        label={t('governance.level')}
        choices={BODY_LEVELS.map((level) => ({ value: level, label: t(`governance.level.${level}`) }))}
      />
      <LongTextField
        {...field}
        name="members"
        label={t('governance.members')}
        help={t('governance.lines-help')}
        rows={5}
        optional
      />
      <LongTextField
        {...field}
        name="functions"
        label={t('governance.functions')}
        help={t('governance.lines-help')}
        rows={5}
        optional
      />
      <TextField
        {...field}
        name="quorumPercent"
        label={t('governance.quorum')}
        help={t('governance.quorum-help')}
        inputMode="decimal"
        optional
        short
      />
      <TextField
        {...field}
        name="majorityPercent"
        label={t('governance.majority')}
        help={t('governance.majority-help')}
        inputMode="decimal"
        optional
        short
      />
      <PlacedFields ctx={ctx} form={form} places={props.places} />
    </RecordForm>
  );
}
