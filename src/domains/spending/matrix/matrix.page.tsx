import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { Callout, List } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { spendingText } from '../spending.messages.js';
import { decimalsOf, euro, linesPath } from '../spending.parts.js';
import type { BudgetLine, PlanRef } from '../spending.types.js';
import { matrixText } from './matrix.messages.js';
import {
  GROUPINGS,
  type Grouping,
  type LineChoices,
  type Matrix,
  type MatrixFinding,
  type MatrixRow,
  MEASURES,
  type Measure,
  shownTotal,
} from './matrix.rules.js';

export interface MatrixQuery {
  righe: Grouping;
  misura: Measure;
  fonte?: string | undefined;
  obiettivo?: string | undefined;
}

/** The budget in rows and years, as one asks; under it whether the sums hold and what is not in them. */
export function MatrixPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  /** Of all lines of the plan. */
  choices: LineChoices;
  lines: readonly BudgetLine[];
  matrix: Matrix;
  findings: readonly MatrixFinding[];
  query: MatrixQuery;
  page: number;
}): VNode {
  const { ctx, plan, choices, matrix, query } = props;
  const t = matrixText(ctx.lang);
  const s = spendingText(ctx.lang);
  const path = at(ctx, `/risorse/${plan.code}/quadro`);
  const decimals = decimalsOf(props.lines);
  const shown = cutPage(matrix.rows, props.page);
  const file = (name: string) => withQuery(`${path}/${name}`, { ...query });
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={plan.title}
      title={t('spending.matrix.title')}
      lead={t('spending.matrix.lead')}
      crumbs={[
        { label: s('spending.title'), href: at(ctx, `/risorse/${plan.code}`) },
        { label: t('spending.matrix.title') },
      ]}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={[
            // What is printed holds the whole plan: a choice of lines stays on the page and in its tables.
            ...(query.fonte || query.obiettivo
              ? []
              : (['pdf', 'docx'] as const).map((format) => ({
                  label: t('spending.matrix.paper'),
                  note: format.toUpperCase(),
                  href: `/api/v1/${ctx.ambito.slug}/plans/${plan.code}/budget/${query.righe}/${query.misura}.${format}`,
                }))),
            { label: t('spending.matrix.csv'), href: file('quadro.csv') },
            { label: t('spending.matrix.xlsx'), href: file('quadro.xlsx') },
          ]}
        />
      }
    >
      <FilterForm
        lang={ctx.lang}
        action={path}
        label={t('spending.matrix.filter')}
        submit={t('spending.matrix.show')}
        clear={query.fonte || query.obiettivo ? path : undefined}
        clearLabel={t('spending.matrix.clear')}
      >
        <FilterSelect
          name="righe"
          label={t('spending.matrix.rows')}
          value={query.righe}
          choices={GROUPINGS.map((one) => ({ value: one, label: t(`spending.matrix.by.${one}`) }))}
        />
        <FilterSelect
          name="misura"
          label={t('spending.matrix.measure')}
          value={query.misura}
          choices={MEASURES.map((one) => ({ value: one, label: t(`spending.matrix.measure.${one}`) }))}
        />
        <FilterSelect
          name="fonte"
          label={s('spending.fund')}
          value={query.fonte}
          all={t('spending.matrix.clear')}
          choices={choices.funds}
        />
        <FilterSelect
          name="obiettivo"
          label={s('spending.objective')}
          value={query.obiettivo}
          all={t('spending.matrix.clear')}
          choices={choices.objectives}
        />
      </FilterForm>
      <DataTable
        lang={ctx.lang}
        caption={`${t(`spending.matrix.by.${query.righe}`)}: ${t(`spending.matrix.measure.${query.misura}`)}`}
        wide={matrix.columns.length > 4}
        rows={shown.rows}
        rowKey={(row) => row.code}
        empty={<p>{t('spending.matrix.empty')}</p>}
        columns={[
          {
            key: 'name',
            label: t(`spending.matrix.by.${query.righe}`),
            heads: true,
            cell: (row) => rowName(ctx, plan, query.righe, row),
          },
          ...matrix.columns.map((column, index) => ({
            key: String(column),
            label: column === null ? s('spending.once') : String(column),
            kind: 'number' as const,
            cell: (row: MatrixRow) => {
              const cents = row.cells[index];
              return cents === null || cents === undefined ? null : euro(ctx, cents, decimals);
            },
          })),
          {
            key: 'total',
            label: s('spending.total'),
            kind: 'number',
            cell: (row) => <strong>{euro(ctx, shownTotal(row), decimals)}</strong>,
          },
        ]}
        foot={[
          [
            s(shown.pageCount > 1 ? 'spending.total-of-rows' : 'spending.total'),
            ...matrix.totals.map((cents) => euro(ctx, cents, decimals)),
            euro(ctx, matrix.total, decimals),
          ],
        ]}
      />
      <Pages
        lang={ctx.lang}
        page={shown.page}
        pageCount={shown.pageCount}
        href={{ path, query: { ...query } }}
      />
      {matrix.rows.length === 0 ? null : <Findings {...props} />}
    </Shell>
  );
}

function rowName(ctx: PageCtx, plan: PlanRef, grouping: Grouping, row: MatrixRow): VNode | string {
  if (row.code === '') return matrixText(ctx.lang)(`spending.matrix.none.${grouping}`);
  const to = {
    objective: linesPath(plan.code, row.code),
    fund: `/risorse/fondi/${row.code}`,
    service: `/servizi/${encodeURIComponent(row.code)}`,
    comune: null,
  }[grouping];
  return to === null ? row.name : <a href={at(ctx, to)}>{row.name}</a>;
}

function Findings({
  ctx,
  lines,
  findings,
}: {
  ctx: PageCtx;
  lines: readonly BudgetLine[];
  findings: readonly MatrixFinding[];
}): VNode {
  const t = matrixText(ctx.lang);
  const s = spendingText(ctx.lang);
  const holds = !findings.some(({ kind }) => kind === 'row' || kind === 'column' || kind === 'whole');
  const words = findings.map((finding) =>
    t(`spending.matrix.finding.${finding.kind}`, {
      names:
        'names' in finding
          ? finding.names.join(', ')
          : 'name' in finding
            ? finding.name
            : finding.kind === 'column'
              ? String(finding.column ?? s('spending.once'))
              : '',
      amount: 'cents' in finding ? euro(ctx, finding.cents) : '',
      count: 'count' in finding ? finding.count : 0,
    }),
  );
  return (
    <Callout tone={holds ? 'info' : 'late'}>
      {holds ? <p>{t('spending.matrix.agrees', { lines: lines.length })}</p> : null}
      <List items={words} />
    </Callout>
  );
}
