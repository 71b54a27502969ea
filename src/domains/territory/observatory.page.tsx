import type { ComponentChildren, VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { CellBar, rangeOf } from './cell-bar.js';
import { FindingWarning } from './finding-mark.js';
import type { MetricValue } from './metric.types.js';
import { noteOf, sayValue } from './metric.words.js';
import { kindOfFigure, ObservatoryFigure } from './observatory.figure.js';
import { compareWithWhole, findChange, rankValues } from './observatory.rules.js';
import type { Observatory, ObservatoryChoice } from './observatory.types.js';
import { ProjectionWay } from './projection-way.js';
import { SourceNames, sourceText } from './source-names.js';
import { territoryText } from './territory.messages.js';

/** Address that shows this very picture again. */
export function observatoryAddress(ctx: PageCtx, choice: ObservatoryChoice, path = '/osservatorio'): string {
  return withQuery(at(ctx, path), {
    metrica: choice.metric,
    anno: choice.year,
    livello: choice.level,
    vista: choice.view,
  });
}

export function ObservatoryPage({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { metric, choice } = observatory;
  const hasData = observatory.years.length > 0;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={metric.question}
      kicker={t('territory.observatory.kicker')}
      crumbs={
        ctx.view.face === 'office'
          ? [
              { label: t('territory.door.office'), href: at(ctx, '/territorio') },
              { label: t('territory.observatory.title') },
            ]
          : []
      }
      aside={hasData ? <Told ctx={ctx} observatory={observatory} /> : undefined}
    >
      <Choices ctx={ctx} observatory={observatory} />
      {hasData ? (
        <>
          <Picture ctx={ctx} observatory={observatory} />
          <Table ctx={ctx} observatory={observatory} />
        </>
      ) : (
        <EmptyState
          title={t('territory.observatory.empty-title', { metric: metric.name })}
          text={t('territory.observatory.empty', { formula: metric.formula })}
          action={
            ctx.view.face === 'office' ? (
              <a class="btn btn-primary" href={at(ctx, '/territorio/dati')}>
                {t('territory.data.import')}
              </a>
            ) : (
              <a href={observatoryAddress(ctx, { ...choice, metric: '' })}>
                {t('territory.observatory.back')}
              </a>
            )
          }
        />
      )}
      <ProjectionWay ctx={ctx} />
    </Shell>
  );
}

function Choices({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { choice, metrics, years, levels } = observatory;
  const known = years.includes(choice.year) ? years : [...years, choice.year];
  return (
    <FilterForm
      action={at(ctx, '/osservatorio')}
      label={t('territory.observatory.choose')}
      submit={t('territory.observatory.show')}
    >
      <FilterSelect
        name="metrica"
        label={t('territory.observatory.metric')}
        value={choice.metric}
        choices={metrics.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="anno"
        label={t('territory.observatory.year')}
        value={String(choice.year)}
        choices={known.toReversed().map((year) => ({ value: String(year), label: String(year) }))}
      />
      <FilterSelect
        name="livello"
        label={t('territory.observatory.level')}
        value={choice.level}
        choices={levels.map((level) => ({ value: level, label: t(`territory.level.${level}`) }))}
      />
      <FilterSelect
        name="vista"
        label={t('territory.observatory.view')}
        value={choice.view}
        choices={[
          { value: 'mappa', label: t('territory.view.map') },
          { value: 'barre', label: t('territory.view.bars') },
        ]}
      />
    </FilterForm>
  );
}

function Picture({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { metric, choice } = observatory;
  const profile = (code: string) => at(ctx, `/profilo/${code}`);
  const kind = kindOfFigure(observatory);
  const note = noteOfPicture(observatory, kind, ctx.lang);
  return (
    <ChartFigure
      id="figura"
      level={2}
      lang={ctx.lang}
      heading={headingOf(observatory, ctx.lang)}
      subtitle={`${metric.explanation} ${t('territory.observatory.at', { year: String(choice.year) })}`}
      chart={
        <ObservatoryFigure observatory={observatory} lang={ctx.lang} id="figura-larga" profile={profile} />
      }
      narrow={
        <ObservatoryFigure
          observatory={observatory}
          lang={ctx.lang}
          id="figura-stretta"
          narrow
          profile={profile}
        />
      }
      source={<SourceNames sources={observatory.sources} lang={ctx.lang} />}
      {...(note === undefined ? {} : { note })}
      links={[
        { label: t('territory.link.table'), href: '#tabella' },
        { label: 'CSV', href: observatoryAddress(ctx, choice, '/osservatorio/dati.csv'), download: '' },
        { label: 'SVG', href: observatoryAddress(ctx, choice, '/osservatorio/figura.svg'), download: '' },
        { label: t('territory.link.address'), href: observatoryAddress(ctx, choice) },
      ]}
    />
  );
}

function noteOfPicture(
  { map, choice, boundaries }: Observatory,
  kind: ReturnType<typeof kindOfFigure>,
  lang: PageCtx['lang'],
): string | undefined {
  const t = territoryText(lang);
  if (kind === 'bars' && choice.view === 'mappa') return t('territory.observatory.no-map');
  if (kind !== 'map' || !map) return undefined;
  if (map.source === 'points') return t('territory.observatory.cells');
  return boundaries
    ? t('territory.observatory.boundaries', { source: sourceText([boundaries], lang, '') })
    : undefined;
}

/** The finding of the picture in a sentence. */
function headingOf(observatory: Observatory, lang: PageCtx['lang']): string {
  const t = territoryText(lang);
  const { metric, choice, whole } = observatory;
  const say = (value: number | null) => sayValue(metric, value, lang);
  if (choice.level === 'ambito') {
    const last = whole.find((value) => value.year === choice.year);
    return t('territory.heading.whole', {
      name: last?.place.name ?? '',
      value: say(last?.value ?? null),
      year: String(choice.year),
    });
  }
  const { present } = rankValues(observatory.values);
  const [first, second] = present;
  const last = present.at(-1);
  if (!first || !last || first === last)
    return t('territory.heading.plain', { metric: metric.name, year: String(choice.year) });
  if (present.length > 4 && second && first.value > 0)
    return t('territory.heading.two', { first: first.place.name, second: second.place.name });
  return t('territory.heading.one', { first: first.place.name, value: say(first.value) });
}

/** What the picture says, in two sentences, how it is computed, and what was published wrong about it. */
function Told({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { metric } = observatory;
  return (
    <>
      <div class="trama-told">
        <p>
          <Sentences ctx={ctx} observatory={observatory} />
        </p>
      </div>
      <Section title={t('territory.observatory.formula')}>
        <p>{metric.formula}</p>
        <p>{t('territory.observatory.summed')}</p>
      </Section>
      <FindingWarning ctx={ctx} findings={observatory.findings} />
    </>
  );
}

function Sentences({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { metric, choice, whole } = observatory;
  const say = (value: number | null) => sayValue(metric, value, ctx.lang);
  const here = whole.find((value) => value.year === choice.year);
  const ranked = rankValues(observatory.values);
  const [first, last] = [ranked.present[0], ranked.present.at(-1)];
  const change = findChange(whole, choice.year);
  const comparison = choice.level === 'ambito' ? null : compareWithWhole(ranked, here?.value ?? null);
  if (!here || here.value === null)
    return <>{t('territory.told.missing', { note: here ? (noteOf(here, ctx.lang) ?? '') : '' })}</>;
  return (
    <>
      {t('territory.told.whole')} <strong>{say(here.value)}</strong>
      {first && last && first !== last && choice.level !== 'ambito'
        ? t('territory.told.range', {
            low: say(last.value),
            lowPlace: last.place.name,
            high: say(first.value),
            highPlace: first.place.name,
          })
        : '.'}{' '}
      {comparison
        ? `${t('territory.told.over', { over: comparison.over, of: comparison.of, level: choice.level })} `
        : ''}
      {change
        ? t('territory.told.change', {
            year: String(change.from),
            before: say(change.before),
            direction: direction(change, metric.decimals),
          })
        : ''}
    </>
  );
}

function direction(change: { before: number; after: number }, decimals: number): string {
  const difference = Number((change.after - change.before).toFixed(decimals));
  return difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
}

function Table({ ctx, observatory }: { ctx: PageCtx; observatory: Observatory }): VNode {
  const t = territoryText(ctx.lang);
  const { metric, choice } = observatory;
  const { present, missing } = rankValues(observatory.values);
  const rows = [...present, ...missing];
  const range = rangeOf(rows.map((row) => row.value));
  const { scale } = observatory;
  const whole = observatory.whole.find((value) => value.year === choice.year);
  const amount = (value: number | null): string =>
    formatNumber(value, { decimals: value === null || Number.isInteger(value) ? 0 : 1, lang: ctx.lang });
  const figure = (row: MetricValue): ComponentChildren =>
    row.value === null ? (
      (noteOf(row, ctx.lang) ?? '')
    ) : (
      <strong>{sayValue(metric, row.value, ctx.lang)}</strong>
    );
  return (
    <Section
      id="tabella"
      title={t(`territory.table.${choice.level}`)}
      {...(choice.level === 'ambito' ? {} : { lead: t('territory.table.lead') })}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.table.caption', { metric: metric.name, year: String(choice.year) })}
        captionHidden
        rows={rows}
        rowKey={(row) => row.place.code}
        columns={[
          {
            key: 'place',
            label: t(`territory.level.${choice.level}`),
            heads: true,
            cell: (row) => <a href={at(ctx, `/profilo/${row.place.code}`)}>{row.place.name}</a>,
          },
          {
            key: 'numerator',
            label: metric.labels?.numerator ?? t('territory.table.numerator'),
            kind: 'number',
            cell: (row) => amount(row.numerator),
          },
          {
            key: 'denominator',
            label: metric.labels?.denominator ?? t('territory.table.denominator'),
            kind: 'number',
            cell: (row) => (metric.denominator === null ? '' : amount(row.denominator)),
          },
          { key: 'value', label: t('territory.table.value'), kind: 'number', cell: figure },
          {
            key: 'bar',
            label: <span class="visually-hidden">{t('territory.table.bar')}</span>,
            cell: (row) => {
              const fill = scale.classes[scale.classOf(row.value)]?.fill;
              return (
                <CellBar
                  value={row.value}
                  range={range}
                  mark={whole?.value ?? null}
                  {...(fill && choice.level === 'comune' ? { fill } : {})}
                />
              );
            },
          },
        ]}
        {...(whole && choice.level !== 'ambito'
          ? {
              foot: [
                [
                  whole.place.name,
                  amount(whole.numerator),
                  metric.denominator === null ? '' : amount(whole.denominator),
                  figure(whole),
                  '',
                ],
              ],
            }
          : {})}
      />
    </Section>
  );
}
