import type { VNode } from 'preact';
import { ChoiceForm, ChoiceTick } from '#domains/documents/index.js';
import type { PlaceRef } from '#domains/governance/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import { Bars } from '#platform/charts/bars.js';
import { ChartFigure } from '#platform/charts/figure.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { Tabs } from '#platform/ui/tabs.js';
import { closingText } from './closing/closing.messages.js';
import { evaluationText } from './evaluation.messages.js';
import { AchievementInRow, AnswerTag, mayEdit, sheetAddress } from './evaluation.parts.js';
import { ACHIEVEMENT_CLASSES, type SheetSummary, summarise } from './evaluation.rules.js';
import { ANSWERS, type OutcomeSheet } from './evaluation.types.js';
import { questionnaireText } from './questionnaire/questionnaire.messages.js';
import { stateText } from './state/state.messages.js';

export interface OutcomeQuery {
  q?: string | undefined;
  luogo?: string | undefined;
  area?: string | undefined;
  grado?: string | undefined;
  risposto?: string | undefined;
  riproposto?: string | undefined;
  ordine?: string | undefined;
}

export interface OutcomeListProps {
  ctx: PageCtx;
  plan: PlanRef;
  query: OutcomeQuery;
  page: number;
  sheets: readonly OutcomeSheet[];
  all: readonly OutcomeSheet[];
  places: readonly PlaceRef[];
}

/** Monitoring has two halves: what came of the period before, and what is being measured now. */
export function MonitoringTabs({
  ctx,
  plan,
  active,
}: {
  ctx: PageCtx;
  plan: string;
  active: string;
}): VNode | null {
  if (ctx.view.face === 'public') return null;
  const t = evaluationText(ctx.lang);
  return (
    <Tabs
      label={t('evaluation.door')}
      active={active}
      tabs={[
        {
          key: 'state',
          label: stateText(ctx.lang)('evaluation.state.title'),
          href: at(ctx, `/piano/${plan}/stato`),
        },
        { key: 'sheets', label: t('evaluation.to-sheets'), href: at(ctx, `/esiti/${plan}`) },
        {
          key: 'closing',
          label: closingText(ctx.lang)('evaluation.closing.tab'),
          href: at(ctx, `/piano/${plan}/chiusura`),
        },
        { key: 'measurements', label: t('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        {
          key: 'questionnaires',
          label: questionnaireText(ctx.lang)('evaluation.questionnaire.tab'),
          href: at(ctx, '/questionari'),
        },
      ]}
    />
  );
}

/** How the period before went, and its sheets. */
export function OutcomeListPage(props: OutcomeListProps): VNode {
  const { ctx, plan, query, all } = props;
  const t = evaluationText(ctx.lang);
  const whole = summarise(all);
  const path = `/esiti/${plan.code}`;
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'evaluation' : 'plan'}
      kicker={t('evaluation.period', { code: plan.code })}
      title={t('evaluation.title')}
      lead={
        all.length === 0
          ? undefined
          : t('evaluation.lead', {
              sheets: whole.sheets,
              actions: whole.actions,
              answered: whole.answeredYes,
              again: whole.againYes,
              takenUp: whole.takenUp,
            })
      }
      actions={
        <>
          {mayEdit(ctx, []) ? (
            <ButtonLink href={at(ctx, `${path}/nuovo`)} kind="primary">
              {t('evaluation.new-sheet')}
            </ButtonLink>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              {
                label: t('evaluation.download-sheets'),
                href: withQuery(at(ctx, `${path}/schede.csv`), { ...query }),
              },
              {
                label: t('evaluation.download-actions'),
                href: withQuery(at(ctx, `${path}/azioni.csv`), { ...query }),
              },
            ]}
          />
        </>
      }
    >
      <MonitoringTabs ctx={ctx} plan={plan.code} active="sheets" />
      {all.length === 0 ? (
        <EmptyState title={t('evaluation.empty-title')} text={t('evaluation.empty-text')} />
      ) : (
        <>
          <Distribution ctx={ctx} summary={whole} />
          <Filters {...props} />
          <SheetTable {...props} />
        </>
      )}
    </Shell>
  );
}

function Distribution({ ctx, summary }: { ctx: PageCtx; summary: SheetSummary }): VNode {
  const t = evaluationText(ctx.lang);
  const chart = (id: string, width: number) => (
    <Bars
      id={id}
      title={t('evaluation.chart-subtitle')}
      unit=""
      decimals={0}
      order="given"
      width={width}
      lang={ctx.lang}
      bars={(['full', 'from80', 'from60', 'below60', 'notStated'] as const).map((one) => ({
        label: t(`evaluation.class.${one}`),
        value: summary.byClass[one],
        shown: formatNumber(summary.byClass[one], { lang: ctx.lang }),
      }))}
    />
  );
  return (
    <ChartFigure
      id="gradi"
      level={2}
      heading={t('evaluation.chart-heading', { full: summary.byClass.full, sheets: summary.sheets })}
      subtitle={t('evaluation.chart-subtitle')}
      chart={chart('gradi-grafico', 640)}
      narrow={chart('gradi-stretto', 340)}
      note={
        summary.meanAchievement === null
          ? undefined
          : t('evaluation.chart-mean', { mean: formatPercent(summary.meanAchievement, { lang: ctx.lang }) })
      }
      lang={ctx.lang}
    />
  );
}

function Filters({ ctx, plan, query, all, places }: OutcomeListProps): VNode {
  const t = evaluationText(ctx.lang);
  const path = at(ctx, `/esiti/${plan.code}`);
  const here = new Set(all.map((sheet) => sheet.place));
  const areas = [...new Set(all.flatMap((sheet) => sheet.policyArea ?? []))].sort((a, b) =>
    a.localeCompare(b, 'it'),
  );
  const answers = [...ANSWERS, 'unsaid' as const].map((answer) => ({
    value: answer,
    label: t(`evaluation.answer.${answer}`),
  }));
  const filtered = Object.entries(query).some(([name, value]) => name !== 'ordine' && value);
  return (
    <FilterForm lang={ctx.lang} action={path} order={query.ordine} clear={filtered ? path : undefined}>
      <SearchBox name="q" label={t('evaluation.search')} value={query.q} />
      <FilterSelect
        name="luogo"
        label={t('evaluation.place')}
        all={t('evaluation.all-places')}
        value={query.luogo}
        choices={places
          .filter((place) => here.has(place.code))
          .map((place) => ({ value: place.code, label: place.name }))}
      />
      <FilterSelect
        name="area"
        label={t('evaluation.area')}
        all={t('evaluation.all-areas')}
        value={query.area}
        choices={areas.map((area) => ({ value: area, label: area }))}
      />
      <FilterSelect
        name="grado"
        label={t('evaluation.achievement')}
        all={t('evaluation.all-classes')}
        value={query.grado}
        choices={ACHIEVEMENT_CLASSES.map((one) => ({ value: one, label: t(`evaluation.class.${one}`) }))}
      />
      <FilterSelect
        name="risposto"
        label={t('evaluation.answered')}
        all={t('evaluation.all-answers')}
        value={query.risposto}
        choices={answers}
      />
      <FilterSelect
        name="riproposto"
        label={t('evaluation.again')}
        all={t('evaluation.all-answers')}
        value={query.riproposto}
        choices={answers}
      />
    </FilterForm>
  );
}

const orders: Record<string, (sheet: OutcomeSheet) => string | number> = {
  title: (sheet) => sheet.title,
  place: (sheet) => sheet.placeName,
  achievement: (sheet) => sheet.achievementPercent ?? -1,
};

/** In the order that the address asks for, else the one in which they are kept. */
export function orderSheets(sheets: readonly OutcomeSheet[], order: string | undefined): OutcomeSheet[] {
  const name = (order ?? '').replace(/^-/, '');
  const key = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (!key) return [...sheets];
  const sign = order?.startsWith('-') ? -1 : 1;
  return [...sheets].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * String(one).localeCompare(String(other), 'it');
  });
}

function SheetTable({ ctx, plan, query, sheets, page }: OutcomeListProps): VNode {
  const t = evaluationText(ctx.lang);
  const shown = cutPage(orderSheets(sheets, query.ordine), page);
  const href = { path: at(ctx, `/esiti/${plan.code}`), query: { ...query } };
  return (
    <>
      <RowCount>{t('evaluation.rows', { count: sheets.length })}</RowCount>
      <ChoiceForm lang={ctx.lang} path={href.path} filters={{ ...query }} count={sheets.length}>
        <DataTable
          lang={ctx.lang}
          caption={t('evaluation.sheets')}
          captionHidden
          rows={shown.rows}
          rowKey={(sheet) => sheet.id}
          order={query.ordine}
          href={href}
          empty={<EmptyState title={t('evaluation.nothing-title')} text={t('evaluation.nothing-text')} />}
          columns={[
            {
              key: 'code',
              label: t('evaluation.code'),
              cell: (sheet) => (
                // One thing: where a row is a list of its cells, these two stay side by side.
                <span>
                  <ChoiceTick lang={ctx.lang} code={sheet.code} name={sheet.code} />
                  {sheet.code}
                </span>
              ),
            },
            {
              key: 'title',
              label: t('evaluation.name'),
              heads: true,
              sort: 'title',
              cell: (sheet) => <a href={sheetAddress(ctx, sheet)}>{sheet.title}</a>,
            },
            { key: 'place', label: t('evaluation.place'), sort: 'place', cell: (sheet) => sheet.placeName },
            {
              key: 'achievement',
              label: t('evaluation.achievement'),
              sort: 'achievement',
              cell: (sheet) => <AchievementInRow ctx={ctx} sheet={sheet} />,
            },
            {
              key: 'answered',
              label: t('evaluation.answered'),
              cell: (sheet) => <AnswerTag ctx={ctx} answer={sheet.answeredNeed} />,
            },
            {
              key: 'again',
              label: t('evaluation.again'),
              cell: (sheet) => <AnswerTag ctx={ctx} answer={sheet.proposedAgain} />,
            },
            {
              key: 'continues',
              label: t('evaluation.continues'),
              cell: (sheet) => sheet.continuesIn.map((one) => one.code).join(', ') || '—',
            },
          ]}
        />
      </ChoiceForm>
      <Pages lang={ctx.lang} page={shown.page} pageCount={shown.pageCount} href={href} />
    </>
  );
}
