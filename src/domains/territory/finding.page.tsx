import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { ActButton, type Choice, FilterForm } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, KeyFigure, KeyFigures } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { Pages } from '#platform/ui/table.js';
import { FINDING_RULES, type Finding, type QualitySummary, SEVERITIES } from './finding.types.js';
import { nameOfRule } from './finding.words.js';
import { FindingsTable } from './finding-table.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/** What is chosen among the findings, as the address carries it. */
export interface FindingChoice {
  gravita?: string | undefined;
  regola?: string | undefined;
  stato?: string | undefined;
  territorio?: string | undefined;
  serie?: string | undefined;
  cerca?: string | undefined;
  pagina?: number | undefined;
  /** All rows on one page, to print. */
  tutti?: string | undefined;
}

export const FINDINGS_A_PAGE = 50;

/** What the page shows: the rows of one page, and what there is to choose from. */
export interface FindingList {
  /** Rows of this page. */
  findings: readonly Finding[];
  /** Rows that match what is chosen. */
  count: number;
  /** Every finding, whatever its state. */
  all: readonly Finding[];
  summary: QualitySummary;
  choice: FindingChoice;
  page: number;
}

/** Published figures that do not follow from the data, and what else the check found. */
export function FindingsPage({ ctx, list }: { ctx: PageCtx; list: FindingList }): VNode {
  const t = territoryText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  const { all, summary, choice } = list;
  const path = at(ctx, '/qualita');
  const query = { ...choice, pagina: undefined };
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.quality.title')}
      kicker={t('territory.quality.kicker')}
      lead={t('territory.quality.page-lead', { totals: summary.totals, rules: FINDING_RULES.length - 1 })}
      crumbs={
        inOffice
          ? [
              { label: t('territory.door.office'), href: at(ctx, '/territorio') },
              { label: t('territory.quality.kicker') },
            ]
          : []
      }
      actions={<Acts ctx={ctx} list={list} />}
    >
      <Summary ctx={ctx} list={list} />
      {all.length === 0 ? (
        <EmptyState title={t('territory.quality.none-title')} text={t('territory.quality.none')} />
      ) : (
        <>
          <Choices ctx={ctx} list={list} />
          <p class="trama-rows" role="status">
            {t('territory.quality.count', { count: list.count, all: all.length })}
          </p>
          <ChosenFindings ctx={ctx} findings={list.findings} />
          {choice.tutti ? null : (
            <Pages
              lang={ctx.lang}
              page={list.page}
              pageCount={Math.ceil(list.count / FINDINGS_A_PAGE)}
              href={{ path, query }}
            />
          )}
        </>
      )}
    </Shell>
  );
}

function Acts({ ctx, list }: { ctx: PageCtx; list: FindingList }): VNode {
  const t = territoryText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  const query = { ...list.choice, pagina: undefined };
  return (
    <>
      {inOffice && may(ctx, TERRITORY_EDITORS) ? (
        <ActButton
          ctx={ctx}
          action={at(ctx, '/qualita/controlla')}
          label={t('territory.quality.check')}
          kind="primary"
        />
      ) : null}
      <ButtonLink href={at(ctx, '/qualita/regole')}>{t('territory.quality.rules')}</ButtonLink>
      {list.all.length > 0 ? (
        <DownloadMenu
          lang={ctx.lang}
          files={[
            { label: 'CSV', href: withQuery(at(ctx, '/qualita/rilievi.csv'), query) },
            { label: 'XLSX', href: withQuery(at(ctx, '/qualita/rilievi.xlsx'), query) },
            { label: 'JSON', href: `/api/v1/${ctx.ambito.slug}/quality` },
            {
              label: t('territory.quality.print'),
              href: withQuery(at(ctx, '/qualita'), { ...query, tutti: 'si' }),
            },
          ]}
        />
      ) : null}
    </>
  );
}

function Summary({ ctx, list }: { ctx: PageCtx; list: FindingList }): VNode {
  const { all, summary } = list;
  const t = territoryText(ctx.lang);
  const path = at(ctx, '/qualita');
  const open = all.filter((finding) => finding.state === 'open');
  const of = (severity: Finding['severity']) => open.filter((one) => one.severity === severity).length;
  const [explained, corrected] = (['explained', 'corrected'] as const).map(
    (state) => all.filter((finding) => finding.state === state).length,
  ) as [number, number];
  return (
    <KeyFigures>
      <KeyFigure
        value={String(of('error'))}
        label={t('territory.quality.errors')}
        {...(of('error') > 0 ? { href: withQuery(path, { gravita: 'error', stato: 'open' }) } : {})}
        note={
          summary.checkedAt
            ? t('territory.quality.checked', { at: formatDateTime(summary.checkedAt, ctx.lang) })
            : null
        }
      />
      <KeyFigure
        value={String(of('warning'))}
        label={t('territory.quality.warnings')}
        {...(of('warning') > 0 ? { href: withQuery(path, { gravita: 'warning', stato: 'open' }) } : {})}
      />
      <KeyFigure
        value={String(of('info'))}
        label={t('territory.quality.infos')}
        {...(of('info') > 0 ? { href: withQuery(path, { gravita: 'info', stato: 'open' }) } : {})}
        note={
          summary.notComputable > 0
            ? t('territory.quality.not-computable', { count: summary.notComputable })
            : null
        }
      />
      <KeyFigure
        value={String(explained)}
        label={t('territory.quality.explained')}
        {...(explained > 0 ? { href: withQuery(path, { stato: 'explained' }) } : {})}
      />
      <KeyFigure
        value={String(corrected)}
        label={t('territory.quality.corrected-count', { count: corrected })}
        {...(corrected > 0 ? { href: withQuery(path, { stato: 'corrected' }) } : {})}
      />
    </KeyFigures>
  );
}

function Choices({ ctx, list }: { ctx: PageCtx; list: FindingList }): VNode {
  const { all, choice } = list;
  const t = territoryText(ctx.lang);
  const any = t('territory.quality.any');
  const isFiltered = Object.values({ ...choice, pagina: undefined }).some(Boolean);
  return (
    <FilterForm
      lang={ctx.lang}
      action={at(ctx, '/qualita')}
      label={t('territory.quality.filter')}
      clear={isFiltered ? at(ctx, '/qualita') : undefined}
    >
      <SearchBox name="cerca" label={t('territory.quality.search')} value={choice.cerca} />
      <FilterSelect
        name="gravita"
        label={t('territory.quality.severity')}
        value={choice.gravita}
        all={any}
        choices={SEVERITIES.map((severity) => ({
          value: severity,
          label: t(`territory.severity.${severity}`),
        }))}
      />
      <FilterSelect
        name="regola"
        label={t('territory.quality.rule')}
        value={choice.regola}
        all={any}
        choices={FINDING_RULES.filter((rule) => all.some((finding) => finding.rule === rule)).map((rule) => ({
          value: rule,
          label: nameOfRule(rule, ctx.lang),
        }))}
      />
      <FilterSelect
        name="stato"
        label={t('territory.quality.state')}
        value={choice.stato}
        all={t('territory.quality.standing')}
        choices={(['open', 'explained', 'corrected', 'lapsed'] as const).map((state) => ({
          value: state,
          label: t(`territory.state.${state}`),
        }))}
      />
      <FilterSelect
        name="territorio"
        label={t('territory.csv.place')}
        value={choice.territorio}
        all={any}
        choices={namesAmong(all.map((finding) => finding.placeName))}
      />
      <FilterSelect
        name="serie"
        label={t('territory.quality.dataset')}
        value={choice.serie}
        all={any}
        choices={datasetsAmong(all)}
      />
    </FilterForm>
  );
}

function namesAmong(names: readonly (string | null)[]): Choice[] {
  return [...new Set(names.flatMap((name) => name ?? []))]
    .sort((a, b) => a.localeCompare(b, 'it'))
    .map((name) => ({ value: name, label: name }));
}

function datasetsAmong(all: readonly Finding[]): Choice[] {
  const titles = new Map(
    all.flatMap((one) => (one.dataset === null ? [] : [[one.dataset, one.datasetTitle ?? one.dataset]])),
  );
  return [...titles]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'it'));
}

/** In the office the rows can be chosen, to explain several at once. */
function ChosenFindings({ ctx, findings }: { ctx: PageCtx; findings: readonly Finding[] }): VNode {
  const t = territoryText(ctx.lang);
  const isOpen = findings.some((finding) => finding.state === 'open');
  if (ctx.view.face !== 'office' || !may(ctx, TERRITORY_EDITORS) || !isOpen)
    return <FindingsTable ctx={ctx} findings={findings} />;
  return (
    <form method="get" action={at(ctx, '/qualita/spiega')}>
      <FindingsTable ctx={ctx} findings={findings} chooses />
      <p class="trama-rows">{t('territory.quality.bulk-lead')}</p>
      <button type="submit" class="btn btn-outline-primary btn-sm">
        {t('territory.quality.bulk')}
      </button>
    </form>
  );
}
