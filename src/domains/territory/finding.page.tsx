import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { ActButton, FilterForm, Form, LongTextField } from '#platform/ui/form.js';
import { Callout, EmptyState, Facts, KeyFigure, KeyFigures, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { type Finding, type QualitySummary, SEVERITIES } from './finding.types.js';
import { adviceOf, sayDifference, sayFigure, sayFinding } from './finding.words.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

export interface FindingChoice {
  gravita?: string | undefined;
  territorio?: string | undefined;
  cerca?: string | undefined;
}

const TONES = { error: 'late', warning: 'calm', info: 'off' } as const;

/** Published figures that do not follow from the data, and what else the check found. */
export function FindingsPage(props: {
  ctx: PageCtx;
  findings: readonly Finding[];
  /** Before filtering. */
  all: readonly Finding[];
  summary: QualitySummary;
  choice: FindingChoice;
}): VNode {
  const { ctx, findings, all, summary } = props;
  const t = territoryText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  const mayCheck = inOffice && may(ctx, TERRITORY_EDITORS);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.quality.title')}
      kicker={t('territory.quality.kicker')}
      lead={t('territory.quality.lead')}
      crumbs={
        inOffice
          ? [
              { label: t('territory.door.office'), href: at(ctx, '/territorio') },
              { label: t('territory.quality.kicker') },
            ]
          : []
      }
      actions={
        <>
          {mayCheck ? (
            <ActButton
              ctx={ctx}
              action={at(ctx, '/qualita/controlla')}
              label={t('territory.quality.check')}
              kind="primary"
            />
          ) : null}
          {all.length > 0 ? (
            <DownloadMenu
              lang={ctx.lang}
              files={[
                { label: 'CSV', href: at(ctx, '/qualita/rilievi.csv') },
                { label: 'JSON', href: `/api/v1/${ctx.ambito.slug}/quality` },
              ]}
            />
          ) : null}
        </>
      }
    >
      <Summary ctx={ctx} all={all} summary={summary} />
      {all.length === 0 ? (
        <EmptyState title={t('territory.quality.none-title')} text={t('territory.quality.none')} />
      ) : (
        <>
          <Choices ctx={ctx} all={all} choice={props.choice} />
          <p class="trama-rows" role="status">
            {t('territory.quality.count', { count: findings.length, all: all.length })}
          </p>
          <FindingsTable ctx={ctx} findings={findings} />
        </>
      )}
    </Shell>
  );
}

function Summary(props: { ctx: PageCtx; all: readonly Finding[]; summary: QualitySummary }): VNode {
  const { ctx, all, summary } = props;
  const t = territoryText(ctx.lang);
  const published = all.filter((finding) => finding.rule === 'published-total').length;
  const explained = all.filter((finding) => finding.explanation !== null).length;
  return (
    <KeyFigures>
      <KeyFigure
        value={String(summary.totals)}
        label={t('territory.quality.totals')}
        note={
          <>
            {summary.notComputable > 0
              ? `${t('territory.quality.not-computable', { count: summary.notComputable })}. `
              : ''}
            {summary.checkedAt
              ? t('territory.quality.checked', { at: formatDateTime(summary.checkedAt, ctx.lang) })
              : ''}
          </>
        }
      />
      <KeyFigure value={String(published)} label={t('territory.quality.differ')} />
      <KeyFigure value={String(all.length - published)} label={t('territory.quality.other')} />
      <KeyFigure value={String(explained)} label={t('territory.quality.explained')} />
    </KeyFigures>
  );
}

function Choices(props: { ctx: PageCtx; all: readonly Finding[]; choice: FindingChoice }): VNode {
  const { ctx, all, choice } = props;
  const t = territoryText(ctx.lang);
  const places = [...new Set(all.flatMap((finding) => finding.placeName ?? []))].sort((a, b) =>
    a.localeCompare(b, 'it'),
  );
  const isFiltered = Object.values(choice).some(Boolean);
  return (
    <FilterForm
      action={at(ctx, '/qualita')}
      label={t('territory.quality.filter')}
      submit={t('territory.quality.apply')}
      clear={isFiltered ? at(ctx, '/qualita') : undefined}
      clearLabel={t('territory.quality.clear')}
    >
      <SearchBox name="cerca" label={t('territory.quality.search')} value={choice.cerca} />
      <FilterSelect
        name="gravita"
        label={t('territory.quality.severity')}
        value={choice.gravita}
        all={t('territory.quality.any')}
        choices={SEVERITIES.map((severity) => ({
          value: severity,
          label: t(`territory.severity.${severity}`),
        }))}
      />
      <FilterSelect
        name="territorio"
        label={t('territory.csv.place')}
        value={choice.territorio}
        all={t('territory.quality.any')}
        choices={places.map((place) => ({ value: place, label: place }))}
      />
    </FilterForm>
  );
}

export function FindingsTable({ ctx, findings }: { ctx: PageCtx; findings: readonly Finding[] }): VNode {
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  return (
    <DataTable
      lang={lang}
      caption={t('territory.quality.caption')}
      captionHidden
      rows={findings}
      rowKey={(finding) => `${finding.rule}:${finding.code}`}
      empty={<p>{t('territory.quality.no-match')}</p>}
      columns={[
        {
          key: 'what',
          label: t('territory.quality.what'),
          heads: true,
          cell: (finding) => (
            <>
              <a href={at(ctx, `/qualita/${encodeURIComponent(finding.code)}`)}>
                {finding.name ?? sayFinding(finding, lang)}
              </a>
              <span class="trama-cell-note">
                {finding.placeName ? `${finding.placeName} · ` : ''}
                {finding.location}
              </span>
            </>
          ),
        },
        {
          key: 'published',
          label: t('territory.quality.published'),
          kind: 'number',
          cell: (finding) => sayFigure(finding.published, finding, lang),
        },
        {
          key: 'expected',
          label: t('territory.quality.expected'),
          kind: 'number',
          cell: (finding) => <strong>{sayFigure(finding.expected, finding, lang)}</strong>,
        },
        {
          key: 'difference',
          label: t('territory.quality.difference'),
          kind: 'number',
          cell: (finding) => sayDifference(finding, lang),
        },
        {
          key: 'severity',
          label: t('territory.quality.severity'),
          cell: (finding) => (
            <>
              <StateTag tone={TONES[finding.severity]}>
                {t(`territory.severity.${finding.severity}`)}
              </StateTag>
              {finding.explanation === null ? null : (
                <span class="trama-cell-note">{t('territory.quality.explained-one')}</span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** One finding: both figures, where, how it was recomputed, what to do, and the office's explanation. */
export function FindingPage(props: {
  ctx: PageCtx;
  finding: Finding;
  formula: string | null;
  formulaNote: string | null;
  form: FormState;
}): VNode {
  const { ctx, finding, form } = props;
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  const mayExplain = ctx.view.face === 'office' && may(ctx, TERRITORY_EDITORS);
  const here = `/qualita/${encodeURIComponent(finding.code)}`;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={finding.name ?? t(`territory.rule.${finding.rule}`)}
      kicker={t(`territory.rule.${finding.rule}`)}
      crumbs={[
        { label: t('territory.quality.kicker'), href: at(ctx, '/qualita') },
        { label: finding.name ?? finding.code },
      ]}
    >
      <Callout tone={finding.severity === 'info' ? 'info' : 'late'}>
        <p>{sayFinding(finding, lang)}</p>
      </Callout>
      <Facts
        empty={t('territory.quality.unsaid')}
        rows={[
          { label: t('territory.csv.place'), content: finding.placeName },
          { label: t('territory.quality.where'), content: finding.location },
          { label: t('territory.quality.as-printed'), content: finding.asPublished },
          { label: t('territory.quality.expected'), content: sayFigure(finding.expected, finding, lang) },
          {
            label: t('territory.quality.difference'),
            content: sayDifference(finding, lang),
          },
          { label: t('territory.quality.severity'), content: t(`territory.severity.${finding.severity}`) },
          ...(props.formula === null
            ? []
            : [{ label: t('territory.quality.formula'), content: <code>{props.formula}</code> }]),
          ...(props.formulaNote === null
            ? []
            : [{ label: t('territory.quality.formula-note'), content: props.formulaNote }]),
          { label: t('territory.quality.advice'), content: adviceOf(finding, lang) },
        ]}
      />
      <Section title={t('territory.quality.explanation')} id="spiegazione">
        {finding.explanation === null ? (
          <p>{t('territory.quality.no-explanation')}</p>
        ) : (
          <p class="trama-pre">{finding.explanation}</p>
        )}
        {mayExplain ? (
          <Form
            ctx={ctx}
            action={at(ctx, `${here}/spiega`)}
            form={form}
            submit={t('territory.quality.save-note')}
          >
            <LongTextField
              ctx={ctx}
              form={form}
              name="note"
              label={t('territory.quality.note')}
              help={t('territory.quality.note-help')}
            />
          </Form>
        ) : null}
      </Section>
      <p>
        <a href={withQuery(at(ctx, '/qualita'), {})}>{t('territory.quality.back')}</a>
      </p>
    </Shell>
  );
}
