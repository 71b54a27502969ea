import type { VNode } from 'preact';
import { actWords } from '#platform/auth/act-words.js';
import { ThreadBand } from '#platform/charts/thread-band.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatEuroCents, formatPercent } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ButtonLink, EmptyState, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planSteps } from './home.page.js';
import { todayText } from './today.messages.js';
import { type LooseCount, wholePercent } from './today.rules.js';
import type { ObjectiveLine } from './today.sql.js';
import type { LatestPlan, RecentAct, Tally } from './today.types.js';

/** What a plan holds and lacks. */
export interface PlanStanding {
  tally: Tally | null;
  /** Those that lack most. */
  objectives: readonly ObjectiveLine[];
  /** How many there are in all. */
  objectiveCount: number;
  loose: readonly LooseCount[];
  /** How many loose ends each objective has, by code. */
  looseOf: ReadonlyMap<string, number>;
  withoutMoney: number;
  unanswered: number;
  /** Indicators that are to be measured. */
  waiting: { late: number; due: number } | null;
}

export interface TodayData extends PlanStanding {
  plan: LatestPlan | undefined;
  findings: { errors: number; all: number };
  recent: RecentAct[];
  mayOpenPlan: boolean;
  /** May needs and objectives be written in this plan by who looks? */
  mayWrite: boolean;
  /** How a plan in force stands, in sentences; none of another. */
  course: readonly string[];
}

/** Home of the workplace: three sentences from data, what waits, what changed, the plan as a strip. */
export function TodayPage({ ctx, data }: { ctx: PageCtx; data: TodayData }): VNode {
  const t = todayText(ctx.lang);
  const { plan, tally } = data;
  return (
    <Shell
      ctx={ctx}
      title={t('today.office.title')}
      kicker={t('today.office.greeting', { name: ctx.user?.name.split(' ')[0] ?? '' })}
      door="today"
      aside={<Aside ctx={ctx} data={data} />}
    >
      {plan && tally && isEmpty(tally) ? (
        <FirstStep ctx={ctx} plan={plan} mayWrite={data.mayWrite} />
      ) : plan && tally ? (
        <>
          <div class="trama-sentences">
            <Sentences ctx={ctx} data={data} plan={plan} tally={tally} />
          </div>
          <ThreadBand
            lang={ctx.lang}
            title={t('today.home.thread')}
            steps={planSteps(ctx, `/piano/${plan.code}`, tally)}
          />
          {tally.objective > 0 ? <Strip ctx={ctx} plan={plan} data={data} /> : null}
        </>
      ) : (
        <EmptyState
          title={t('today.office.nothing')}
          text={t('today.office.nothing-text')}
          action={
            data.mayOpenPlan ? (
              <ButtonLink kind="primary" href={at(ctx, '/piano/nuovo')}>
                {t('today.office.new-plan')}
              </ButtonLink>
            ) : undefined
          }
        />
      )}
    </Shell>
  );
}

function Sentences({
  ctx,
  data,
  plan,
  tally,
}: {
  ctx: PageCtx;
  data: TodayData;
  plan: LatestPlan;
  tally: Tally;
}): VNode {
  const t = todayText(ctx.lang);
  const linked = wholePercent(tally.need - data.unanswered, tally.need);
  const [first, ...rest] = data.course;
  const standing = t(`today.office.state.${(plan.state ?? 'draft') as 'draft'}`, { title: plan.title });
  return (
    <>
      {first === undefined ? (
        <>
          <p>
            {standing}{' '}
            {t('today.office.plan', {
              needs: tally.need,
              objectives: tally.objective,
              some: linked === null ? 'none' : 'some',
              linked: formatPercent(linked, { decimals: 0, lang: ctx.lang }),
            })}
          </p>
          {tally.objective > 0 ? (
            <p>
              {t('today.office.money', {
                euro: formatEuroCents(tally.cents, { decimals: 0, lang: ctx.lang }),
                without: data.withoutMoney,
              })}
            </p>
          ) : null}
          {tally.indicator > 0 ? (
            <p>{t('today.office.measure', { measurable: tally.measurable, total: tally.indicator })}</p>
          ) : null}
        </>
      ) : (
        <>
          <p>
            {standing} <a href={at(ctx, `/piano/${plan.code}/stato`)}>{first}</a>
          </p>
          {rest.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
      {data.waiting && data.waiting.late + data.waiting.due > 0 ? (
        <p>
          <a href={withQuery(at(ctx, '/rilevazioni'), { attesa: 'due' })}>
            {t('today.office.waiting', {
              count: data.waiting.late + data.waiting.due,
              late: data.waiting.late,
            })}
          </a>
        </p>
      ) : null}
    </>
  );
}

const isEmpty = (tally: Tally) => tally.need === 0 && tally.objective === 0;

/** A plan in which nothing is written yet. */
function FirstStep({ ctx, plan, mayWrite }: { ctx: PageCtx; plan: LatestPlan; mayWrite: boolean }): VNode {
  const t = todayText(ctx.lang);
  const needs = at(ctx, `/piano/${plan.code}/bisogni`);
  return (
    <EmptyState
      title={t('today.office.first', { title: plan.title })}
      text={t('today.office.first-text')}
      action={
        mayWrite ? (
          <p class="trama-actions">
            <ButtonLink kind="primary" href={`${needs}/nuovo`}>
              {t('today.office.first-need')}
            </ButtonLink>
            <ButtonLink href={`${needs}/porta`}>{t('today.office.first-table')}</ButtonLink>
          </p>
        ) : undefined
      }
    />
  );
}

function Strip({ ctx, plan, data }: { ctx: PageCtx; plan: LatestPlan; data: TodayData }): VNode {
  const t = todayText(ctx.lang);
  return (
    <Section plain id="obiettivi" title={t('today.office.strip')} lead={t('today.office.strip-lead')}>
      <DataTable
        lang={ctx.lang}
        caption={t('today.office.strip')}
        captionHidden
        rows={data.objectives}
        rowKey={(one) => one.code}
        columns={[
          { key: 'code', label: '#', cell: (one) => <span class="trama-code">{one.code}</span> },
          {
            key: 'title',
            label: t('today.strip.objective'),
            heads: true,
            cell: (one) => (
              <a href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(one.code)}`)}>
                {one.title}
              </a>
            ),
          },
          {
            key: 'state',
            label: t('today.strip.state'),
            cell: (one) => {
              const count = data.looseOf.get(one.code) ?? 0;
              return (
                <span class="trama-lacks">
                  {count === 0 ? (
                    <StateTag tone="good">{t('today.strip.whole')}</StateTag>
                  ) : (
                    <StateTag tone={count > 2 ? 'late' : 'calm'}>{t('today.strip.some', { count })}</StateTag>
                  )}
                </span>
              );
            },
          },
        ]}
      />
      {data.objectives.length < data.objectiveCount ? (
        <p>
          {t('today.strip.first', { shown: data.objectives.length, count: data.objectiveCount })}{' '}
          <a href={at(ctx, `/piano/${plan.code}/obiettivi`)}>{t('today.strip.all')}</a>
        </p>
      ) : null}
    </Section>
  );
}

function Aside({ ctx, data }: { ctx: PageCtx; data: TodayData }): VNode {
  const t = todayText(ctx.lang);
  const loosePath = data.plan ? at(ctx, `/piano/${data.plan.code}/fili-sciolti`) : '';
  return (
    <>
      {(data.tally && !isEmpty(data.tally)) || data.findings.all > 0 ? (
        <Section id="da-sistemare" title={t('today.office.mend')}>
          {data.loose.length === 0 && data.findings.all === 0 ? (
            <p>{t('today.office.mend-none')}</p>
          ) : (
            <ul class="trama-list">
              {data.loose.map(({ rule, count }) => (
                <li key={rule}>
                  <a href={withQuery(loosePath, { regola: rule })}>
                    {t(`today.office.loose.${rule}` as 'today.office.loose.need-unanswered', { count })}
                  </a>
                </li>
              ))}
              {data.findings.all > 0 ? (
                <li>
                  <a href={at(ctx, '/qualita')}>{t('today.office.findings', { count: data.findings.all })}</a>
                </li>
              ) : null}
            </ul>
          )}
          {data.loose.length > 0 ? (
            <ButtonLink href={loosePath}>{t('today.office.mend-all')}</ButtonLink>
          ) : null}
        </Section>
      ) : null}
      <Section id="recenti" title={t('today.office.recent')}>
        {data.recent.length === 0 ? (
          <p>{t('today.office.recent-none')}</p>
        ) : (
          <ul class="trama-list">
            {data.recent.map((act) => (
              <RecentLine key={act.seq} ctx={ctx} act={act} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function RecentLine({ ctx, act }: { ctx: PageCtx; act: RecentAct }): VNode {
  const { what, on } = actWords(act, ctx.lang);
  return (
    <li>
      {on}: {what.charAt(0).toLocaleLowerCase(ctx.lang) + what.slice(1)}
      <span class="trama-when">
        {act.who}, {formatDateTime(act.at, ctx.lang)}
      </span>
    </li>
  );
}
