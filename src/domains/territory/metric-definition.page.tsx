import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm, Form, LongTextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { wordsOfMetric } from './metric.catalogue.js';
import type { MetricValue } from './metric.types.js';
import { formulaText, noteOf, sayValue } from './metric.words.js';
import { metricText } from './metric-definition.messages.js';
import type { MetricRecord } from './metric-definition.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { TerritoryTabs } from './territory-tabs.js';

export const METRICS = '/territorio/misure';

export interface MetricChoice {
  cerca?: string | undefined;
  stato?: '' | 'in-uso' | 'ritirate' | undefined;
}

/** Every metric with its formula: those that come with Trama, and the ambito's own. */
export function MetricsPage(props: {
  ctx: PageCtx;
  metrics: readonly MetricRecord[];
  choice: MetricChoice;
}): VNode {
  const { ctx, metrics, choice } = props;
  const t = metricText(ctx.lang);
  const { lang } = ctx;
  const mayEdit = may(ctx, TERRITORY_EDITORS);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.own.title')}
      lead={t('territory.own.lead')}
      actions={
        <>
          {mayEdit ? (
            <ButtonLink href={at(ctx, `${METRICS}/nuovo`)} kind="primary">
              {t('territory.own.new')}
            </ButtonLink>
          ) : null}
          {mayEdit ? (
            <ButtonLink href={at(ctx, `${METRICS}/importa`)}>{t('territory.own.import')}</ButtonLink>
          ) : null}
          <ButtonLink href={at(ctx, `${METRICS}/definizioni.json`)} download>
            {t('territory.own.export')}
          </ButtonLink>
        </>
      }
    >
      <TerritoryTabs ctx={ctx} active="metrics" />
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, METRICS)}
        label={t('territory.own.search')}
        submit={t('territory.own.search-submit')}
      >
        <SearchBox name="cerca" label={t('territory.own.search')} value={choice.cerca} />
        <FilterSelect
          name="stato"
          label={t('territory.own.state')}
          value={choice.stato}
          all={t('territory.own.state.all')}
          choices={[
            { value: 'in-uso', label: t('territory.own.state.used') },
            { value: 'ritirate', label: t('territory.own.state.retired') },
          ]}
        />
      </FilterForm>
      <DataTable
        lang={lang}
        caption={t('territory.own.title')}
        captionHidden
        rows={metrics}
        rowKey={(metric) => metric.code}
        empty={<p>{t('territory.own.none')}</p>}
        columns={[
          {
            key: 'name',
            label: t('territory.own.name'),
            heads: true,
            cell: (metric) => (
              <>
                <a href={at(ctx, `${METRICS}/${metric.code}`)}>{wordsOfMetric(metric, lang).name}</a>
                {metric.retiredAt ? <span class="trama-cell-note">{retiredText(ctx, metric)}</span> : null}
              </>
            ),
          },
          { key: 'formula', label: t('territory.own.formula'), cell: (metric) => formulaText(metric, lang) },
          { key: 'unit', label: t('territory.own.unit'), cell: (metric) => metric.unit || '–' },
          {
            key: 'kind',
            label: t('territory.own.kind'),
            cell: (metric) => t(metric.shipped ? 'territory.own.kind.shipped' : 'territory.own.kind.own'),
          },
          {
            key: 'edition',
            label: t('territory.own.edition'),
            kind: 'number',
            cell: (metric) => String(metric.edition),
          },
        ]}
      />
    </Shell>
  );
}

function retiredText(ctx: PageCtx, metric: MetricRecord): string {
  return metricText(ctx.lang)('territory.own.retired-since', {
    on: metric.retiredAt ? formatDate(metric.retiredAt, { lang: ctx.lang }) : '',
    reason: metric.retiredReason ?? '',
  });
}

export interface MetricSheet {
  present: MetricRecord;
  /** The newest first. */
  editions: readonly MetricRecord[];
  /** Value of the whole ambito under each edition, on the same data; by edition. */
  values: ReadonlyMap<number, MetricValue>;
}

/** One metric: what it says, its formula, and every edition beside the value that it gives. */
export function MetricSheetPage({ ctx, sheet }: { ctx: PageCtx; sheet: MetricSheet }): VNode {
  const { present, editions, values } = sheet;
  const t = metricText(ctx.lang);
  const { lang } = ctx;
  const words = wordsOfMetric(present, lang);
  const mayEdit = may(ctx, TERRITORY_EDITORS);
  const path = `${METRICS}/${present.code}`;
  const year = [...values.values()][0]?.year;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={words.name}
      lead={words.explanation}
      crumbs={[{ label: t('territory.own.title'), href: at(ctx, METRICS) }, { label: words.name }]}
      actions={
        <>
          {mayEdit && !present.shipped && !present.retiredAt ? (
            <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
              {t('territory.own.edit')}
            </ButtonLink>
          ) : null}
          {mayEdit ? (
            <ButtonLink href={at(ctx, `${path}/copia`)}>{t('territory.own.copy')}</ButtonLink>
          ) : null}
          {present.retiredAt ? null : (
            <>
              <ButtonLink href={at(ctx, withQuery('/osservatorio', { metrica: present.code }))}>
                {t('territory.own.see')}
              </ButtonLink>
              <ThreadLink ctx={ctx} word="misura" id={present.code} />
            </>
          )}
          {mayEdit && !present.shipped ? (
            <ButtonLink href={at(ctx, `${path}/${present.retiredAt ? 'ripristina' : 'rimuovi'}`)}>
              {t(present.retiredAt ? 'territory.own.restore' : 'territory.own.retire')}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {present.retiredAt ? (
        <Callout tone="late">
          <p>{retiredText(ctx, present)}</p>
        </Callout>
      ) : null}
      {present.shipped && mayEdit ? <p>{t('territory.own.shipped-note')}</p> : null}
      <Facts
        empty="–"
        rows={[
          { label: t('territory.own.formula'), content: formulaText(present, lang) },
          { label: t('territory.own.unit'), content: present.unit },
          { label: t('territory.own.decimals'), content: String(present.decimals) },
          { label: t('territory.own.source'), content: present.source },
        ]}
      />
      <Section id="edizioni" title={t('territory.own.editions')} lead={t('territory.own.editions-lead')}>
        <DataTable
          lang={lang}
          caption={t('territory.own.editions')}
          captionHidden
          rows={editions}
          rowKey={(edition) => String(edition.edition)}
          columns={[
            {
              key: 'edition',
              label: t('territory.own.edition'),
              heads: true,
              cell: (edition) => String(edition.edition),
            },
            {
              key: 'made',
              label: t('territory.own.made'),
              cell: ({ madeAt, madeBy, note }) => (
                <>
                  {madeBy
                    ? t('territory.own.made-by', { on: formatDate(madeAt, { lang }), by: madeBy })
                    : formatDate(madeAt, { lang })}
                  {note ? <span class="trama-cell-note">{note}</span> : null}
                </>
              ),
            },
            {
              key: 'formula',
              label: t('territory.own.formula'),
              cell: (edition) => formulaText(edition, lang),
            },
            {
              key: 'value',
              label:
                year === undefined
                  ? t('territory.own.value-none')
                  : t('territory.own.value', { year: String(year) }),
              kind: 'number',
              cell: (edition) => {
                const value = values.get(edition.edition);
                return (
                  <>
                    {sayValue(edition, value?.value ?? null, lang)}
                    {value && value.value === null ? (
                      <span class="trama-cell-note">{noteOf(value, lang)}</span>
                    ) : null}
                  </>
                );
              },
            },
            {
              key: 'state',
              label: t('territory.own.state'),
              cell: (edition) => (
                <StateTag tone={edition.replacedAt || edition.retiredAt ? 'off' : 'good'}>
                  {edition.replacedAt
                    ? formatDate(edition.replacedAt, { lang })
                    : t(edition.retiredAt ? 'territory.own.state.retired' : 'territory.own.state.used')}
                </StateTag>
              ),
            },
          ]}
        />
      </Section>
    </Shell>
  );
}

/** Definitions written by another ambito: their file, or its text. */
export function ImportMetricsPage({ ctx, form }: { ctx: PageCtx; form: FormState }): VNode {
  const t = metricText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.own.import')}
      lead={t('territory.own.import-lead')}
      crumbs={[
        { label: t('territory.own.title'), href: at(ctx, METRICS) },
        { label: t('territory.own.import') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={at(ctx, `${METRICS}/importa`)}
        cancel={at(ctx, METRICS)}
        submit={t('territory.own.import-submit')}
      >
        <trama-fill data-label={t('territory.own.import-file')} data-accept=".json,application/json">
          <LongTextField
            ctx={ctx}
            form={form}
            name="definitions"
            label={t('territory.own.definitions')}
            rows={14}
          />
        </trama-fill>
      </Form>
    </Shell>
  );
}

/** Puts a retired metric back into use, with the reason. */
export function RestoreMetricPage(props: { ctx: PageCtx; metric: MetricRecord; form: FormState }): VNode {
  const { ctx, metric, form } = props;
  const t = metricText(ctx.lang);
  const path = `${METRICS}/${metric.code}`;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.own.restore-title', { name: metric.name })}
      lead={t('territory.own.restore-lead')}
      crumbs={[
        { label: t('territory.own.title'), href: at(ctx, METRICS) },
        { label: metric.name, href: at(ctx, path) },
        { label: t('territory.own.restore') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={at(ctx, `${path}/ripristina`)}
        cancel={at(ctx, path)}
        submit={t('territory.own.restore')}
      >
        <LongTextField ctx={ctx} form={form} name="reason" label={t('territory.own.reason')} rows={3} />
      </Form>
    </Shell>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-fill': {
        'data-label': string;
        'data-accept': string;
        children: import('preact').ComponentChildren;
      };
    }
  }
}
