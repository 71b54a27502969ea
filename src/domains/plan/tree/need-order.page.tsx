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
  const stretches = props.pages[props.page - 1] ?? [];
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
          {stretches.map(({ group, roots, before, all }) => (
            <ol key={group} class="trama-tree" start={before + 1}>
              {roots.map((row, index) => (
                <OrderRow
                  key={row.id}
                  {...{ ctx, row, place: before + index + 1, all, parent: null }}
                  moves={[
                    ['up', before + index > 0],
                    ['down', before + index < all - 1],
                  ]}
                  note={row.groupName.placeName}
                />
              ))}
            </ol>
          ))}
        </OrderForm>
      )}
    </Shell>
  );
}
