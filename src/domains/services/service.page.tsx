import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatMeasure, formatPeriod } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Facts, List, Section, SourceLine } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { decimalsOf, unitOf } from './service.rules.js';
import {
  EDITORS,
  type FigureFields,
  SERVICE_STATES,
  type Service,
  type ServiceTie,
} from './service.types.js';
import { ServiceStateTag } from './service-list.page.js';
import { servicesText } from './services.messages.js';

/** One service: what, for whom, who offers it, its figures, and what it is tied to. */
export function ServicePage(props: { ctx: PageCtx; service: Service; ties: readonly ServiceTie[] }): VNode {
  const { ctx, service } = props;
  const t = servicesText(ctx.lang);
  const path = `/servizi/${service.code}`;
  const mayEdit =
    ctx.view.face === 'office' && may(ctx, EDITORS, service.within.length === 0 ? undefined : service.within);
  return (
    <Shell
      ctx={ctx}
      door="services"
      kicker={[service.kind, service.code, service.placeName].filter(Boolean).join(' · ')}
      title={service.name}
      lead={service.description ?? undefined}
      crumbs={[{ label: t('services.title'), href: at(ctx, '/servizi') }, { label: service.code }]}
      actions={
        <>
          {mayEdit ? (
            <>
              <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
                {t('services.edit')}
              </ButtonLink>
              <ButtonLink href={at(ctx, `${path}/storia`)}>{t('services.history')}</ButtonLink>
            </>
          ) : null}
          <ThreadLink ctx={ctx} word="servizio" id={service.id} />
        </>
      }
    >
      <p>
        <ServiceStateTag ctx={ctx} state={service.state} />
      </p>
      <Section title={t('services.sheet')} id="servizio">
        <Facts
          empty={t('services.unsaid')}
          rows={[
            {
              label: t('services.target'),
              content: service.target.length > 0 ? <List items={service.target} /> : null,
            },
            { label: t('services.place'), content: service.placeName },
            { label: t('services.opening'), content: service.opening },
            {
              label: t('services.providers'),
              content:
                service.providers.length > 0 ? (
                  <List
                    items={service.providers.map((provider) => (
                      <>
                        <a href={at(ctx, `/rete/enti/${provider.code}`)}>{provider.name}</a>
                        {provider.role ? ` (${provider.role})` : ''}
                      </>
                    ))}
                  />
                ) : null,
            },
            { label: t('services.note'), content: service.note },
          ]}
        />
      </Section>
      <Section title={t('services.figures')} id="numeri">
        {service.figures.length === 0 ? <p>{t('services.figures-none')}</p> : <Figures {...props} />}
        {service.source ? (
          <SourceLine>{uiText(ctx.lang)('ui.source', { source: service.source })}</SourceLine>
        ) : null}
      </Section>
      <Ties {...props} />
      {mayEdit ? (
        <DangerZone
          title={t('services.remove')}
          consequence={t('services.remove-text')}
          act={<ButtonLink href={at(ctx, `${path}/rimuovi`)}>{t('services.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

function writeValue(ctx: PageCtx, figure: FigureFields): string {
  return figure.value === null
    ? servicesText(ctx.lang)('services.unsaid')
    : formatMeasure(figure.value, unitOf(figure), { decimals: decimalsOf(figure.value), lang: ctx.lang });
}

/** A figure in one line, as the history tells it: "utenti: 12,5 persone (2021)". */
export function writeFigure(ctx: PageCtx, figure: FigureFields): string {
  const period = figure.period === null ? '' : ` (${formatPeriod(figure.period, ctx.lang)})`;
  return `${figure.measure}: ${writeValue(ctx, figure)}${period}`;
}

function Figures({ ctx, service }: { ctx: PageCtx; service: Service }): VNode {
  const t = servicesText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('services.figures-caption')}
      captionHidden
      rows={service.figures}
      rowKey={(figure) => figure.id}
      columns={[
        { key: 'measure', label: t('services.measure'), heads: true, cell: (figure) => figure.measure },
        {
          key: 'period',
          label: t('services.period'),
          cell: (figure) =>
            figure.period === null ? t('services.unsaid') : formatPeriod(figure.period, ctx.lang),
        },
        {
          key: 'value',
          label: t('services.value'),
          kind: 'number',
          cell: (figure) => writeValue(ctx, figure),
        },
      ]}
    />
  );
}

function Ties({ ctx, ties }: { ctx: PageCtx; ties: readonly ServiceTie[] }): VNode {
  const t = servicesText(ctx.lang);
  const of = (kind: ServiceTie['kind']) => ties.filter((tie) => tie.kind === kind);
  const address = (tie: ServiceTie) =>
    ({
      objective: `/piano/${tie.plan}/obiettivi/${tie.code}`,
      agreement: `/rete/accordi/${tie.code}`,
      network: `/rete/reti/${tie.code}`,
    })[tie.kind];
  const list = (kind: ServiceTie['kind']) =>
    of(kind).length === 0 ? null : (
      <List
        items={of(kind).map((tie) => (
          <>
            <a href={at(ctx, address(tie))}>
              {tie.code} {tie.name}
            </a>
            {tie.through ? `, ${t('services.through', { name: tie.through })}` : ''}
          </>
        ))}
      />
    );
  // What its providers take part in is farther away than what the plan does with it: it opens on demand.
  const fold = (kind: 'agreement' | 'network') => (
    <details class="trama-more">
      <summary>{t(`services.${kind}-count`, { count: of(kind).length })}</summary>
      {list(kind)}
    </details>
  );
  return (
    <Section title={t('services.ties')} id="legami">
      <Facts
        empty={t('services.unsaid')}
        rows={[
          { label: t('services.objectives'), content: list('objective') ?? t('services.ties-none') },
          ...(of('agreement').length > 0
            ? [{ label: t('services.agreements'), content: fold('agreement') }]
            : []),
          ...(of('network').length > 0 ? [{ label: t('services.networks'), content: fold('network') }] : []),
        ]}
      />
    </Section>
  );
}

export function ServiceFormPage(props: FormPage<Service> & { places: readonly PlaceRef[] }): VNode {
  const { ctx, form } = props;
  const t = servicesText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm page={props} door="services" title={props.record ? props.record.name : t('services.new')}>
      <TextField {...field} name="name" label={t('services.name')} />
      <TextField {...field} name="kind" label={t('services.kind')} help={t('services.kind-help')} />
      <LongTextField {...field} name="description" label={t('services.description')} optional />
      <LongTextField
        {...field}
        name="target"
        label={t('services.target')}
        help={t('services.target-help')}
        rows={3}
        optional
      />
      <SelectField
        {...field}
        name="place"
        label={t('services.place')}
        choices={props.places.map((place) => ({ value: place.code, label: place.name }))}
        empty={t('services.unsaid')}
        optional
      />
      <LongTextField
        {...field}
        name="opening"
        label={t('services.opening')}
        help={t('services.opening-help')}
        rows={2}
        optional
      />
      <LongTextField
        {...field}
        name="providers"
        label={t('services.providers')}
        help={t('services.providers-help')}
        optional
      />
      <SelectField
        {...field}
        name="state"
        label={t('services.state')}
        choices={SERVICE_STATES.map((state) => ({ value: state, label: t(`services.state.${state}`) }))}
      />
      <RowsField
        {...field}
        name="figures"
        label={t('services.figures')}
        help={t('services.figures-help')}
        one={t('services.figure')}
        columns={[
          { key: 'measure', label: t('services.measure') },
          { key: 'value', label: t('services.value'), kind: 'number' },
          { key: 'unit', label: t('services.unit') },
          { key: 'period', label: t('services.period') },
        ]}
      />
      <TextField
        {...field}
        name="source"
        label={t('services.source')}
        help={t('services.source-help')}
        optional
      />
      <LongTextField {...field} name="note" label={t('services.note')} rows={3} optional />
    </RecordForm>
  );
}
