import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatEuroCents, formatPercent } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, Callout, EmptyState, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { type Column, DataTable, Pages } from '#platform/ui/table.js';
import { ledgerText } from '../ledger/ledger.messages.js';
import { spendingText } from '../spending.messages.js';
import { euro, linesPath, SpendingTabs } from '../spending.parts.js';
import type { BudgetLine, PlanRef } from '../spending.types.js';
import { scenarioText } from './scenario.messages.js';
import type { Cover, Forecast } from './scenario.rules.js';
import type { Scenario, ScenarioChange } from './scenario.types.js';

/** Scenarios of a plan, and where its years are going. */
export function ScenarioListPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  scenarios: readonly Scenario[];
  forecast: readonly Forecast[];
  mayWrite: boolean;
}): VNode {
  const { ctx, plan, scenarios } = props;
  const t = scenarioText(ctx.lang);
  const path = at(ctx, `/risorse/${plan.code}/scenari`);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={plan.title}
      title={t('spending.scenario.title')}
      lead={t('spending.scenario.lead')}
      actions={
        props.mayWrite ? (
          <ButtonLink href={`${path}/nuovo`} kind="primary">
            {t('spending.scenario.new')}
          </ButtonLink>
        ) : null
      }
    >
      <SpendingTabs ctx={ctx} active="scenarios" />
      {scenarios.length === 0 ? (
        <EmptyState title={t('spending.scenario.empty-title')} text={t('spending.scenario.empty-text')} />
      ) : (
        <DataTable
          lang={ctx.lang}
          caption={t('spending.scenario.title')}
          captionHidden
          rows={scenarios}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'name',
              label: t('spending.scenario.name'),
              heads: true,
              cell: (one) => (
                <>
                  <a href={`${path}/${one.id}`}>{one.name}</a>
                  <span class="trama-row-note">
                    {one.changes.map((change) => writeChange(ctx, change)).join('; ')}
                  </span>
                </>
              ),
            },
            { key: 'state', label: t('spending.scenario.state'), cell: (one) => writeState(ctx, one) },
            {
              key: 'by',
              label: t('spending.scenario.by'),
              cell: (one) =>
                [one.createdBy, formatDate(one.createdAt, { lang: ctx.lang, form: 'short' })]
                  .filter(Boolean)
                  .join(', '),
            },
          ]}
        />
      )}
      <ForecastTable {...props} />
    </Shell>
  );
}

function ForecastTable({ ctx, forecast }: { ctx: PageCtx; forecast: readonly Forecast[] }): VNode {
  const t = scenarioText(ctx.lang);
  const s = spendingText(ctx.lang);
  const l = ledgerText(ctx.lang);
  const atEnd = (cents: number | null) =>
    cents === null ? t('spending.scenario.too-early') : euro(ctx, cents, 0);
  return (
    <Section
      title={t('spending.scenario.forecast')}
      lead={t('spending.scenario.forecast-lead')}
      id="previsione"
    >
      <DataTable
        lang={ctx.lang}
        caption={t('spending.scenario.forecast')}
        captionHidden
        rows={forecast}
        rowKey={(one) => String(one.year)}
        columns={[
          { key: 'year', label: s('spending.year'), heads: true, cell: (one) => one.year },
          {
            key: 'elapsed',
            label: t('spending.scenario.elapsed'),
            kind: 'number',
            cell: (one) =>
              one.elapsed >= 1
                ? t('spending.scenario.final')
                : formatPercent(one.elapsed * 100, { lang: ctx.lang, decimals: 0 }),
          },
          {
            key: 'allocated',
            label: s('spending.allocated'),
            kind: 'number',
            cell: (one) => euro(ctx, one.allocated, 0),
          },
          {
            key: 'committed',
            label: l('spending.ledger.committed'),
            kind: 'number',
            cell: (one) => euro(ctx, one.committed, 0),
          },
          {
            key: 'committedAtEnd',
            label: t('spending.scenario.committed-at-end'),
            kind: 'number',
            cell: (one) => atEnd(one.committedAtEnd),
          },
          {
            key: 'paid',
            label: l('spending.ledger.paid'),
            kind: 'number',
            cell: (one) => euro(ctx, one.paid, 0),
          },
          {
            key: 'paidAtEnd',
            label: t('spending.scenario.paid-at-end'),
            kind: 'number',
            cell: (one) => atEnd(one.paidAtEnd),
          },
        ]}
      />
    </Section>
  );
}

function writeState(ctx: PageCtx, one: Scenario): string {
  const t = scenarioText(ctx.lang);
  return one.appliedAt === null
    ? t('spending.scenario.open')
    : t('spending.scenario.applied', {
        number: one.actNumber ?? '',
        on: formatDate(one.actOn, { lang: ctx.lang }),
      });
}

/**
 * "Fondo nazionale politiche sociali, 2023: −10,0 %".
 * @param funds names by code; the code stands where a name is not known
 */
export function writeChange(
  ctx: PageCtx,
  change: ScenarioChange,
  funds: ReadonlyMap<string, string> = new Map(),
): string {
  const fund = change.fund === null ? null : (funds.get(change.fund) ?? change.fund);
  const where = [fund, change.objective, change.year].filter((one) => one !== null).join(', ');
  const { lang } = ctx;
  const much =
    change.kind === 'percent'
      ? formatPercent(change.value / 100, { lang, sign: 'always' })
      : formatEuroCents(change.value, { lang, sign: 'always' });
  return `${where === '' ? scenarioText(lang)('spending.scenario.all') : where}: ${much}`;
}

/** One scenario beside today's budget: who loses cover, by objective and by fund. */
export function ScenarioPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  scenario: Scenario;
  base: readonly BudgetLine[];
  changed: readonly BudgetLine[];
  covers: readonly Cover[];
  idle: readonly number[];
  /** Of the objectives whose sum changes. */
  page: number;
  mayWrite: boolean;
  mayApply: boolean;
}): VNode {
  const { ctx, plan, scenario, covers } = props;
  const t = scenarioText(ctx.lang);
  const s = spendingText(ctx.lang);
  const list = at(ctx, `/risorse/${plan.code}/scenari`);
  const path = `${list}/${scenario.id}`;
  const isOpen = scenario.appliedAt === null;
  const moved = covers.filter((one) => one.need !== one.cover);
  const losing = covers.filter((one) => one.cover < one.need);
  const idle = props.idle.flatMap((position) => scenario.changes[position] ?? []);
  const funds = new Map(props.base.map((line) => [line.fund, line.fundName]));
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={writeState(ctx, scenario)}
      title={scenario.name}
      lead={scenario.note ?? undefined}
      crumbs={[{ label: t('spending.scenario.title'), href: list }, { label: scenario.name }]}
      actions={
        isOpen && props.mayWrite ? (
          <>
            <ButtonLink href={`${path}/modifica`} kind="primary">
              {s('spending.edit')}
            </ButtonLink>
            <ButtonLink href={`${path}/storia`}>{s('spending.history')}</ButtonLink>
            {props.mayApply && moved.length > 0 ? (
              <ButtonLink href={`${path}/applica`}>{t('spending.scenario.apply')}</ButtonLink>
            ) : null}
            <ButtonLink href={`${path}/rimuovi`}>{s('spending.remove')}</ButtonLink>
          </>
        ) : null
      }
    >
      <List items={scenario.changes.map((change) => writeChange(ctx, change, funds))} />
      {isOpen ? (
        <>
          <Callout tone={losing.length > 0 ? 'late' : 'info'}>
            {moved.length === 0
              ? t('spending.scenario.no-change')
              : t('spending.scenario.losing', {
                  count: losing.length,
                  codes: losing.map(({ objective }) => objective).join(', '),
                })}{' '}
            {idle.length > 0
              ? t('spending.scenario.idle', {
                  changes: idle.map((change) => writeChange(ctx, change, funds)).join('; '),
                })
              : ''}
          </Callout>
          {moved.length > 0 ? <Comparison {...props} moved={moved} /> : null}
        </>
      ) : null}
    </Shell>
  );
}

function Comparison(props: {
  ctx: PageCtx;
  plan: PlanRef;
  base: readonly BudgetLine[];
  changed: readonly BudgetLine[];
  covers: readonly Cover[];
  moved: readonly Cover[];
  scenario: Scenario;
  page: number;
}): VNode {
  const { ctx, plan, base, changed, covers, moved } = props;
  const t = scenarioText(ctx.lang);
  const s = spendingText(ctx.lang);
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const difference = (cents: number) => formatEuroCents(cents, { lang: ctx.lang, sign: 'always' });
  /** Before, then, and by how much they differ. */
  const sums = <T,>(of: (one: T) => readonly [number, number]): Column<T>[] => {
    const column = (key: 'base' | 'then' | 'difference', cell: (one: T) => string): Column<T> => ({
      key,
      label: t(`spending.scenario.${key}`),
      kind: 'number',
      cell,
    });
    return [
      column('base', (one) => euro(ctx, of(one)[0])),
      column('then', (one) => euro(ctx, of(one)[1])),
      column('difference', (one) => difference(of(one)[1] - of(one)[0])),
    ];
  };
  const funds = [...new Map(base.map((line) => [line.fund, line.fundName]))].map(([code, name]) => {
    const of = (lines: readonly BudgetLine[]) =>
      sum(lines.map((line) => (line.fund === code ? (line.allocatedCents ?? 0) : 0)));
    return { code, name, before: of(base), after: of(changed) };
  });
  const [before, after] = [sum(covers.map(({ need }) => need)), sum(covers.map(({ cover }) => cover))];
  const cut = cutPage(
    [...moved].sort((a, b) => a.cover - a.need - (b.cover - b.need)),
    props.page,
  );
  const percent = (cover: number, need: number) =>
    need === 0 ? '—' : formatPercent((cover / need) * 100, { lang: ctx.lang });
  return (
    <>
      <Section
        title={t('spending.scenario.by-objective')}
        lead={t('spending.scenario.only-changed')}
        id="obiettivi"
      >
        <DataTable
          lang={ctx.lang}
          caption={t('spending.scenario.by-objective')}
          captionHidden
          rows={cut.rows}
          rowKey={(one) => one.objective}
          columns={[
            {
              key: 'objective',
              label: s('spending.objective'),
              heads: true,
              cell: (one) => (
                <a href={at(ctx, linesPath(plan.code, one.objective))}>
                  {one.objective} {one.title}
                </a>
              ),
            },
            ...sums<Cover>((one) => [one.need, one.cover]),
            {
              key: 'cover',
              label: t('spending.scenario.cover'),
              kind: 'number',
              cell: (one) => percent(one.cover, one.need),
            },
            {
              key: 'first',
              label: t('spending.scenario.first'),
              cell: (one) => one.firstUncovered ?? '—',
            },
          ]}
          foot={[
            [
              s(cut.pageCount > 1 ? 'spending.total-of-all' : 'spending.total'),
              euro(ctx, before),
              euro(ctx, after),
              difference(after - before),
              percent(after, before),
              '',
            ],
          ]}
        />
        <Pages
          lang={ctx.lang}
          page={cut.page}
          pageCount={cut.pageCount}
          href={{ path: at(ctx, `/risorse/${plan.code}/scenari/${props.scenario.id}`), query: {} }}
        />
        <p class="trama-source">{t('spending.scenario.assumption')}</p>
      </Section>
      <Section title={t('spending.scenario.by-fund')} id="fonti">
        <DataTable
          lang={ctx.lang}
          caption={t('spending.scenario.by-fund')}
          captionHidden
          rows={funds.filter((one) => one.before !== one.after)}
          rowKey={(one) => one.code}
          columns={[
            {
              key: 'fund',
              label: s('spending.fund'),
              heads: true,
              cell: (one) => <a href={at(ctx, `/risorse/fondi/${one.code}`)}>{one.name}</a>,
            },
            ...sums<(typeof funds)[number]>((one) => [one.before, one.after]),
          ]}
        />
      </Section>
    </>
  );
}
