import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { translate } from '#platform/i18n/messages.js';
import { Callout } from '#platform/ui/parts.js';
import type { Plan } from '../plan.types.js';
import { treeText } from './tree.messages.js';
import type { TreeRow } from './tree.rules.js';

export interface TreePageProps {
  ctx: PageCtx;
  plan: Plan;
  rows: readonly TreeRow[];
  stamp: string;
  form: FormState;
}

/** What is wrong, how one moves, and the rows that can be moved: by hand, by keyboard, by buttons. */
export function OrderForm(
  props: Pick<TreePageProps, 'ctx' | 'stamp' | 'form'> & {
    path: string;
    help: string;
    /** Nothing stands under anything. */
    isFlat?: boolean;
    children: ComponentChildren;
  },
): VNode {
  const { ctx } = props;
  return (
    <>
      {props.form.errors.map((error) => (
        <Callout key={error.code} tone="late">
          <p role="alert">{translate(ctx.lang, error.code, error.values)}</p>
        </Callout>
      ))}
      <p id="aiuto-albero">{props.help}</p>
      <trama-tree {...(props.isFlat ? { 'data-flat': true } : {})}>
        <p class="visually-hidden" role="status" />
        <form method="post" action={props.path}>
          <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
          <input type="hidden" name="stamp" value={props.stamp} />
          {props.children}
        </form>
      </trama-tree>
    </>
  );
}

/** One row among those of its rank, with the moves that it can make. */
export function OrderRow(props: {
  ctx: PageCtx;
  row: TreeRow;
  /** From 1, among how many. */
  place: number;
  all: number;
  parent: TreeRow | null;
  moves: readonly (readonly ['up' | 'down' | 'in' | 'out', boolean])[];
  note?: string;
  children?: ComponentChildren;
}): VNode {
  const { ctx, row, place, all } = props;
  const t = treeText(ctx.lang);
  return (
    <li
      data-id={row.id}
      data-said={t('plan.tree.said', { code: row.code, place, all, parent: props.parent?.code ?? 'none' })}
    >
      <div class="trama-tree-row">
        <button type="button" class="trama-tree-handle" aria-describedby="aiuto-albero">
          <span class="visually-hidden">{t('plan.tree.handle', { code: row.code })}</span>
        </button>
        <span class="trama-tree-name">
          <span class="trama-code">{row.code}</span> {row.title}
          {props.note === undefined ? null : (
            <>
              {' '}
              <span class="trama-unit">{props.note}</span>
            </>
          )}
        </span>
        <span class="trama-tree-moves">
          {props.moves.map(([move, isPossible]) =>
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
      {props.children}
    </li>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-tree': { children: ComponentChildren; 'data-flat'?: boolean };
    }
  }
}
