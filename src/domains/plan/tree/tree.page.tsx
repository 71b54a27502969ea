import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { translate } from '#platform/i18n/messages.js';
import { Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { groupName, inPlan, planCrumbs } from '../plan-words.js';
import { treeText } from './tree.messages.js';
import { parentOf, siblingsOf, type TreeRow } from './tree.rules.js';

export interface TreePageProps {
  ctx: PageCtx;
  plan: Plan;
  rows: readonly TreeRow[];
  stamp: string;
  form: FormState;
}

/** The order of a plan's objectives and who stands under whom: by hand, by keyboard, by buttons. */
export function TreePage({ ctx, plan, rows, stamp, form }: TreePageProps): VNode {
  const t = treeText(ctx.lang);
  const path = inPlan(ctx, plan, '/obiettivi/ordina');
  const groups = [...new Set(rows.map((row) => row.group))];
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
          {form.errors.map((error) => (
            <Callout key={error.code} tone="late">
              <p role="alert">{translate(ctx.lang, error.code, error.values)}</p>
            </Callout>
          ))}
          <p id="aiuto-albero">{t('plan.tree.help')}</p>
          <trama-tree>
            <p class="visually-hidden" role="status" />
            <form method="post" action={path}>
              <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
              <input type="hidden" name="stamp" value={stamp} />
              {groups.map((group) => {
                const roots = siblingsOf(rows, null, group);
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
                    <Branches ctx={ctx} rows={rows} branches={roots} />
                  </Section>
                ) : null;
              })}
            </form>
          </trama-tree>
        </>
      )}
    </Shell>
  );
}

function Branches({
  ctx,
  rows,
  branches,
}: {
  ctx: PageCtx;
  rows: readonly TreeRow[];
  branches: readonly TreeRow[];
}): VNode {
  const t = treeText(ctx.lang);
  return (
    <ol class="trama-tree">
      {branches.map((row, index) => {
        const children = siblingsOf(rows, row.id, row.group);
        const parent = parentOf(rows, row);
        const moves = [
          ['up', index > 0],
          ['down', index < branches.length - 1],
          ['in', index > 0],
          ['out', parent !== null],
        ] as const;
        return (
          <li
            key={row.id}
            data-id={row.id}
            data-said={t('plan.tree.said', {
              code: row.code,
              place: index + 1,
              all: branches.length,
              parent: parent?.code ?? 'none',
            })}
          >
            <div class="trama-tree-row">
              <button type="button" class="trama-tree-handle" aria-describedby="aiuto-albero">
                <span class="visually-hidden">{t('plan.tree.handle', { code: row.code })}</span>
              </button>
              <span class="trama-tree-name">
                <span class="trama-code">{row.code}</span> {row.title}
              </span>
              <span class="trama-tree-moves">
                {moves.map(([move, isPossible]) =>
                  isPossible ? (
                    <button
                      key={move}
                      type="submit"
                      name="move"
                      value={`${move}:${row.id}`}
                      class="btn btn-link btn-sm"
                    >
                      {t(`plan.tree.${move}`)}
                      <span class="visually-hidden"> {row.code}</span>
                    </button>
                  ) : null,
                )}
              </span>
            </div>
            {children.length > 0 ? <Branches ctx={ctx} rows={rows} branches={children} /> : null}
          </li>
        );
      })}
    </ol>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-tree': { children: ComponentChildren; 'data-flat'?: boolean };
    }
  }
}
