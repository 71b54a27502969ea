import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { type Column, DataTable } from '#platform/ui/table.js';
import { RowThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { spendingText } from './spending.messages.js';
import { euro, linesPath, mayEdit } from './spending.parts.js';
import { sumLines } from './spending.rules.js';
import type { BudgetLine, Fund, ObjectiveRef, PlanRef } from './spending.types.js';

/** The lines of an objective, with their sum; links to change them where one may. */
export function LineTable(props: {
  ctx: PageCtx;
  plan: string;
  lines: readonly BudgetLine[];
  edits: boolean;
}): VNode {
  const { ctx, lines } = props;
  const t = spendingText(ctx.lang);
  const ui = uiText(ctx.lang);
  const sums = sumLines(lines);
  const path = (line: BudgetLine) => at(ctx, `${linesPath(props.plan, line.objectiveCode)}/${line.id}`);
  const acts: Column<BudgetLine>[] = props.edits
    ? [
        {
          key: 'acts',
          label: <span class="visually-hidden">{ui('ui.row-acts')}</span>,
          cell: (line) => (
            <span class="trama-row-acts">
              <a href={at(ctx, `/risorse/${props.plan}/impegni/nuovo?riga=${line.id}`)}>
                {t('spending.commit')}
              </a>{' '}
              · <a href={`${path(line)}/modifica`}>{ui('ui.edit')}</a> ·{' '}
              <a href={`${path(line)}/storia`}>{ui('ui.history-title')}</a> ·{' '}
              <a href={`${path(line)}/rimuovi`}>{ui('ui.remove')}</a>
            </span>
          ),
        },
      ]
    : [];
  // Until something moves, two columns of nothing would only be in the way.
  const moved: Column<BudgetLine>[] = lines.some((line) => line.committedCents > 0)
    ? (['committed', 'paid'] as const).map((key) => ({
        key,
        label: t(`spending.${key}`),
        kind: 'number' as const,
        cell: (line) => euro(ctx, line[`${key}Cents`]),
      }))
    : [];
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('spending.lines')}
      captionHidden
      rows={lines}
      rowKey={(line) => line.id}
      empty={<p>{t('spending.money-none')}</p>}
      columns={[
        {
          key: 'fund',
          label: t('spending.fund'),
          heads: true,
          cell: (line) => (
            <>
              <a href={at(ctx, `/risorse/fondi/${line.fund}`)}>{line.fundName}</a>
              <RowThreadLink
                ctx={ctx}
                word="risorsa"
                id={line.id}
                of={`${line.fundName} ${line.year ?? ''}`}
              />
            </>
          ),
        },
        {
          key: 'description',
          label: t('spending.description'),
          cell: (line) =>
            [line.description, line.serviceName, line.comuneName, line.note].filter(Boolean).join(' · ') ||
            '—',
        },
        { key: 'year', label: t('spending.year'), cell: (line) => line.year ?? t('spending.once') },
        {
          key: 'allocated',
          label: t('spending.allocated'),
          kind: 'number',
          cell: (line) =>
            line.allocatedCents === null ? (
              <span class="trama-unsaid">{t('spending.no-sum')}</span>
            ) : (
              <>
                {euro(ctx, line.allocatedCents)}
                {line.stated ? null : <span class="trama-key-note"> {t('spending.derived')}</span>}
              </>
            ),
        },
        ...moved,
        ...acts,
      ]}
      foot={
        lines.length > 1 && sums.unstated < sums.lines
          ? [
              [
                t('spending.total'),
                '',
                '',
                euro(ctx, sums.total),
                ...(moved.length > 0 ? [euro(ctx, sums.committed), euro(ctx, sums.paid)] : []),
                ...acts.map(() => ''),
              ],
            ]
          : []
      }
    />
  );
}

/** All that is known of an objective's money. */
export function ObjectiveMoneyPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  objective: ObjectiveRef;
  lines: readonly BudgetLine[];
}): VNode {
  const { ctx, plan, objective } = props;
  const t = spendingText(ctx.lang);
  const edits = mayEdit(ctx, objective.within);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={t('spending.lines-of', { code: objective.code })}
      title={objective.title}
      crumbs={[
        { label: t('spending.title'), href: at(ctx, `/risorse/${plan.code}`) },
        { label: objective.code },
      ]}
      actions={
        <>
          {edits ? (
            <ButtonLink href={at(ctx, `${linesPath(plan.code, objective.code)}/nuovo`)} kind="primary">
              {t('spending.new-line')}
            </ButtonLink>
          ) : null}
          <ButtonLink href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(objective.code)}`)}>
            {t('spending.objective')} {objective.code}
          </ButtonLink>
        </>
      }
    >
      <LineTable ctx={ctx} plan={plan.code} lines={props.lines} edits={edits} />
      {objective.budgetNote ? (
        <Section title={t('spending.plan-words')} id="parole">
          <p>{objective.budgetNote}</p>
        </Section>
      ) : null}
    </Shell>
  );
}

export type OpenedLine = BudgetLine & { planCode: string };

export function LineFormPage(
  props: FormPage<OpenedLine> & {
    funds: readonly Fund[];
    targets: readonly { kind: 'service' | 'comune'; code: string; name: string }[];
    objective: string;
  },
): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      kicker={t('spending.lines-of', { code: props.objective })}
      title={props.record ? props.record.fundName : t('spending.new-line')}
    >
      <SelectField
        {...field}
        name="fund"
        label={t('spending.fund')}
        choices={props.funds.map((fund) => ({ value: fund.code, label: fund.name }))}
      />
      <TextField
        {...field}
        name="year"
        label={t('spending.year')}
        help={t('spending.year-help')}
        inputMode="numeric"
        short
        optional
      />
      <LongTextField {...field} name="description" label={t('spending.description')} rows={2} optional />
      <TextField
        {...field}
        name="allocatedCents"
        label={t('spending.allocated')}
        help={t('spending.allocated-help')}
        inputMode="decimal"
        short
        optional
      />
      <TickField
        {...field}
        name="stated"
        label={t('spending.stated')}
        help={t('spending.stated-help')}
        choices={[{ value: 'yes', label: t('spending.stated') }]}
      />
      {(['service', 'comune'] as const).map((kind) => {
        const choices = props.targets
          .filter((one) => one.kind === kind)
          .map(({ code, name }) => ({ value: code, label: name }));
        return choices.length === 0 ? null : (
          <SelectField
            {...field}
            key={kind}
            name={kind}
            label={t(`spending.${kind}`)}
            help={t(`spending.${kind}-help`)}
            empty={t('spending.none-named')}
            choices={choices}
            optional
          />
        );
      })}
      <LongTextField {...field} name="note" label={t('spending.note')} rows={2} optional />
    </RecordForm>
  );
}
