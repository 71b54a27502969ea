import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { Facts, List, Section, SourceLine } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { governanceText } from './governance.messages.js';
import { mayEdit, PATHS, PlacedFields, RecordActs, RecordRemoval } from './governance.parts.js';
import { BODY_LEVELS, type Body } from './governance.types.js';
import { type ListFilter, ListPage, orderRows } from './list.page.js';
import type { PlaceRef } from './place.sql.js';

export function BodyListPage(props: {
  ctx: PageCtx;
  query: Record<string, string | undefined>;
  page: number;
  rows: readonly Body[];
  all: readonly Body[];
  filters: readonly ListFilter[];
}): VNode {
  const { ctx, query } = props;
  const t = governanceText(ctx.lang);
  const rows = orderRows(props.rows, query.ordine, {
    name: (row) => row.name,
    level: (row) => row.level,
    place: (row) => row.placeName,
  });
  return (
    <ListPage
      ctx={ctx}
      tab="bodies"
      path={PATHS.body}
      query={query}
      rows={rows}
      page={props.page}
      total={props.all.length}
      rowKey={(row) => row.id}
      filters={props.filters}
      newLabel={t('governance.new-body')}
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
        {
          key: 'place',
          label: t('governance.place'),
          sort: 'place',
          cell: (row) => row.placeName ?? t('governance.unsaid'),
        },
        {
          key: 'functions',
          label: t('governance.functions'),
          cell: (row) => row.functions[0] ?? t('governance.unsaid'),
        },
      ]}
    />
  );
}

export function BodyPage({ ctx, body }: { ctx: PageCtx; body: Body }): VNode {
  const t = governanceText(ctx.lang);
  const path = `${PATHS.body}/${body.code}`;
  return (
    <Shell
      ctx={ctx}
      door="network"
      kicker={[t('governance.body'), body.code, body.placeName].filter(Boolean).join(' · ')}
      title={body.name}
      crumbs={[
        { label: t('governance.title'), href: at(ctx, '/rete') },
        { label: t('governance.bodies'), href: at(ctx, PATHS.body) },
        { label: body.code },
      ]}
      actions={<RecordActs ctx={ctx} path={path} mayEdit={mayEdit(ctx, body.within)} />}
    >
      <Section title={t('governance.sheet')} id="organismo">
        <Facts
          empty={t('governance.unsaid')}
          rows={[
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
        {body.source ? (
          <SourceLine>{uiText(ctx.lang)('ui.source', { source: body.source })}</SourceLine>
        ) : null}
      </Section>
      <RecordRemoval
        ctx={ctx}
        path={path}
        mayEdit={mayEdit(ctx, body.within)}
        text={t('governance.remove-text')}
      />
    </Shell>
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
