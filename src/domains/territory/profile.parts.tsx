import type { VNode } from 'preact';
import { ChoroplethMap } from '#platform/charts/map.js';
import { Pyramid } from '#platform/charts/pyramid.js';
import { classScale } from '#platform/charts/scale-classes.js';
import { Series } from '#platform/charts/series.js';
import { Sparkline } from '#platform/charts/sparkline.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink, EmptyState, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { DataTable } from '#platform/ui/table.js';
import { findingMark } from './finding-mark.js';
import { withGaps } from './metric.periods.js';
import { variablesOf, yearsUsed } from './metric.rules.js';
import { sayValue } from './metric.words.js';
import { profileText } from './profile.messages.js';
import { chooseKeyMetrics } from './profile.rules.js';
import type { Profile, ProfileMetric, ProfileSection } from './profile.types.js';
import { keyNote, shortLabel, shortValue } from './profile.words.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

interface ProfileProps {
  ctx: PageCtx;
  profile: Profile;
}

/** Where the place is in the ambito. */
export function SmallMap({ ctx, profile }: ProfileProps): VNode | null {
  const { place, map } = profile;
  if (!map) return null;
  const inside = new Set(place.kind === 'comune' ? [place.code] : place.comuni);
  return (
    <ChoroplethMap
      id="dove"
      title={profileText(ctx.lang)('territory.profile.map', { name: place.name })}
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
  );
}

/** The six figures that say most, each against the ambito and the year before. */
export function Key({ ctx, profile }: ProfileProps): VNode {
  const t = profileText(ctx.lang);
  const residents = profile.population.findLast((one) => one.value !== null);
  const course = withGaps(profile.population);
  return (
    <KeyFigures>
      <KeyFigure
        value={formatNumber(residents?.value, { lang: ctx.lang })}
        label={t('territory.profile.residents')}
        note={
          residents ? (
            <>
              {t('territory.profile.on', { year: String(residents.year) })}
              <Course id="residenti" name={t('territory.profile.population')} points={course} ctx={ctx} />
            </>
          ) : (
            t('territory.profile.missing-value')
          )
        }
      />
      {chooseKeyMetrics(profile.metrics).map((one) => (
        <KeyFigure
          key={one.metric.code}
          value={shortValue(one, ctx.lang)}
          label={
            <>
              {shortLabel(one)} {findingMark(ctx, findingsAbout(profile, one))}
            </>
          }
          href={at(
            ctx,
            `/osservatorio?metrica=${one.metric.code}${one.latest ? `&anno=${one.latest.year}` : ''}`,
          )}
          note={
            one.latest ? (
              <>
                {keyNote(one, profile.holder?.name ?? null, ctx.lang)}
                <Course id={one.metric.code} name={one.metric.name} points={withGaps(one.series)} ctx={ctx} />
              </>
            ) : (
              t('territory.profile.missing-value')
            )
          }
        />
      ))}
    </KeyFigures>
  );
}

/** What the check says of the figures that a metric is made of, in the year that is shown. */
function findingsAbout({ findings }: Profile, { metric, latest }: ProfileMetric) {
  const variables = variablesOf(metric);
  const years = latest ? yearsUsed(metric, latest.year) : [];
  return findings.filter(
    (finding) =>
      finding.variable !== null &&
      variables.includes(finding.variable) &&
      (finding.year === null || years.includes(finding.year)),
  );
}

/** A spark line, where there is a course to show. */
function Course(props: {
  ctx: PageCtx;
  id: string;
  name: string;
  points: ReturnType<typeof withGaps>;
}): VNode | null {
  const known = props.points.filter((point) => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < 2 || !first || !last) return null;
  const number = (value: number | null) => formatNumber(value, { decimals: 1, lang: props.ctx.lang });
  return (
    <Sparkline
      id={`andamento-${props.id}`}
      title={profileText(props.ctx.lang)('territory.profile.course-of', {
        name: props.name,
        course: `${first.period} ${number(first.value)}, ${last.period} ${number(last.value)}`,
      })}
      points={props.points}
    />
  );
}

/** Who lives there: by age where that is known, and over the years. */
export function People({ ctx, profile }: ProfileProps): VNode {
  const t = profileText(ctx.lang);
  const { ages, population, place } = profile;
  const known = population.filter((one) => one.value !== null);
  return (
    <Section title={t('territory.profile.people')} id="popolazione">
      <div class="trama-profile-people">
        {ages ? (
          <div>
            <h3>{t('territory.profile.pyramid', { year: String(ages.year) })}</h3>
            <Pyramid
              id="piramide"
              title={t('territory.profile.pyramid', { year: String(ages.year) })}
              classes={ages.classes}
              {...(ages.whole ? { comparison: { name: ctx.ambito.name, classes: ages.whole } } : {})}
              lang={ctx.lang}
            />
          </div>
        ) : (
          <EmptyState
            title={t('territory.profile.pyramid-missing-title')}
            text={t('territory.profile.pyramid-missing')}
            action={
              may(ctx, TERRITORY_EDITORS) ? (
                <p>
                  <ButtonLink href={at(ctx, '/territorio/dati/importa', 'office')}>
                    {t('territory.profile.import')}
                  </ButtonLink>
                </p>
              ) : null
            }
          />
        )}
        {known.length > 2 ? (
          <div>
            <h3>{t('territory.profile.population')}</h3>
            <Series
              id="serie-popolazione"
              title={t('territory.profile.population')}
              lines={[{ name: place.name, points: withGaps(population) }]}
              unit=""
              decimals={0}
              lang={ctx.lang}
            />
          </div>
        ) : null}
      </div>
    </Section>
  );
}

/** Rows of metrics that its sheet of paper holds; as in profile.css. */
const PRINTED = 24;

/** Every known metric beside the year before and the places around. */
export function Trends({ ctx, profile }: ProfileProps): VNode {
  const t = profileText(ctx.lang);
  const { holder, place } = profile;
  const known = profile.metrics.filter((one) => one.latest !== null);
  const unknown = profile.metrics.filter((one) => one.latest === null);
  const said = (one: ProfileMetric, value: number | null) => sayValue(one.metric, value, ctx.lang);
  return (
    <Section
      title={t('territory.profile.trends')}
      id="misure"
      lead={known.length > 0 ? t('territory.profile.trends-lead') : undefined}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.trends')}
        captionHidden
        rows={known}
        rowKey={(one) => one.metric.code}
        empty={<p>{t('territory.profile.no-metrics')}</p>}
        columns={[
          {
            key: 'metric',
            label: t('territory.profile.metric'),
            heads: true,
            cell: (one) => (
              <>
                <a href={at(ctx, `/osservatorio?metrica=${one.metric.code}`)}>{one.metric.name}</a>
                <span class="trama-cell-note">{one.metric.explanation}</span>
              </>
            ),
          },
          { key: 'year', label: t('territory.profile.year'), cell: (one) => String(one.latest?.year) },
          {
            key: 'latest',
            label: place.name,
            kind: 'number',
            cell: (one) => said(one, one.latest?.value ?? null),
          },
          {
            key: 'before',
            label: t('territory.profile.before-column'),
            kind: 'number',
            cell: (one) => (one.before ? said(one, one.before.value) : '–'),
          },
          ...(holder
            ? [
                {
                  key: 'area',
                  label: holder.name,
                  kind: 'number' as const,
                  cell: (one: ProfileMetric) => said(one, one.area),
                },
              ]
            : []),
          ...(place.kind === 'ambito'
            ? []
            : [
                {
                  key: 'whole',
                  label: ctx.ambito.name,
                  kind: 'number' as const,
                  cell: (one: ProfileMetric) => said(one, one.whole),
                },
              ]),
        ]}
      />
      {profile.ages && known.length > PRINTED ? (
        <p class="trama-source trama-profile-more">
          {t('territory.profile.metrics-more', { count: known.length - PRINTED })}
        </p>
      ) : null}
      {unknown.length > 0 ? (
        <p class="trama-source trama-profile-unknown">
          {t('territory.profile.unknown', { names: unknown.map((one) => one.metric.name).join(', ') })}
        </p>
      ) : null}
    </Section>
  );
}

/** More of a kind than these are a list, and have a page of their own; on paper fewer are shown. */
const SHOWN = 8;

/** What is done there, as the other domains tell it. */
export function Acts({ ctx, sections }: { ctx: PageCtx; sections: readonly ProfileSection[] }): VNode {
  const t = profileText(ctx.lang);
  return (
    <Section
      title={t('territory.profile.acts')}
      id="che-cosa-si-fa"
      lead={sections.length > 0 ? t('territory.profile.acts-lead') : undefined}
    >
      {sections.length === 0 ? <p>{t('territory.profile.acts-none')}</p> : null}
      <div class="trama-profile-acts">
        {sections.map(({ key, title, total, items, path }) => (
          <div key={key}>
            <h3>{title}</h3>
            <ul class="trama-list">
              {items.slice(0, SHOWN).map((item) => (
                <li key={item.path}>
                  <a href={at(ctx, item.path)}>{item.title}</a>
                  {item.note ? <span class="trama-cell-note">{item.note}</span> : null}
                </li>
              ))}
            </ul>
            <p class="trama-profile-all">
              {total > SHOWN ? `${t('territory.profile.acts-more', { count: total - SHOWN })} · ` : ''}
              <a href={at(ctx, path)}>
                {t('territory.profile.acts-all')}
                <span class="visually-hidden"> {title}</span>
              </a>
            </p>
          </div>
        ))}
      </div>
    </Section>
  );
}
