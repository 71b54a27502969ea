import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { lifeText } from '../life/life.messages.js';
import { planText } from '../plan.messages.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan, stateName } from '../plan-words.js';

/** Every plan of the ambito, newest period first. */
export function PlanListPage({ ctx, plans }: { ctx: PageCtx; plans: readonly Plan[] }): VNode {
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  return (
    <Shell
      ctx={ctx}
      title={t('plan.plans.title')}
      lead={t('plan.plans.lead')}
      door="plan"
      actions={
        inOffice ? (
          <>
            {may(ctx, keepers) ? (
              <ButtonLink href={at(ctx, '/piano/nuovo')} kind="primary">
                {p('plan.new')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={at(ctx, '/linee-di-indirizzo')}>{t('plan.guidelines.title')}</ButtonLink>
          </>
        ) : undefined
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.plans.title')}
        captionHidden
        rows={plans}
        rowKey={(plan) => plan.id}
        empty={<EmptyState title={p('plan.none')} text={p('plan.none-text')} />}
        columns={[
          { key: 'code', label: p('plan.period'), cell: (plan) => plan.code },
          {
            key: 'title',
            label: p('plan.title-field'),
            heads: true,
            cell: (plan) => <a href={inPlan(ctx, plan)}>{plan.title}</a>,
          },
          { key: 'state', label: p('plan.state'), cell: (plan) => stateName(ctx.lang, plan.state) },
          {
            key: 'since',
            label: t('plan.plans.since'),
            cell: (plan) => (plan.stateSince === null ? '' : formatDate(plan.stateSince, { lang: ctx.lang })),
          },
          {
            key: 'version',
            label: t('plan.life.version'),
            cell: (plan) =>
              plan.frozenVersion === null ? (
                ''
              ) : (
                <a href={inPlan(ctx, plan, `/versioni/${plan.frozenVersion}`)}>
                  {t('plan.life.version-number', { number: plan.frozenVersion })}
                </a>
              ),
          },
        ]}
      />
    </Shell>
  );
}
