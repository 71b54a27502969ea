import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ButtonLink, Facts, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { type Column, DataTable } from '#platform/ui/table.js';
import { RowThreadLink, ThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { evaluationText } from '../evaluation.messages.js';
import { mayEdit } from '../evaluation.parts.js';
import type { MeasuredIndicator, Provenance } from '../evaluation.types.js';
import { writeValue } from '../measurement.page.js';
import { IndicatorChart } from './indicator.chart.js';
import { indicatorText } from './indicator.messages.js';
import { DueTag, sayFrequency } from './indicator.parts.js';
import type { MeasuredValue } from './indicator.types.js';

export interface IndicatorPageProps {
  ctx: PageCtx;
  indicator: Omit<MeasuredIndicator, 'measurements'>;
  due: { months: number | null; dueOn: string | null };
  values: readonly MeasuredValue[];
  /** What stands about where values come from by themselves. */
  source?: VNode | null;
}

/** One indicator: how far it has come, every value with where it comes from, when the next is due. */
export function IndicatorPage(props: IndicatorPageProps): VNode {
  const { ctx, indicator, values } = props;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const edits = mayEdit(ctx, indicator.within);
  const path = `/rilevazioni/${indicator.id}`;
  const due = { ...props.due, frequency: indicator.frequency };
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${t('evaluation.indicator')} · ${t(`evaluation.indicator-kind.${indicator.kind as 'input'}`)}`}
      title={indicator.title}
      crumbs={[
        { label: t('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: indicator.objectiveCode },
      ]}
      actions={
        <>
          {edits ? (
            <ButtonLink href={at(ctx, `${path}/nuovo`)} kind="primary">
              {t('evaluation.measure')}
            </ButtonLink>
          ) : null}
          {values.length > 0 ? (
            <DownloadMenu
              lang={ctx.lang}
              files={(['csv', 'xlsx'] as const).map((ending) => ({
                label: `${t('evaluation.measurements')} (${ending.toUpperCase()})`,
                href: at(ctx, `${path}/valori.${ending}`),
              }))}
            />
          ) : null}
          <ThreadLink ctx={ctx} word="indicatore" id={indicator.id} />
        </>
      }
    >
      <IndicatorChart ctx={ctx} indicator={indicator} values={values} />
      <Facts
        empty={t('evaluation.unsaid')}
        rows={[
          {
            label: t('evaluation.objective'),
            content: (
              <a
                href={at(
                  ctx,
                  `/piano/${indicator.planCode}/obiettivi/${encodeURIComponent(indicator.objectiveCode)}`,
                )}
              >
                {indicator.objectiveCode} {indicator.objectiveTitle}
              </a>
            ),
          },
          {
            label: t('evaluation.baseline'),
            content: indicator.baseline === null ? null : writeValue(ctx, indicator, indicator.baseline),
          },
          {
            label: t('evaluation.target'),
            content: [
              indicator.target === null ? '' : writeValue(ctx, indicator, indicator.target),
              indicator.targetAsStated,
            ]
              .filter(Boolean)
              .join(' · '),
          },
          { label: says('evaluation.indicators.frequency'), content: sayFrequency(ctx, due) },
          {
            label: says('evaluation.indicators.next'),
            content: due.months === null ? null : <DueTag ctx={ctx} indicator={due} />,
          },
        ]}
      />
      {props.source ?? null}
      <Section title={t('evaluation.measurements')} id="rilevazioni">
        <DataTable
          lang={ctx.lang}
          caption={t('evaluation.measurements')}
          captionHidden
          rows={values}
          rowKey={(one) => one.id}
          empty={<p>{t('evaluation.measurements-none')}</p>}
          columns={columns(ctx, indicator, edits)}
        />
      </Section>
    </Shell>
  );
}

function columns(
  ctx: PageCtx,
  indicator: IndicatorPageProps['indicator'],
  edits: boolean,
): Column<MeasuredValue>[] {
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = (one: MeasuredValue) => at(ctx, `/rilevazioni/${indicator.id}/${one.id}`);
  return [
    {
      key: 'day',
      label: t('evaluation.day'),
      heads: true,
      cell: (one) => {
        const day = formatDate(one.measuredOn, { lang: ctx.lang });
        return (
          <>
            {day} <RowThreadLink ctx={ctx} word="rilevazione" id={one.id} of={day} />
          </>
        );
      },
    },
    {
      key: 'value',
      label: t('evaluation.value'),
      kind: 'number',
      cell: (one) => writeValue(ctx, indicator, one.value),
    },
    {
      key: 'origin',
      label: says('evaluation.origin'),
      cell: (one) => (
        <>
          {says(`evaluation.origin.${one.origin}`)}
          {one.provenance ? <span class="trama-key-note"> {sayProvenance(ctx, one.provenance)}</span> : null}
        </>
      ),
    },
    { key: 'note', label: t('evaluation.measurement-note'), cell: (one) => one.note ?? '—' },
    {
      key: 'evidence',
      label: says('evaluation.evidence'),
      cell: (one) =>
        one.evidence.length === 0 && !edits ? (
          '—'
        ) : (
          <a href={`${path(one)}/documenti`}>
            {one.evidence.length === 0 ? says('evaluation.evidence.add') : one.evidence.length}
          </a>
        ),
    },
    { key: 'by', label: t('evaluation.recorded-by'), cell: (one) => one.recordedBy ?? '—' },
    ...(edits
      ? [
          {
            key: 'acts',
            label: <span class="visually-hidden">{ui('ui.row-acts')}</span>,
            cell: (one: MeasuredValue) => (
              <span class="trama-row-acts">
                <a href={`${path(one)}/modifica`}>{ui('ui.edit')}</a> ·{' '}
                <a href={`${path(one)}/storia`}>{ui('ui.history-title')}</a> ·{' '}
                <a href={`${path(one)}/rimuovi`}>{ui('ui.remove')}</a>
              </span>
            ),
          },
        ]
      : []),
  ];
}

/** What a computed value was computed from. */
export function sayProvenance(ctx: Pick<PageCtx, 'lang'>, from: Provenance): string {
  const t = indicatorText(ctx.lang);
  if (from.kind === 'budget') return t('evaluation.provenance.budget', { lines: from.lines });
  return t('evaluation.provenance.metric', {
    metric: from.metric,
    edition: from.edition,
    place: from.place,
    year: String(from.year),
  });
}
