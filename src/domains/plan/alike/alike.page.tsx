import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { withQuery } from '#platform/ui/address.js';
import { Form, LongTextField } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import { editors, isOpen } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { alikeText } from './alike.messages.js';
import type { Alike } from './alike.rules.js';
import type { AlikeKind, AlikeRow, Move } from './alike.sql.js';
import { WordTable } from './alike-words.page.js';
import type { WordField } from './alike-words.rules.js';

const LISTS = { need: '/bisogni', objective: '/obiettivi' } as const;

function hrefOf(ctx: PageCtx, plan: Plan, row: Pick<AlikeRow, 'kind' | 'code'>, rest = ''): string {
  return inPlan(ctx, plan, `${LISTS[row.kind]}/${encodeURIComponent(row.code)}${rest}`);
}

/** Needs and objectives of a plan that likely say the same, two by two. */
export function AlikePage(props: {
  ctx: PageCtx;
  plan: Plan;
  needs: readonly Alike<AlikeRow>[];
  objectives: readonly Alike<AlikeRow>[];
  page: number;
}): VNode {
  const { ctx, plan, needs, objectives } = props;
  const t = alikeText(ctx.lang);
  const pairs = [...needs, ...objectives];
  const cut = cutPage(pairs, props.page);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.alike.title')}
      lead={t('plan.alike.lead')}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.alike.title') })}
    >
      {pairs.length === 0 ? (
        <EmptyState title={t('plan.alike.none')} text={t('plan.alike.none-text')} />
      ) : null}
      {(['need', 'objective'] as const).map((kind) => {
        const rows = cut.rows.filter(({ one }) => one.kind === kind);
        if (rows.length === 0) return null;
        const title = t(kind === 'need' ? 'plan.alike.needs' : 'plan.alike.objectives');
        return (
          <Section key={kind} id={kind === 'need' ? 'bisogni' : 'obiettivi'} title={title}>
            <DataTable
              lang={ctx.lang}
              caption={title}
              captionHidden
              rows={rows}
              rowKey={({ one, other }) => `${one.id} ${other.id}`}
              columns={[
                {
                  key: 'one',
                  label: t('plan.alike.one'),
                  heads: true,
                  cell: ({ one }) => <Named ctx={ctx} plan={plan} row={one} />,
                },
                {
                  key: 'other',
                  label: t('plan.alike.other'),
                  cell: ({ other }) => <Named ctx={ctx} plan={plan} row={other} />,
                },
                {
                  key: 'share',
                  label: t('plan.alike.share'),
                  kind: 'number',
                  cell: ({ likeness }) => formatPercent(likeness * 100, { lang: ctx.lang, decimals: 0 }),
                },
                {
                  key: 'act',
                  label: t('plan.alike.act'),
                  cell: (pair) => <Act ctx={ctx} plan={plan} pair={pair} />,
                },
              ]}
            />
          </Section>
        );
      })}
      <Pages
        lang={ctx.lang}
        page={cut.page}
        pageCount={cut.pageCount}
        href={{ path: inPlan(ctx, plan, '/doppioni'), query: {} }}
      />
    </Shell>
  );
}

function Named({ ctx, plan, row }: { ctx: PageCtx; plan: Plan; row: AlikeRow }): VNode {
  return (
    <>
      <span class="trama-code">{row.code}</span> <a href={hrefOf(ctx, plan, row)}>{row.title}</a>
      <span class="trama-row-note">{row.placeName}</span>
    </>
  );
}

function Act({ ctx, plan, pair }: { ctx: PageCtx; plan: Plan; pair: Alike<AlikeRow> }): VNode | null {
  const { one, other } = pair;
  const t = alikeText(ctx.lang);
  if (!isOpen(plan) || !may(ctx, editors, [])) return null;
  if (!may(ctx, editors, one.within) || !may(ctx, editors, other.within))
    return <span>{t('plan.alike.not-yours')}</span>;
  return (
    <a href={withQuery(hrefOf(ctx, plan, one, '/unisci'), { con: other.code })}>
      {t('plan.alike.compare')}
      <span class="visually-hidden">
        {' '}
        {one.code}, {other.code}
      </span>
    </a>
  );
}

/** What is like something that is being written; also read by the form while one writes. */
export function SimilarPage(props: {
  ctx: PageCtx;
  plan: Plan;
  found: readonly { one: AlikeRow; likeness: number }[];
}): VNode {
  const { ctx, plan, found } = props;
  const t = alikeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.alike.similar-title')}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.alike.similar-title') })}
    >
      <div id="simili" data-count={found.length}>
        <p>{t('plan.alike.similar', { count: found.length })}</p>
        {found.length === 0 ? null : (
          <ul class="trama-linked">
            {found.map(({ one }) => (
              <li key={one.id}>
                <Named ctx={ctx} plan={plan} row={one} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <p>
        <a href={inPlan(ctx, plan, '/doppioni')}>{t('plan.alike.title')}</a>
      </p>
    </Shell>
  );
}

export interface MergeSide {
  code: string;
  version: number;
}

export interface MergePageProps {
  ctx: PageCtx;
  plan: Plan;
  kind: AlikeKind;
  kept: MergeSide;
  away: MergeSide;
  /** What they say, field by field. */
  words: readonly WordField[];
  moves: readonly Move[];
  form: FormState;
}

/** Two side by side, what would move from one to the other, and the act. */
export function MergePage(props: MergePageProps): VNode {
  const { ctx, plan, kind, kept, away, moves, form } = props;
  const t = alikeText(ctx.lang);
  const codes = { kept: kept.code, away: away.code };
  const title = t(`plan.alike.merge-${kind}`);
  const list = planText(ctx.lang)(kind === 'need' ? 'plan.needs.title' : 'plan.objectives.title');
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  const path = hrefOf(ctx, plan, { kind, code: kept.code }, '/unisci');
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={t('plan.alike.merge-lead', codes)}
      door={kind === 'need' ? 'needs' : 'plan'}
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: list, href: inPlan(ctx, plan, LISTS[kind]) },
        { label: t('plan.alike.title'), href: inPlan(ctx, plan, '/doppioni') },
        { label: title },
      )}
      actions={
        <ButtonLink
          href={withQuery(hrefOf(ctx, plan, { kind, code: away.code }, '/unisci'), { con: kept.code })}
        >
          {t('plan.alike.swap', { code: away.code })}
        </ButtonLink>
      }
    >
      <Form
        ctx={ctx}
        form={form}
        action={path}
        submit={t('plan.alike.submit', codes)}
        cancel={inPlan(ctx, plan, '/doppioni')}
      >
        <WordTable {...props} />
        <Section
          id="passa"
          title={t('plan.alike.moves')}
          lead={t(moves.length === 0 ? 'plan.alike.moves-none' : 'plan.alike.moves-lead', codes)}
        >
          {moves.length === 0 ? null : (
            <DataTable
              lang={ctx.lang}
              caption={t('plan.alike.moves')}
              captionHidden
              rows={moves}
              rowKey={(move) => move.name}
              columns={[
                {
                  key: 'what',
                  label: t('plan.alike.what'),
                  heads: true,
                  cell: (move) => {
                    const key = `plan.alike.move.${move.name}`;
                    return hasMessage(key) ? translate(ctx.lang, key) : t('plan.alike.move-else');
                  },
                },
                {
                  key: 'count',
                  label: t('plan.alike.count'),
                  kind: 'number',
                  cell: (move) => number(move.count - move.common),
                },
                {
                  key: 'common',
                  label: t('plan.alike.common'),
                  kind: 'number',
                  cell: (move) => number(move.common),
                },
              ]}
            />
          )}
        </Section>
        <Callout tone="info">
          <p>{t('plan.alike.undo-note', codes)}</p>
        </Callout>
        <input type="hidden" name="con" value={away.code} />
        <input type="hidden" name="keptVersion" value={kept.version} />
        <input type="hidden" name="awayVersion" value={away.version} />
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('plan.alike.reason')}
          help={t('plan.alike.reason-help')}
          rows={2}
        />
      </Form>
    </Shell>
  );
}
