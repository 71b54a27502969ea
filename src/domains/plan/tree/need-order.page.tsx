import type { VNode } from 'preact';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { translate } from '#platform/i18n/messages.js';
import { Callout, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { planText } from '../plan.messages.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { treeText } from './tree.messages.js';
import type { TreePageProps } from './tree.page.js';

/** The order of a plan's needs: by hand, by keyboard, by buttons. */
export function NeedOrderPage({ ctx, plan, rows, stamp, form }: TreePageProps): VNode {
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
        <>
          {form.errors.map((error) => (
            <Callout key={error.code} tone="late">
              <p role="alert">{translate(ctx.lang, error.code, error.values)}</p>
            </Callout>
          ))}
          <p id="aiuto-albero">{t('plan.tree.needs-help')}</p>
          <trama-tree data-flat>
            <p class="visually-hidden" role="status" />
            <form method="post" action={inPlan(ctx, plan, '/bisogni/ordina')}>
              <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
              <input type="hidden" name="stamp" value={stamp} />
              <ol class="trama-tree">
                {rows.map((row, index) => (
                  <li
                    key={row.id}
                    data-id={row.id}
                    data-said={t('plan.tree.said', {
                      code: row.code,
                      place: index + 1,
                      all: rows.length,
                      parent: 'none',
                    })}
                  >
                    <div class="trama-tree-row">
                      <button type="button" class="trama-tree-handle" aria-describedby="aiuto-albero">
                        <span class="visually-hidden">{t('plan.tree.handle', { code: row.code })}</span>
                      </button>
                      <span class="trama-tree-name">
                        <span class="trama-code">{row.code}</span> {row.title}{' '}
                        <span class="trama-unit">{row.groupName.placeName}</span>
                      </span>
                      <span class="trama-tree-moves">
                        {(['up', 'down'] as const).map((move) =>
                          (move === 'up' ? index > 0 : index < rows.length - 1) ? (
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
                  </li>
                ))}
              </ol>
            </form>
          </trama-tree>
        </>
      )}
    </Shell>
  );
}
