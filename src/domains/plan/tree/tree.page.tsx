import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { withQuery } from '#platform/ui/address.js';
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
  const stretches = props.pages[props.page - 1] ?? [];
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
        <>
          <Groups {...props} />
          <OrderForm {...props} path={inPlan(ctx, plan, '/obiettivi/ordina')} help={t('plan.tree.help')}>
            {stretches.map(({ group, roots, before, all }) => (
              <Section key={group} id={groupId(rows, group)} plain title={nameOf(ctx, roots[0])}>
                <Branches {...{ ctx, under, byId, before, all }} branches={roots} />
              </Section>
            ))}
          </OrderForm>
        </>
      )}
    </Shell>
  );
}

/** Where each level and place begins, in an order of several pages. */
function Groups({ ctx, plan, rows, pages, page }: TreePageProps): VNode | null {
  if (pages.length <= 1) return null;
  const t = treeText(ctx.lang);
  const path = inPlan(ctx, plan, '/obiettivi/ordina');
  const counts = Map.groupBy(rows, (row) => row.group);
  return (
    <nav class="trama-tree-groups" aria-label={t('plan.tree.groups')}>
      <ul>
        {[...counts].map(([group, own]) => {
          const at = pages.findIndex((stretches) => stretches.some((one) => one.group === group)) + 1;
          // All of them stand under objectives of another level or place.
          if (at === 0) return null;
          const isHere = pages[page - 1]?.some((one) => one.group === group);
          return (
            <li key={group}>
              <a
                href={`${withQuery(path, { pagina: isHere ? page : at })}#${groupId(rows, group)}`}
                aria-current={isHere ? 'true' : undefined}
              >
                {nameOf(ctx, own[0])} <span class="trama-unit">{own.length}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function nameOf(ctx: PageCtx, row: TreeRow | undefined): string {
  return row ? groupName(ctx.lang, row.groupName) : '';
}

function groupId(rows: readonly TreeRow[], group: string): string {
  return `gruppo-${rows.findIndex((row) => row.group === group) + 1}`;
}

function Branches({
  branches,
  before,
  all,
  ...of
}: {
  ctx: PageCtx;
  under: Siblings;
  byId: ReadonlyMap<string, TreeRow>;
  branches: readonly TreeRow[];
  /** Those of the same rank on the pages before, and how many they are on all pages. */
  before: number;
  all: number;
}): VNode {
  const { ctx, under, byId } = of;
  return (
    <ol class="trama-tree" start={before + 1}>
      {branches.map((row, at) => {
        const index = before + at;
        const children = under(row.id, row.group);
        const parent = byId.get(row.parentId ?? '') ?? null;
        const moves = [
          ['up', index > 0],
          ['down', index < all - 1],
          ['in', index > 0],
          ['out', parent !== null],
        ] as const;
        return (
          <OrderRow key={row.id} {...{ ctx, row, place: index + 1, all, parent, moves }}>
            {children.length > 0 ? (
              <Branches {...of} branches={children} before={0} all={children.length} />
            ) : null}
          </OrderRow>
        );
      })}
    </ol>
  );
}
