import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate, formatDateTime } from '#platform/i18n/format.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, Callout, EmptyState, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import { isFrozen, keepers } from '../plan.rules.js';
import type { Plan, PlanState } from '../plan.types.js';
import { inPlan, planCrumbs, stateName } from '../plan-words.js';
import type { Amendment } from './amendment.types.js';
import { CheckList } from './check-list.js';
import { lifeText } from './life.messages.js';
import type { PlanAct, StepCheck } from './step.types.js';
import type { VersionHead } from './version.types.js';
import { VersionTable } from './version-table.js';

export interface LifePageData {
  plan: Plan;
  acts: readonly PlanAct[];
  versions: readonly VersionHead[];
  amendments: readonly Amendment[];
  /** The steps that may come now, each with what it asks for; none for who may not take them. */
  next: readonly { state: PlanState; checks: readonly StepCheck[] }[];
}

/** The life of a plan: its acts, the versions that they froze, what comes next and what it asks for. */
export function LifePage({ ctx, ...data }: LifePageData & { ctx: PageCtx }): VNode {
  const { plan } = data;
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const mayKeep = ctx.view.face === 'office' && may(ctx, keepers);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.title')}
      kicker={`${plan.title} · ${stateName(ctx.lang, plan.state)}`}
      lead={t('plan.life.lead')}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.life.title') })}
    >
      <Section id="atti" title={p('plan.acts.title')}>
        <ActTable ctx={ctx} plan={plan} acts={data.acts} />
      </Section>
      {mayKeep ? <Next ctx={ctx} {...data} /> : null}
      {data.versions.length > 0 || mayKeep ? (
        <Section id="versioni" title={t('plan.life.versions')} lead={t('plan.life.versions-lead')}>
          <VersionTable ctx={ctx} plan={plan} versions={data.versions} />
        </Section>
      ) : null}
      {ctx.view.face === 'office' ? <Amendments ctx={ctx} {...data} mayKeep={mayKeep} /> : null}
    </Shell>
  );
}

function ActTable(props: { ctx: PageCtx; plan: Plan; acts: readonly PlanAct[] }): VNode {
  const { ctx, plan, acts } = props;
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  return (
    <DataTable
      lang={ctx.lang}
      caption={p('plan.acts.title')}
      captionHidden
      rows={acts.filter((act) => act.correctedById === null)}
      rowKey={(act) => act.id}
      empty={<EmptyState title={p('plan.acts.none')} text={p('plan.acts.none-text')} />}
      columns={[
        {
          key: 'state',
          label: t('plan.life.act'),
          heads: true,
          cell: (act) => <a href={inPlan(ctx, plan, `/atti/${act.id}`)}>{actName(ctx, act)}</a>,
        },
        {
          key: 'date',
          label: p('plan.act.taken-on'),
          cell: (act) => formatDate(act.takenOn, { lang: ctx.lang }),
        },
        { key: 'number', label: p('plan.act.number'), cell: (act) => act.actNumber ?? '—' },
        { key: 'body', label: p('plan.act.body'), cell: (act) => act.bodyName ?? '—' },
        {
          key: 'version',
          label: t('plan.life.version'),
          cell: (act) => (act.versionNumber === null ? '' : String(act.versionNumber)),
        },
        ...(inOffice
          ? [
              {
                key: 'by',
                label: p('plan.act.recorded'),
                cell: (act: PlanAct) =>
                  [act.recordedBy, formatDateTime(act.recordedAt, ctx.lang)].filter(Boolean).join(', '),
              },
            ]
          : []),
      ]}
    />
  );
}

/** "Approvato", or "Modifica: versione 2". */
export function actName(
  ctx: PageCtx,
  act: Pick<PlanAct, 'kind' | 'state' | 'versionNumber' | 'correctsId'>,
): string {
  const t = lifeText(ctx.lang);
  const name = act.kind === 'amendment' ? t('plan.life.act.amendment') : stateName(ctx.lang, act.state);
  return act.correctsId === null ? name : t('plan.life.act.rectified', { act: name });
}

function Next({ ctx, plan, next }: LifePageData & { ctx: PageCtx }): VNode {
  const t = lifeText(ctx.lang);
  if (plan.isTranscribed && plan.frozenVersion === null) return <Transcribed ctx={ctx} plan={plan} />;
  return (
    <Section id="dopo" title={t('plan.life.next')} lead={t(`plan.life.next-lead.${plan.state}`)}>
      {plan.amendmentId !== null && next.length > 0 ? (
        <Callout tone="info">
          <p>{t('plan.life.step.amending')}</p>
        </Callout>
      ) : (
        next.map(({ state, checks }) => (
          <div key={state} class="trama-next-step">
            <h3>{t(`plan.life.step.${state}`)}</h3>
            <CheckList ctx={ctx} plan={plan} step={state} checks={checks} />
            <p>
              {checks.some((check) => check.state === 'open') ? (
                t('plan.life.step.open', { count: checks.filter((check) => check.state === 'open').length })
              ) : (
                <ButtonLink href={inPlan(ctx, plan, `/passi/${state}`)} kind="primary">
                  {t(`plan.life.take.${state}`)}
                </ButtonLink>
              )}
            </p>
          </div>
        ))
      )}
    </Section>
  );
}

/** A plan that was adopted before it was in Trama: its acts are recorded as they were, then its text is frozen. */
function Transcribed({ ctx, plan }: { ctx: PageCtx; plan: Plan }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <Section id="dopo" title={t('plan.life.transcribed')} lead={t('plan.life.transcribed-lead')}>
      <div class="trama-actions">
        {plan.state === 'closed' ? null : (
          <ButtonLink href={inPlan(ctx, plan, '/atti/nuovo')}>{t('plan.life.transcribed-act')}</ButtonLink>
        )}
        {plan.isPublic ? (
          <ActButton
            ctx={ctx}
            action={inPlan(ctx, plan, '/versioni/fissa')}
            label={t('plan.life.freeze')}
            kind="primary"
            confirm={t('plan.life.freeze-confirm')}
          />
        ) : null}
      </div>
    </Section>
  );
}

function Amendments(props: LifePageData & { ctx: PageCtx; mayKeep: boolean }): VNode | null {
  const { ctx, plan, amendments, mayKeep } = props;
  const t = lifeText(ctx.lang);
  if (plan.frozenVersion === null) return null;
  const mayOpen = mayKeep && isFrozen(plan) && plan.state !== 'closed';
  return (
    <Section
      id="modifiche"
      title={t('plan.life.amendments')}
      lead={t('plan.life.amendments-lead')}
      actions={
        mayOpen ? (
          <ButtonLink href={inPlan(ctx, plan, '/modifiche/nuova')}>
            {t('plan.life.amendment.open')}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.life.amendments')}
        captionHidden
        rows={amendments}
        rowKey={(one) => one.id}
        empty={<p>{t('plan.life.amendments-none')}</p>}
        columns={[
          {
            key: 'reason',
            label: t('plan.life.amendment.reason'),
            heads: true,
            cell: (one) => <a href={inPlan(ctx, plan, `/modifiche/${one.id}`)}>{one.reason}</a>,
          },
          {
            key: 'opened',
            label: t('plan.life.amendment.opened-on'),
            cell: (one) => formatDate(one.openedOn, { lang: ctx.lang }),
          },
          { key: 'version', label: t('plan.life.amendment.leads-to'), cell: (one) => String(one.number) },
          {
            key: 'outcome',
            label: planText(ctx.lang)('plan.state'),
            cell: (one) => (
              <StateTag
                tone={one.outcome === 'adopted' ? 'good' : one.outcome === 'abandoned' ? 'off' : 'calm'}
              >
                {t(`plan.life.amendment.outcome.${one.outcome ?? 'open'}`)}
              </StateTag>
            ),
          },
        ]}
      />
    </Section>
  );
}
