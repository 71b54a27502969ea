import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatMeasure } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { briefSource } from './looks/look.notes.js';
import { sayValue } from './metric.words.js';
import type { Place } from './place.types.js';
import { profileText } from './profile.messages.js';
import { hasProfile } from './profile.reading.js';
import type { Profile, ProfileMetric } from './profile.types.js';
import { sayKind, sayLead } from './profile.words.js';

interface Pair {
  one: ProfileMetric;
  year: number;
  first: number;
  second: number;
}

/** The same metrics of two places side by side, each in the latest year that both know. */
export function ComparePage(props: {
  ctx: PageCtx;
  places: readonly Place[];
  first: Profile | null;
  second: Profile | null;
}): VNode {
  const { ctx, first, second } = props;
  const t = profileText(ctx.lang);
  const choices = props.places.filter(hasProfile).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={
        first && second
          ? t('territory.profile.compare-title', { first: first.place.name, second: second.place.name })
          : t('territory.profile.compare')
      }
      lead={t('territory.profile.compare-lead')}
      crumbs={[
        { label: t('territory.profile.list'), href: at(ctx, '/profilo') },
        { label: t('territory.profile.compare-go') },
      ]}
    >
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, '/profilo/confronta')}
        label={t('territory.profile.compare')}
        submit={t('territory.profile.compare-go')}
      >
        <FilterSelect
          name="a"
          label={t('territory.profile.compare-first')}
          value={first?.place.code}
          choices={choices}
        />
        <FilterSelect
          name="b"
          label={t('territory.profile.compare-second')}
          value={second?.place.code}
          choices={choices}
        />
      </FilterForm>
      {first && second ? (
        <Compared ctx={ctx} first={first} second={second} />
      ) : (
        <EmptyState
          title={t('territory.profile.compare-choose-title')}
          text={t('territory.profile.compare-choose')}
        />
      )}
    </Shell>
  );
}

function Compared({ ctx, first, second }: { ctx: PageCtx; first: Profile; second: Profile }): VNode {
  const t = profileText(ctx.lang);
  const pairs = pairsOf(first, second);
  return (
    <>
      <div class="trama-profile-pair">
        {[first, second].map((profile) => (
          <Section key={profile.place.code} title={profile.place.name} plain>
            <p class="trama-kicker">{sayKind(profile, ctx.lang)}</p>
            <p>{sayLead(profile, ctx.lang)}</p>
            <p>
              <a href={at(ctx, `/profilo/${profile.place.code}`)}>
                {t('territory.profile.version')}
                <span class="visually-hidden"> {profile.place.name}</span>
              </a>
            </p>
          </Section>
        ))}
      </div>
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.compare-lead')}
        captionHidden
        rows={pairs}
        rowKey={({ one }) => one.metric.code}
        empty={<p>{t('territory.profile.compare-none')}</p>}
        columns={[
          {
            key: 'metric',
            label: t('territory.profile.metric'),
            heads: true,
            cell: ({ one }) => (
              <>
                <a href={at(ctx, `/osservatorio?metrica=${one.metric.code}`)}>{one.metric.name}</a>
                <span class="trama-cell-note">{one.metric.explanation}</span>
              </>
            ),
          },
          { key: 'year', label: t('territory.profile.year'), cell: ({ year }) => String(year) },
          {
            key: 'first',
            label: first.place.name,
            kind: 'number',
            cell: ({ one, first: value }) => sayValue(one.metric, value, ctx.lang),
          },
          {
            key: 'second',
            label: second.place.name,
            kind: 'number',
            cell: ({ one, second: value }) => sayValue(one.metric, value, ctx.lang),
          },
          {
            key: 'difference',
            label: t('territory.profile.difference'),
            kind: 'number',
            cell: ({ one, ...pair }) =>
              formatMeasure(differenceAsPrinted(pair, one.metric.decimals), one.metric.unit, {
                decimals: one.metric.decimals,
                lang: ctx.lang,
                sign: 'always',
              }),
          },
        ]}
      />
      <SourceLine>
        {t('territory.profile.source')}: {briefSource(first.sources, ctx.lang)}
      </SourceLine>
    </>
  );
}

/** Of the two values as they stand beside it: a reader who subtracts finds the same. */
function differenceAsPrinted({ first, second }: Omit<Pair, 'one'>, decimals: number): number {
  return Number(first.toFixed(decimals)) - Number(second.toFixed(decimals));
}

function pairsOf(first: Profile, second: Profile): Pair[] {
  return first.metrics.flatMap((one) => {
    const other = second.metrics.find(({ metric }) => metric.code === one.metric.code);
    const year = one.series.findLast(
      (value) =>
        value.value !== null && other?.series.some((same) => same.year === value.year && same.value !== null),
    )?.year;
    const at = (metric: ProfileMetric | undefined) =>
      metric?.series.find((value) => value.year === year)?.value ?? null;
    const [a, b] = [at(one), at(other)];
    return year === undefined || a === null || b === null ? [] : [{ one, year, first: a, second: b }];
  });
}
