import type { VNode } from 'preact';
import { ChoroplethMap } from '#platform/charts/map.js';
import { classScale } from '#platform/charts/scale-classes.js';
import { Series } from '#platform/charts/series.js';
import { Sparkline } from '#platform/charts/sparkline.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatMeasure, formatNumber, formatPeriod } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Callout, KeyFigure, KeyFigures, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { findChange, withGaps } from './metric.periods.js';
import { noteOf, sayValue } from './metric.words.js';
import type { Profile, ProfileMetric } from './profile.types.js';
import { sourceText } from './source-names.js';
import { territoryText } from './territory.messages.js';

const UNITS = new Map([
  ['percentuale', '%'],
  ['euro', '€'],
  ['kmq', 'km²'],
  ['abitanti/kmq', 'ab./km²'],
]);

/** One place in figures, with the ambito and the years before beside them, and what other domains know of it. */
export function ProfilePage(props: { ctx: PageCtx; profile: Profile; parts: readonly VNode[] }): VNode {
  const { ctx, profile } = props;
  const t = territoryText(ctx.lang);
  const { place, holder } = profile;
  const level = place.kind === 'comune' || place.kind === 'area' ? place.kind : 'ambito';
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={place.name}
      kicker={
        place.kind === 'comune'
          ? t('territory.profile.comune-of', {
              area: holder?.name ?? '',
              areaKind: holder ? 'some' : 'none',
              province: place.province ?? '',
            })
          : t(`territory.level.${level}`)
      }
      lead={<Lead ctx={ctx} profile={profile} />}
      crumbs={[{ label: t('territory.profile.list'), href: at(ctx, '/profilo') }, { label: place.name }]}
      aside={<Side ctx={ctx} profile={profile} />}
    >
      <Key ctx={ctx} profile={profile} />
      <Population ctx={ctx} profile={profile} />
      <MetricsTable ctx={ctx} profile={profile} />
      {props.parts}
      <Published ctx={ctx} profile={profile} />
      <SourceLine>
        {t('territory.profile.source')}: {sourceText(profile.sources, ctx.lang)}
      </SourceLine>
    </Shell>
  );
}

/** Two sentences written from the figures. */
function Lead({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode {
  const t = territoryText(ctx.lang);
  const { place, population } = profile;
  const known = population.filter((one) => one.value !== null);
  const [before, last] = [known.at(-2), known.at(-1)];
  const number = (value: number | null) => formatNumber(value, { lang: ctx.lang });
  if (!last || last.value === null) return <>{t('territory.profile.no-data')}</>;
  const change = before && before.value !== null ? last.value - before.value : null;
  return (
    <>
      {t('territory.profile.lead', {
        residents: number(last.value),
        year: String(last.year),
        comuni: place.comuni.length,
        kind: place.kind === 'comune' ? 'comune' : 'group',
      })}{' '}
      {change === null || !before
        ? ''
        : t('territory.profile.lead-change', {
            amount: number(Math.abs(change)),
            direction: change > 0 ? 'up' : change < 0 ? 'down' : 'same',
            year: String(before.year),
          })}
    </>
  );
}

function Key({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode | null {
  const t = territoryText(ctx.lang);
  const known = profile.metrics.filter((one) => one.latest !== null).slice(0, 5);
  const residents = profile.population.findLast((one) => one.value !== null);
  if (!residents && known.length === 0) return null;
  return (
    <KeyFigures>
      {residents ? (
        <KeyFigure
          value={formatNumber(residents.value, { lang: ctx.lang })}
          label={t('territory.profile.residents')}
          note={t('territory.profile.on', { year: String(residents.year) })}
        />
      ) : null}
      {known.map((one) => (
        <KeyFigure
          key={one.metric.code}
          value={shortValue(one, ctx.lang)}
          label={shortLabel(one)}
          href={at(ctx, `/osservatorio?metrica=${one.metric.code}&anno=${one.latest?.year}`)}
          note={<Compared ctx={ctx} one={one} />}
        />
      ))}
    </KeyFigures>
  );
}

/** A long unit would break the big figure in two: it goes into the label. */
function isShortUnit(unit: string): boolean {
  return unit.length <= 1;
}

function shortValue({ metric, latest }: ProfileMetric, lang: PageCtx['lang']): string {
  return sayValue(
    { ...metric, unit: isShortUnit(metric.unit) ? metric.unit : '' },
    latest?.value ?? null,
    lang,
  );
}

function shortLabel({ metric, latest }: ProfileMetric): string {
  const unit = isShortUnit(metric.unit) ? '' : ` (${metric.unit})`;
  return `${metric.name}${unit}, ${latest?.year}`;
}

/** Against the ambito and the year before, in words. */
function Compared({ ctx, one }: { ctx: PageCtx; one: ProfileMetric }): VNode {
  const t = territoryText(ctx.lang);
  const { metric, latest, whole, series } = one;
  const round = (value: number) => Number(value.toFixed(metric.decimals));
  const value = latest?.value ?? null;
  const against =
    whole === null || value === null
      ? ''
      : t('territory.profile.against', {
          direction: round(value) > round(whole) ? 'over' : round(value) < round(whole) ? 'under' : 'same',
          whole: sayValue(metric, whole, ctx.lang),
        });
  const change = latest ? findChange(series, latest.year) : null;
  const before = change
    ? t('territory.profile.before', {
        year: String(change.from),
        before: sayValue(metric, change.before, ctx.lang),
      })
    : '';
  const points = withGaps(series);
  return (
    <>
      {[against, before].filter(Boolean).join('; ')}
      {points.filter((point) => point.value !== null).length > 2 ? (
        <Sparkline id={`andamento-${metric.code}`} title={metric.name} points={points} />
      ) : null}
    </>
  );
}

function Population({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode | null {
  const t = territoryText(ctx.lang);
  const known = profile.population.filter((one) => one.value !== null);
  if (known.length < 3) return null;
  return (
    <Section title={t('territory.profile.population')} id="popolazione">
      <Series
        id="serie-popolazione"
        title={t('territory.profile.population')}
        lines={[
          {
            name: profile.place.name,
            points: withGaps(profile.population),
          },
        ]}
        unit=""
        decimals={0}
        lang={ctx.lang}
      />
    </Section>
  );
}

function MetricsTable({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode {
  const t = territoryText(ctx.lang);
  const known = profile.metrics.filter((one) => one.series.length > 0);
  const unknown = profile.metrics.filter((one) => one.series.length === 0);
  const years = [...new Set(profile.metrics.flatMap((one) => one.series.map((value) => value.year)))]
    .sort((a, b) => a - b)
    .slice(-6);
  return (
    <Section title={t('territory.profile.metrics')} id="misure">
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.metrics')}
        captionHidden
        wide={years.length > 4}
        rows={known}
        rowKey={(one) => one.metric.code}
        empty={<p>{t('territory.profile.no-metrics')}</p>}
        columns={[
          {
            key: 'metric',
            label: t('territory.observatory.metric'),
            heads: true,
            cell: (one) => (
              <>
                <a href={at(ctx, `/osservatorio?metrica=${one.metric.code}`)}>{one.metric.name}</a>
                <span class="trama-cell-note">{one.metric.explanation}</span>
              </>
            ),
          },
          ...years.map((year) => ({
            key: String(year),
            label: String(year),
            kind: 'number' as const,
            cell: (one: ProfileMetric) => {
              const found = one.series.find((value) => value.year === year);
              if (!found) return '–';
              return found.value === null
                ? noteOf(found, ctx.lang)
                : sayValue(one.metric, found.value, ctx.lang);
            },
          })),
        ]}
      />
      {unknown.length > 0 ? (
        <p class="trama-source">
          {t('territory.profile.unknown', { names: unknown.map((one) => one.metric.name).join(', ') })}
        </p>
      ) : null}
    </Section>
  );
}

function Published({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode | null {
  const t = territoryText(ctx.lang);
  if (profile.published.length === 0) return null;
  return (
    <Section
      title={t('territory.profile.published')}
      id="pubblicati"
      lead={t('territory.profile.published-lead')}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.published')}
        captionHidden
        rows={profile.published}
        rowKey={(row) => [row.variable, row.category, row.period].join('|')}
        columns={[
          {
            key: 'variable',
            label: t('territory.data.variable'),
            heads: true,
            cell: (row) => (
              <>
                {row.variable}
                {row.category && row.category !== 'totale' ? (
                  <span class="trama-cell-note">{row.category}</span>
                ) : null}
              </>
            ),
          },
          {
            key: 'period',
            label: t('territory.profile.period'),
            cell: (row) => formatPeriod(row.period, ctx.lang),
          },
          {
            key: 'value',
            label: t('territory.table.value'),
            kind: 'number',
            cell: (row) =>
              formatMeasure(row.value, UNITS.get(row.unit) ?? row.unit, {
                decimals: row.value === null || Number.isInteger(row.value) ? 0 : 2,
                lang: ctx.lang,
              }),
          },
          {
            key: 'location',
            label: t('territory.quality.where'),
            cell: (row) => (row.location ? t('territory.profile.chapter', { chapter: row.location }) : ''),
          },
        ]}
      />
    </Section>
  );
}

function Side({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode {
  const t = territoryText(ctx.lang);
  const { place, map, members, findings } = profile;
  const inside = new Set(place.kind === 'comune' ? [place.code] : place.comuni);
  return (
    <>
      {map ? (
        <Section title={t('territory.profile.where')}>
          <ChoroplethMap
            id="dove"
            title={t('territory.profile.map', { name: place.name })}
            lang={ctx.lang}
            shapes={map}
            values={map.shapes.map(({ code }) => ({
              code,
              value: inside.has(code) ? 1 : 0,
              label: inside.has(code) ? place.name : '',
            }))}
            scale={classScale([0, 1], { count: 2, method: 'equal', unit: '', decimals: 0, lang: ctx.lang })}
            labels={false}
            legend={false}
          />
        </Section>
      ) : null}
      {findings.length > 0 ? (
        <Callout tone="late">
          <p>
            <a href={at(ctx, `/qualita?territorio=${encodeURIComponent(place.name)}`)}>
              {t('territory.profile.findings', { count: findings.length })}
            </a>
          </p>
        </Callout>
      ) : null}
      {members.length > 0 ? (
        <Section
          title={t(members[0]?.kind === 'area' ? 'territory.profile.areas' : 'territory.places.comuni-title')}
        >
          <ul>
            {members.map((member) => (
              <li key={member.code}>
                <a href={at(ctx, `/profilo/${member.code}`)}>{member.name}</a>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
