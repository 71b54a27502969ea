import type { VNode } from 'preact';
import { EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { planText } from '../plan.messages.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { OrderForm, OrderRow, type TreePageProps } from './order-form.js';
import { treeText } from './tree.messages.js';

/** The order of a plan's needs: by hand, by keyboard, by buttons. */
export function NeedOrderPage(props: TreePageProps): VNode {
  const { ctx, plan, rows } = props;
  const t = treeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.tree.needs')}
      lead={t('plan.tree.needs-lead')}
      door="needs"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: planText(ctx.lang)('plan.needs.title'), href: inPlan(ctx, plan, '/bisogni') },
        { label: t('plan.tree.needs') },
      )}
    >
      {rows.length === 0 ? (
        <EmptyState title={t('plan.tree.needs-none')} text={t('plan.tree.needs-none-text')} />
      ) : (
        <OrderForm
          {...props}
          path={inPlan(ctx, plan, '/bisogni/ordina')}
          help={t('plan.tree.needs-help')}
          isFlat
        >
          <ol class="trama-tree">
            {rows.map((row, index) => (
              <OrderRow
                key={row.id}
                {...{ ctx, row, place: index + 1, all: rows.length, parent: null }}
                moves={[
                  ['up', index > 0],
                  ['down', index < rows.length - 1],
                ]}
                note={row.groupName.placeName}
              />
            ))}
          </ol>
        </OrderForm>
      )}
    </Shell>
  );
}
