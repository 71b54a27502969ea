import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { planText } from '../plan.messages.js';
import { groupName, inPlan, planCrumbs } from '../plan-words.js';
import { OrderForm, OrderRow, type TreePageProps } from './order-form.js';
import { treeText } from './tree.messages.js';
import { familiesOf, type Siblings, type TreeRow } from './tree.rules.js';

/** The order of a plan's objectives and who stands under whom: by hand, by keyboard, by buttons. */
export function TreePage(props: TreePageProps): VNode {
  const { ctx, plan, rows } = props;
  const t = treeText(ctx.lang);
  const groups = [...new Set(rows.map((row) => row.group))];
  const under = familiesOf(rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <Shell
      ctx={ctx}
      title={t('plan.tree.title')}
      lead={t('plan.tree.lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: planText(ctx.lang)('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
        { label: t('plan.tree.title') },
      )}
    >
      {rows.length === 0 ? (
        <EmptyState title={t('plan.tree.none')} text={t('plan.tree.none-text')} />
      ) : (
        <OrderForm {...props} path={inPlan(ctx, plan, '/obiettivi/ordina')} help={t('plan.tree.help')}>
          {groups.map((group) => {
            const roots = under(null, group);
            const [first] = roots;
            return first ? (
              <Section
                key={group}
                plain
                title={groupName(ctx.lang, {
                  level: first.groupName.level,
                  placeName: first.groupName.placeName,
                })}
              >
                <Branches {...{ ctx, under, byId }} branches={roots} />
              </Section>
            ) : null;
          })}
        </OrderForm>
      )}
    </Shell>
  );
}

function Branches({
  branches,
  ...of
}: {
  ctx: PageCtx;
  under: Siblings;
  byId: ReadonlyMap<string, TreeRow>;
  branches: readonly TreeRow[];
}): VNode {
  const { ctx, under, byId } = of;
  return (
    <ol class="trama-tree">
      {branches.map((row, index) => {
        const children = under(row.id, row.group);
        const parent = byId.get(row.parentId ?? '') ?? null;
        const moves = [
          ['up', index > 0],
          ['down', index < branches.length - 1],
          ['in', index > 0],
          ['out', parent !== null],
        ] as const;
        return (
          <OrderRow key={row.id} {...{ ctx, row, place: index + 1, all: branches.length, parent, moves }}>
            {children.length > 0 ? <Branches {...of} branches={children} /> : null}
          </OrderRow>
        );
      })}
    </ol>
  );
}
