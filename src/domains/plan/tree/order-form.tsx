import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { translate } from '#platform/i18n/messages.js';
import { Form, SelectField, TextField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { Pages } from '#platform/ui/table.js';
import type { Plan } from '../plan.types.js';
import { treeText } from './tree.messages.js';
import type { Stretch, TreeRow } from './tree.rules.js';

export interface TreePageProps {
  ctx: PageCtx;
  plan: Plan;
  rows: readonly TreeRow[];
  /** A long order comes in pages of whole branches; the one that is shown, from 1. */
  pages: readonly (readonly Stretch[])[];
  page: number;
  stamp: string;
  form: FormState;
}

/** What is wrong, how one moves, and the rows that can be moved: by hand, by keyboard, by buttons. */
export function OrderForm(
  props: TreePageProps & {
    path: string;
    help: string;
    /** Nothing stands under anything. */
    isFlat?: boolean;
    children: ComponentChildren;
  },
): VNode {
  const { ctx, page, pages } = props;
  const { lang } = ctx;
  const isLong = pages.length > 1;
  // Those of the move by code stand at its fields.
  const errors = props.form.errors.filter(({ field }) => !FAR_FIELDS.includes(field));
  return (
    <>
      {errors.map((error) => (
        <Callout key={error.code} tone="late">
          <p role="alert">{translate(lang, error.code, error.values)}</p>
        </Callout>
      ))}
      <p id="aiuto-albero">{props.help}</p>
      <trama-tree {...(props.isFlat ? { 'data-flat': true } : {})}>
        <p class="visually-hidden" role="status" />
        <form method="post" action={props.path}>
          <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
          <input type="hidden" name="stamp" value={props.stamp} />
          {isLong ? <input type="hidden" name="pagina" value={page} /> : null}
          {props.children}
        </form>
      </trama-tree>
      {isLong ? (
        <>
          <Pages lang={lang} page={page} pageCount={pages.length} href={{ path: props.path, query: {} }} />
          <FarMove {...props} />
        </>
      ) : null}
    </>
  );
}

const FAR_FIELDS: readonly string[] = ['code', 'where', 'other'];

/** From one page to another, where nothing can be dragged: what, where, beside which. */
function FarMove(
  props: Pick<TreePageProps, 'ctx' | 'stamp' | 'form' | 'page'> & { path: string; isFlat?: boolean },
): VNode {
  const { ctx, page, stamp } = props;
  const t = treeText(ctx.lang);
  const form = { ...props.form, errors: props.form.errors.filter(({ field }) => FAR_FIELDS.includes(field)) };
  const places = props.isFlat ? (['before', 'after'] as const) : (['before', 'after', 'inside'] as const);
  return (
    <Section id="lontano" title={t('plan.tree.far')} lead={t('plan.tree.far-lead')}>
      <Form ctx={ctx} action={props.path} form={form} submit={t('plan.tree.far-submit')}>
        <input type="hidden" name="stamp" value={stamp} />
        <input type="hidden" name="pagina" value={page} />
        <TextField ctx={ctx} form={form} name="code" label={t('plan.tree.far-code')} short />
        <SelectField
          ctx={ctx}
          form={form}
          name="where"
          label={t('plan.tree.far-where')}
          choices={places.map((place) => ({ value: place, label: t(`plan.tree.far-${place}`) }))}
        />
        <TextField ctx={ctx} form={form} name="other" label={t('plan.tree.far-other')} short />
      </Form>
    </Section>
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
