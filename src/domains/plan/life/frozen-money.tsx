import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { Section } from '#platform/ui/parts.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import { lifeText } from './life.messages.js';
import type { PlanContent } from './version.types.js';

/** Money of an objective as the version in force allocates it. */
export function FrozenMoney(props: { ctx: PageCtx; content: PlanContent; code: string }): VNode {
  const { ctx, content, code } = props;
  const t = lifeText(ctx.lang);
  const lines = content.budget.filter((line) => line.objective === code);
  const euro = (cents: number | null) =>
    cents === null ? t('plan.life.unsaid') : formatEuroCents(cents, { decimals: 2, lang: ctx.lang });
  return (
    <Section id="risorse" title={planText(ctx.lang)('plan.money')}>
      <DataTable
        lang={ctx.lang}
        caption={planText(ctx.lang)('plan.money')}
        captionHidden
        rows={lines}
        rowKey={(line) => line.id}
        empty={<p class="trama-unsaid">{t('plan.life.no-money')}</p>}
        columns={[
          { key: 'fund', label: t('plan.life.field.fund'), heads: true, cell: (line) => line.fundName },
          {
            key: 'year',
            label: t('plan.life.field.year'),
            cell: (line) => (line.year === null ? '' : String(line.year)),
          },
          { key: 'what', label: t('plan.life.field.description'), cell: (line) => line.description ?? '' },
          {
            key: 'sum',
            label: planText(ctx.lang)('plan.money'),
            kind: 'number',
            cell: (line) => euro(line.allocatedCents),
          },
        ]}
      />
    </Section>
  );
}
