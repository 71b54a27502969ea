import type { VNode } from 'preact';
import type { FieldError } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { fieldMessage } from '#platform/http/errors.js';
import { typedEuro } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { spendingText } from '../spending.messages.js';
import { linesPath } from '../spending.parts.js';
import type { BudgetLine, PlanRef } from '../spending.types.js';
import { matrixText } from './matrix.messages.js';

/** What was typed in one row and could not be saved. */
export interface WrongRow {
  id: string;
  values: Record<string, unknown>;
  errors: readonly FieldError[];
}

/** Lines in rows, each a form of its own: year and sum are changed where they stand. */
export function LineGridPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  /** All that this account may change. */
  lines: readonly BudgetLine[];
  page: number;
  wrong?: WrongRow | undefined;
}): VNode {
  const { ctx, plan, lines, wrong } = props;
  const t = matrixText(ctx.lang);
  const s = spendingText(ctx.lang);
  const path = at(ctx, `/risorse/${plan.code}/righe`);
  const cut = cutPage(lines, props.page);
  const csrf = ctx.view.csrf();
  const shown = (line: BudgetLine, name: 'year' | 'allocatedCents') =>
    wrong?.id === line.id
      ? String(wrong.values[name] ?? '')
      : name === 'year'
        ? String(line.year ?? '')
        : line.allocatedCents === null
          ? ''
          : typedEuro(line.allocatedCents);
  const input = (line: BudgetLine, name: 'year' | 'allocatedCents') => {
    const isWrong = wrong?.id === line.id && wrong.errors.some(({ field }) => field === name);
    const about = `${line.objectiveCode} ${line.fundName}`;
    return (
      <input
        type="text"
        form={`riga-${line.id}`}
        name={name}
        class={name === 'year' ? 'form-control trama-cell-year' : 'form-control trama-cell-sum'}
        inputMode={name === 'year' ? 'numeric' : 'decimal'}
        autocomplete="off"
        aria-label={t(name === 'year' ? 'spending.grid.year-of' : 'spending.grid.sum-of', { name: about })}
        aria-invalid={isWrong ? 'true' : undefined}
        value={shown(line, name)}
      />
    );
  };
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={plan.title}
      title={t('spending.grid.title')}
      lead={t('spending.grid.lead')}
      crumbs={[
        { label: s('spending.title'), href: at(ctx, `/risorse/${plan.code}`) },
        { label: t('spending.grid.title') },
      ]}
      actions={<ButtonLink href={`${path}/importa`}>{t('spending.grid.import')}</ButtonLink>}
    >
      {lines.length === 0 ? null : <RowCount>{t('spending.grid.count', { count: lines.length })}</RowCount>}
      <DataTable
        lang={ctx.lang}
        caption={t('spending.grid.title')}
        captionHidden
        rows={cut.rows}
        rowKey={(line) => line.id}
        empty={<p>{t('spending.grid.empty')}</p>}
        columns={[
          {
            key: 'line',
            label: s('spending.objective'),
            heads: true,
            cell: (line) => (
              <>
                <a href={at(ctx, linesPath(plan.code, line.objectiveCode))} title={line.objectiveTitle}>
                  {line.objectiveCode}
                </a>
                <span class="trama-row-note">
                  {[line.description, line.serviceName, line.comuneName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          { key: 'fund', label: s('spending.fund'), cell: (line) => line.fundName },
          { key: 'year', label: s('spending.year'), cell: (line) => input(line, 'year') },
          {
            key: 'allocated',
            label: `${s('spending.allocated')} (€)`,
            cell: (line) => (
              <>
                {input(line, 'allocatedCents')}
                {wrong?.id === line.id
                  ? wrong.errors.map((error) => (
                      <p key={error.field} class="trama-field-error" role="alert">
                        {fieldMessage(error, ctx.lang)}
                      </p>
                    ))
                  : null}
              </>
            ),
          },
          {
            key: 'save',
            label: <span class="visually-hidden">{t('spending.grid.save')}</span>,
            cell: (line) => (
              <form method="post" action={`${path}/${line.id}`} id={`riga-${line.id}`} class="trama-act">
                <input type="hidden" name={CSRF_FIELD} value={csrf} />
                <input
                  type="hidden"
                  name="version"
                  value={wrong?.id === line.id ? String(wrong.values.version ?? line.version) : line.version}
                />
                <button type="submit" class="btn btn-outline-primary btn-sm">
                  {t('spending.grid.save')}
                  <span class="visually-hidden">
                    {' '}
                    {line.objectiveCode} {line.fundName}
                  </span>
                </button>{' '}
                <a href={at(ctx, `${linesPath(plan.code, line.objectiveCode)}/${line.id}/modifica`)}>
                  {t('spending.grid.open-line')}
                </a>
              </form>
            ),
          },
        ]}
      />
      <Pages lang={ctx.lang} page={cut.page} pageCount={cut.pageCount} href={{ path, query: {} }} />
    </Shell>
  );
}
