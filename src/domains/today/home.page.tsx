import type { VNode } from 'preact';
import { ThreadBand, type ThreadStep } from '#platform/charts/thread-band.js';
import type { Ambito, PageCtx, SitePageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ButtonLink, Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { todayText } from './today.messages.js';
import type { ObjectiveLine } from './today.sql.js';
import type { LatestPlan, Population, Tally } from './today.types.js';

/** The installation's first page: what this is, and which ambiti are here. */
export function SitePage({ ctx, ambiti }: { ctx: SitePageCtx; ambiti: Ambito[] }): VNode {
  const t = todayText(ctx.lang);
  return (
    <Shell ctx={ctx} title={t('today.site.title')} lead={t('today.site.lead')}>
      {ambiti.length === 0 ? (
        <EmptyState title={t('today.site.none')} text={t('today.site.none-text')} />
      ) : (
        <Section plain id="ambiti" title={t('today.site.ambiti')}>
          <ul class="trama-ambiti">
            {ambiti.map((ambito) => (
              <li key={ambito.slug}>
                <a href={`/${ambito.slug}`}>{ambito.name}</a>
                {ambito.isDemo ? <span class="trama-kicker"> {t('today.site.demo')}</span> : null}
                {ambito.leadBody ? <p>{ambito.leadBody}</p> : null}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Shell>
  );
}

export interface HomeData {
  population: Population | undefined;
  areas: { name: string; comuni: number }[];
  plan: LatestPlan | undefined;
  tally: Tally | null;
  objectives: ObjectiveLine[];
  serviceKinds: { kind: string; count: number }[];
  findings: { errors: number; all: number };
  /** Map of the ambito, drawn by the observatory; null when no comune can be placed. */
  map: VNode | null;
}

/** The ambito's front page: who we are, the plan as one thread, services, objectives, figures. */
export function HomePage({ ctx, data }: { ctx: PageCtx; data: HomeData }): VNode {
  const t = todayText(ctx.lang);
  const { population, plan, tally } = data;
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  const areas = data.areas.map((area) => area.name).join(ctx.lang === 'it' ? ' e ' : ' and ');
  const lead = population
    ? t('today.home.lead', {
        comuni: population.comuni,
        areas: areas || 'none',
        residents: number(population.residents),
        year: String(population.year),
      })
    : t('today.home.lead-empty');
  return (
    <Shell ctx={ctx} title={ctx.ambito.name} kicker={t('today.home.kicker')} lead={lead} door="home">
      {plan && tally ? (
        <PlanInBrief ctx={ctx} plan={plan} tally={tally} />
      ) : (
        <EmptyState title={t('today.home.no-plan')} text={t('today.home.no-plan-text')} />
      )}
      <div class="trama-pair">
        <Section
          plain
          id="servizi"
          title={t('today.home.services')}
          lead={t('today.home.services-lead', { count: tally?.service ?? 0 })}
        >
          <form method="get" action={at(ctx, '/servizi')} class="trama-search" role="search">
            <label for="cerca-servizi">{t('today.home.services-label')}</label>
            <p class="trama-help" id="cerca-servizi-aiuto">
              {t('today.home.services-help')}
            </p>
            <div class="trama-search-line">
              <input
                type="search"
                id="cerca-servizi"
                name="q"
                class="form-control"
                aria-describedby="cerca-servizi-aiuto"
              />
              <button type="submit" class="btn btn-primary">
                {t('today.home.services')}
              </button>
            </div>
          </form>
          {data.serviceKinds.length > 0 ? (
            <ul class="trama-kinds" aria-label={t('today.home.service-kinds')}>
              {data.serviceKinds.map(({ kind, count }) => (
                <li key={kind}>
                  <a href={withQuery(at(ctx, '/servizi'), { tipo: kind })}>
                    {kind} <span class="trama-count">{number(count)}</span>
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
        <Section plain id="territorio" title={t('today.home.figures')}>
          {population ? (
            <p>
              {t('today.home.figures-lead', {
                residents: number(population.residents),
                change:
                  population.change === null
                    ? 'none'
                    : formatNumber(population.change, { lang: ctx.lang, sign: 'always' }),
                from: String(population.changeFrom ?? ''),
              })}
            </p>
          ) : null}
          {data.map}
          <div class="trama-actions">
            <ButtonLink href={at(ctx, '/osservatorio')}>{t('today.home.observatory')}</ButtonLink>
            <ButtonLink href={at(ctx, '/profilo')}>{t('today.home.profile')}</ButtonLink>
          </div>
          {data.findings.all > 0 ? (
            <Callout tone="late">
              <p>
                {t('today.home.quality', { count: data.findings.all })}{' '}
                <a href={at(ctx, '/qualita')}>{t('today.home.quality-link')}</a>
              </p>
            </Callout>
          ) : null}
        </Section>
      </div>
      {plan && data.objectives.length > 0 ? (
        <ObjectivesByTerritory ctx={ctx} plan={plan} objectives={data.objectives} />
      ) : null}
    </Shell>
  );
}

function PlanInBrief({ ctx, plan, tally }: { ctx: PageCtx; plan: LatestPlan; tally: Tally }): VNode {
  const t = todayText(ctx.lang);
  const base = `/piano/${plan.code}`;
  return (
    <Section plain id="piano" title={t('today.home.plan-title')} lead={t('today.home.plan-lead')}>
      <p class="trama-kicker">{t('today.home.plan-kicker', { code: plan.code })}</p>
      <ThreadBand lang={ctx.lang} title={t('today.home.thread')} steps={planSteps(ctx, base, tally)} />
      <div class="trama-actions">
        <ButtonLink kind="primary" href={at(ctx, base)}>
          {t('today.home.read')}
        </ButtonLink>
        <ButtonLink href={at(ctx, `${base}/documento`)}>{t('today.home.document')}</ButtonLink>
      </div>
    </Section>
  );
}

/** The whole plan as one thread, each knot a page. */
export function planSteps(ctx: PageCtx, base: string, tally: Tally): ThreadStep[] {
  const t = todayText(ctx.lang);
  return [
    {
      label: t('today.step.needs'),
      count: tally.need,
      sentence: t('today.step.needs-sentence'),
      href: at(ctx, `${base}/bisogni`),
    },
    {
      label: t('today.step.objectives'),
      count: tally.objective,
      sentence: t('today.step.objectives-sentence'),
      href: at(ctx, `${base}/obiettivi`),
    },
    tally.action === 0
      ? {
          label: t('today.step.actions'),
          count: 0,
          sentence: t('today.step.actions-none'),
          state: 'missing' as const,
        }
      : {
          label: t('today.step.actions'),
          count: tally.action,
          sentence: t('today.step.actions-sentence'),
          href: at(ctx, `${base}/obiettivi`),
        },
    {
      label: t('today.step.money'),
      count: tally.fund,
      sentence: t('today.step.money-sentence', {
        euro: formatEuroCents(tally.cents, { decimals: 0, lang: ctx.lang }),
      }),
      href: at(ctx, '/risorse'),
    },
    {
      label: t('today.step.indicators'),
      count: tally.indicator,
      sentence: t('today.step.indicators-sentence'),
      href: at(ctx, `${base}/obiettivi`),
    },
    {
      label: t('today.step.outcomes'),
      count: tally.outcomeSheet,
      sentence: t('today.step.outcomes-sentence'),
      href: at(ctx, '/esiti'),
    },
  ];
}

function ObjectivesByTerritory({
  ctx,
  plan,
  objectives,
}: {
  ctx: PageCtx;
  plan: LatestPlan;
  objectives: ObjectiveLine[];
}): VNode {
  const t = todayText(ctx.lang);
  const byArea = Map.groupBy(objectives, (one) => one.area);
  return (
    <Section plain id="obiettivi" title={t('today.home.objectives')}>
      <div class="trama-territories">
        {[...byArea].map(([area, own]) => (
          <section key={area} aria-label={area}>
            <h3>
              {area} <span class="trama-count">{own.length}</span>
            </h3>
            <ul>
              {own.map((one) => (
                <li key={one.code} class={one.parent ? 'trama-under' : undefined}>
                  <a
                    href={at(
                      ctx,
                      withQuery(`/piano/${plan.code}/obiettivi/${encodeURIComponent(one.code)}`, {}),
                    )}
                  >
                    {one.title}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  );
}
