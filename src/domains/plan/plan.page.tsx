import type { VNode } from 'preact';
import type { ThreadCounts } from '#domains/thread/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate, formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import {
  ButtonLink,
  Callout,
  Doors,
  EmptyState,
  KeyFigure,
  KeyFigures,
  Section,
  StateTag,
} from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { bringText } from './bring/bring.messages.js';
import { lifeText } from './life/life.messages.js';
import type { ThemeTotal } from './need.types.js';
import { flatten, type Group } from './objective-tree.rules.js';
import { planText } from './plan.messages.js';
import { editors, isOpen, keepers } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { groupName, inPlan, progressName, progressRule, progressTones, stateName } from './plan-words.js';
import { PROGRESS_STATES } from './progress.rules.js';

export interface PlanPageData {
  plan: Plan;
  groups: Group[];
  themes: ThemeTotal[];
  counts: ReadonlyMap<string, ThreadCounts>;
  looseCount: number;
  documentHref: string | null;
  stateHref: string | null;
  contributionsHref: string | null;
  others: Plan[];
}

/** Objectives that the eye takes in together. */
const LONG_STRIP = 80;

export function PlanPage({ ctx, ...data }: PlanPageData & { ctx: PageCtx }): VNode {
  const { plan, groups, themes, counts } = data;
  const t = planText(ctx.lang);
  const branches = groups.flatMap((group) => flatten(group.branches));
  const sum = (pick: (one: ThreadCounts) => number) =>
    [...counts.values()].reduce((total, one) => total + pick(one), 0);
  const needs = themes.reduce((total, one) => total + one.needs, 0);
  const answered = themes.reduce((total, one) => total + one.answered, 0);
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  // A strip of hundreds says nothing at a glance: then those that hold the others stand for them.
  const isLong = branches.length > LONG_STRIP;
  return (
    <Shell
      ctx={ctx}
      title={plan.title}
      kicker={t('plan.kicker', { state: stateName(ctx.lang, plan.state), plan: plan.code })}
      lead={plan.summary ?? undefined}
      door="plan"
      actions={
        <>
          {data.documentHref ? (
            <ButtonLink href={data.documentHref} kind="primary">
              {t('plan.document')}
            </ButtonLink>
          ) : null}
          {ctx.view.face === 'office' && isOpen(plan) && may(ctx, keepers) ? (
            <ButtonLink href={inPlan(ctx, plan, '/modifica')}>{t('plan.edit')}</ButtonLink>
          ) : null}
          {ctx.view.face === 'office' && may(ctx, editors, []) ? (
            <WorkbookDoor ctx={ctx} plan={plan} />
          ) : null}
        </>
      }
    >
      <p>{planSince(ctx, plan)}</p>
      <TextState ctx={ctx} plan={plan} />
      <KeyFigures>
        <KeyFigure
          value={number(needs)}
          label={t('plan.needs')}
          note={t('plan.needs-answered', { count: answered })}
          href={inPlan(ctx, plan, '/bisogni')}
        />
        <KeyFigure
          value={number(branches.length)}
          label={t('plan.objectives')}
          note={t('plan.objectives-strategic', {
            count: branches.filter((one) => one.row.rank === 'strategic').length,
          })}
          href={inPlan(ctx, plan, '/obiettivi')}
        />
        <KeyFigure
          value={number(sum((one) => one.indicators))}
          label={t('plan.indicators')}
          note={t('plan.indicators-measurable', { count: sum((one) => one.measurable) })}
        />
        <KeyFigure
          value={formatEuroCents(
            sum((one) => one.cents),
            { decimals: 0, lang: ctx.lang },
          )}
          label={t('plan.money')}
          note={t('plan.money-lines', { count: sum((one) => one.budgetLines) })}
        />
      </KeyFigures>

      <Section
        id="obiettivi"
        title={t('plan.strip.title')}
        lead={stripSentence(ctx, branches)}
        actions={
          <>
            {data.stateHref ? (
              <ButtonLink href={data.stateHref} kind="link">
                {t('plan.state-page')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={inPlan(ctx, plan, '/cronoprogramma')} kind="link">
              {t('plan.schedule.title')}
            </ButtonLink>
          </>
        }
      >
        {branches.length === 0 ? (
          <EmptyState
            title={t('plan.objectives.none')}
            text={t('plan.objectives.none-text')}
            action={
              ctx.view.face === 'office' && isOpen(plan) && may(ctx, editors) ? (
                <ButtonLink href={inPlan(ctx, plan, '/obiettivi/nuovo')}>
                  {t('plan.objective.new')}
                </ButtonLink>
              ) : undefined
            }
          />
        ) : (
          groups.map((group) => (
            <div class="trama-strip" key={`${group.level} ${group.placeName}`}>
              <h3>{groupName(ctx.lang, group)}</h3>
              <ul>
                {(isLong ? group.branches : flatten(group.branches)).map(({ row, progress }) => (
                  <li key={row.id}>
                    <a
                      href={inPlan(ctx, plan, `/obiettivi/${row.code}`)}
                      class={`trama-strip-${progressTones[progress.state]}`}
                      title={`${progressName(ctx.lang, progress.state)}: ${progressRule(ctx.lang, progress)}`}
                    >
                      <StateTag tone={progressTones[progress.state]}>{row.code}</StateTag>
                      <span>{row.title}</span>
                      <span class="trama-why">{progressName(ctx.lang, progress.state)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))
        )}
      </Section>

      <Section id="parti" title={t('plan.parts.title')}>
        <Doors
          doors={[
            {
              href: inPlan(ctx, plan, '/bisogni'),
              label: t('plan.needs.title'),
              text: t('plan.needs.door', { count: needs, loose: needs - answered }),
            },
            {
              href: inPlan(ctx, plan, '/obiettivi'),
              label: t('plan.objectives.title'),
              text: t('plan.objectives.door', { count: branches.length }),
            },
            ...(data.contributionsHref
              ? [
                  {
                    href: data.contributionsHref,
                    label: t('plan.contributions-page'),
                    text: t('plan.contributions-door'),
                  },
                ]
              : []),
            {
              href: inPlan(ctx, plan, '/filo'),
              label: t('plan.flow.title'),
              text: t('plan.flow.door'),
            },
            {
              href: inPlan(ctx, plan, '/fili-sciolti'),
              label: t('plan.loose.title'),
              // Of a plan with nothing in it, that all is tied would be said of nothing.
              text:
                needs === 0 && branches.length === 0
                  ? t('plan.loose.door-empty')
                  : t('plan.loose.door', { count: data.looseCount }),
            },
            {
              href: inPlan(ctx, plan, '/atti'),
              label: t('plan.acts.title'),
              text: t('plan.acts.door'),
            },
          ]}
        />
      </Section>
      <OtherPlans ctx={ctx} plans={data.others} />
    </Shell>
  );
}

/** Which text this is, for who works on it: frozen, or being amended. */
function TextState({ ctx, plan }: { ctx: PageCtx; plan: Plan }): VNode | null {
  if (ctx.view.face !== 'office' || plan.frozenVersion === null) return null;
  const t = lifeText(ctx.lang);
  const { amendmentId, frozenVersion: version } = plan;
  return (
    <Callout tone="info">
      <p>
        {t(amendmentId === null ? 'plan.life.frozen-notice-of' : 'plan.life.amending-notice', { version })}{' '}
        <a href={inPlan(ctx, plan, amendmentId === null ? '/atti#modifiche' : `/modifiche/${amendmentId}`)}>
          {t(amendmentId === null ? 'plan.life.title' : 'plan.life.amendment.see')}
        </a>
      </p>
    </Callout>
  );
}

function planSince(ctx: PageCtx, plan: Plan): VNode {
  const t = planText(ctx.lang);
  const tone = plan.state === 'inForce' ? 'good' : plan.state === 'closed' ? 'off' : 'calm';
  return (
    <StateTag tone={tone}>
      {plan.stateSince === null
        ? stateName(ctx.lang, plan.state)
        : t('plan.state-since', {
            state: stateName(ctx.lang, plan.state),
            date: formatDate(plan.stateSince, { lang: ctx.lang }),
          })}
    </StateTag>
  );
}

/** "2 in ritardo · 5 da misurare · 25 non misurabili", in the order of urgency. */
function stripSentence(ctx: PageCtx, branches: ReturnType<typeof flatten>): string {
  return PROGRESS_STATES.map((state) => ({
    state,
    count: branches.filter((one) => one.progress.state === state).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => planText(ctx.lang)(`plan.progress.count.${state}`, { count }))
    .join(' · ');
}

function OtherPlans({ ctx, plans }: { ctx: PageCtx; plans: readonly Plan[] }): VNode | null {
  const t = planText(ctx.lang);
  const mayOpen = ctx.view.face === 'office' && may(ctx, keepers);
  if (plans.length === 0 && !mayOpen) return null;
  return (
    <Section
      id="altri-piani"
      title={t('plan.others.title')}
      actions={
        <>
          <ButtonLink href={at(ctx, '/piani')} kind="link">
            {t('plan.others.all')}
          </ButtonLink>
          {mayOpen ? (
            <ButtonLink href={at(ctx, '/piano/nuovo')} kind="link">
              {t('plan.new')}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {plans.length === 0 ? (
        <p>{t('plan.others.none')}</p>
      ) : (
        <DataTable
          lang={ctx.lang}
          caption={t('plan.others.title')}
          captionHidden
          rows={plans}
          rowKey={(plan) => plan.id}
          columns={[
            {
              key: 'code',
              label: t('plan.period'),
              heads: true,
              cell: (plan) => <a href={inPlan(ctx, plan)}>{plan.title}</a>,
            },
            { key: 'state', label: t('plan.state'), cell: (plan) => stateName(ctx.lang, plan.state) },
          ]}
        />
      )}
    </Section>
  );
}

/**
 * Before the first plan, or before the first that the public may see: what a plan is, and the first step.
 * @param title, door of the page that waits for a plan (money, monitoring); the plan's own without them
 */
export function NoPlanPage({ ctx, title, door }: { ctx: PageCtx; title?: string; door?: string }): VNode {
  const t = planText(ctx.lang);
  const mayOpen = ctx.view.face === 'office' && may(ctx, keepers);
  return (
    <Shell ctx={ctx} title={title ?? t('plan.title')} door={door ?? 'plan'}>
      <EmptyState
        title={t('plan.none')}
        text={t('plan.none-text')}
        action={
          mayOpen ? (
            <ButtonLink href={at(ctx, '/piano/nuovo')} kind="primary">
              {t('plan.new')}
            </ButtonLink>
          ) : undefined
        }
      />
    </Shell>
  );
}

/** The whole plan as a workbook: to be changed where it may, to be taken away where it is frozen. */
function WorkbookDoor({ ctx, plan }: { ctx: PageCtx; plan: Plan }): VNode {
  const b = bringText(ctx.lang);
  const path = inPlan(ctx, plan, '/porta');
  if (isOpen(plan)) return <ButtonLink href={path}>{b('plan.bring.workbook-door')}</ButtonLink>;
  return (
    <DownloadMenu
      lang={ctx.lang}
      files={[{ label: b('plan.bring.workbook-now'), href: `${path}/piano.xlsx`, note: 'XLSX' }]}
    />
  );
}
