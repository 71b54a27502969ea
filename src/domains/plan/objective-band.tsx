import type { VNode } from 'preact';
import type { ThreadCounts } from '#domains/thread/index.js';
import { ThreadBand } from '#platform/charts/thread-band.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import type { Measurement, Objective } from './objective.types.js';
import { planText } from './plan.messages.js';

interface BandProps {
  ctx: PageCtx;
  objective: Objective;
  counts: ThreadCounts;
  latest: ReadonlyMap<string, Measurement>;
}

/** The thread of one objective, from what it rests on to what follows; each step leads to its section of the sheet. */
export function ObjectiveBand({ ctx, objective, counts, latest }: BandProps & { path: string }): VNode {
  const t = planText(ctx.lang);
  const rests = objective.rank === 'strategic' && objective.children.length > 0;
  const missing = (count: number) => (count === 0 && !rests ? ('missing' as const) : ('present' as const));
  return (
    <ThreadBand
      lang={ctx.lang}
      title={t('plan.band.title', { code: objective.code })}
      steps={[
        {
          label: t('plan.needs'),
          count: counts.needs,
          sentence:
            counts.needs === 0
              ? t('plan.band.no-needs')
              : t('plan.band.needs', { count: counts.needsWithEvidence }),
          href: '#bisogni',
          state: missing(counts.needs),
        },
        {
          label: t('plan.objective'),
          count: null,
          sentence: t('plan.band.areas', { count: objective.policyAreas.length }),
          state: 'current',
        },
        {
          label: t('plan.actions'),
          count: counts.actions,
          sentence:
            counts.actions === 0
              ? t('plan.band.no-actions')
              : t('plan.band.actions', { done: counts.actionsDone, underWay: counts.actionsUnderWay }),
          href: '#azioni',
          state: missing(counts.actions),
        },
        {
          label: t('plan.resources'),
          count: counts.budgetLines,
          sentence:
            counts.budgetLines === 0
              ? t('plan.band.no-money')
              : formatEuroCents(counts.cents, { decimals: 0, lang: ctx.lang }),
          href: '#risorse',
          state: missing(counts.budgetLines),
        },
        {
          label: t('plan.indicators'),
          count: counts.indicators,
          sentence:
            counts.indicators === 0
              ? t('plan.band.no-indicators')
              : t('plan.band.indicators', {
                  measurable: counts.measurable,
                  measured: objective.indicators.filter((one) => latest.has(one.id)).length,
                }),
          href: '#indicatori',
          state: missing(counts.indicators),
        },
        {
          label: t('plan.outcomes'),
          count: counts.outcomeSheets,
          sentence:
            counts.outcomeSheets > 0
              ? t('plan.band.outcomes', { count: counts.outcomeSheets })
              : objective.continuity
                ? t('plan.band.outcomes-missing')
                : t('plan.band.no-outcomes'),
          href: at(ctx, `/filo/obiettivo/${objective.id}`),
          state: counts.outcomeSheets === 0 && objective.continuity ? 'missing' : 'present',
        },
      ]}
    />
  );
}
