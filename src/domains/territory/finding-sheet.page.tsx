import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField } from '#platform/ui/form.js';
import { Callout, Facts, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Finding, FindingEvent } from './finding.types.js';
import {
  adviceOf,
  labelOfExpected,
  nameOfRule,
  sayDifference,
  sayFigure,
  sayFinding,
  titleOfFinding,
} from './finding.words.js';
import { FindingsTable, SeverityAndState } from './finding-table.js';
import { qualityText } from './quality/quality.messages.js';
import { getRule } from './quality/rule.catalogue.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

export interface FindingSheet {
  finding: Finding;
  formula: string | null;
  formulaNote: string | null;
  events: readonly FindingEvent[];
  related: readonly Finding[];
}

/** One finding: both figures, where, how it was recomputed, what to do, what became of it, the office's explanation. */
export function FindingPage(props: { ctx: PageCtx; sheet: FindingSheet; form: FormState }): VNode {
  const { ctx, sheet, form } = props;
  const { finding } = sheet;
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  const title = titleOfFinding(finding, lang);
  const tone = finding.state === 'corrected' ? 'good' : finding.severity === 'info' ? 'info' : 'late';
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={title}
      kicker={finding.name === null ? t('territory.quality.kicker') : nameOfRule(finding.rule, lang)}
      lead={getRule(finding.rule).explanation[lang]}
      crumbs={[{ label: t('territory.quality.kicker'), href: at(ctx, '/qualita') }, { label: title }]}
    >
      <Callout tone={tone}>
        <p>{sayFinding(finding, lang)}</p>
      </Callout>
      <FindingFacts ctx={ctx} sheet={sheet} />
      {finding.details.length > 0 ? <Cases ctx={ctx} finding={finding} /> : null}
      <Explanation ctx={ctx} finding={finding} form={form} />
      {sheet.related.length > 0 ? (
        <Section title={t('territory.quality.related')} id="altri">
          <List
            items={sheet.related.map((one) => (
              <a key={one.id} href={at(ctx, `/qualita/${encodeURIComponent(one.code)}`)}>
                {sayFinding(one, lang)}
              </a>
            ))}
          />
        </Section>
      ) : null}
      {sheet.events.length > 0 ? <History ctx={ctx} sheet={sheet} /> : null}
      <p>
        <a href={at(ctx, '/qualita')}>{t('territory.quality.back')}</a>
      </p>
    </Shell>
  );
}

function FindingFacts({ ctx, sheet }: { ctx: PageCtx; sheet: FindingSheet }): VNode {
  const { finding } = sheet;
  const { lang } = ctx;
  const t = territoryText(lang);
  const optional = (label: string, content: VNode | string | null) =>
    content === null || content === '' ? [] : [{ label, content }];
  return (
    <Facts
      empty={t('territory.quality.unsaid')}
      rows={[
        { label: t('territory.csv.place'), content: placeOf(ctx, finding) },
        { label: t('territory.quality.where'), content: finding.location },
        ...optional(
          t(finding.asPublished === null ? 'territory.quality.published' : 'territory.quality.as-printed'),
          finding.asPublished ?? sayFigure(finding.published, finding, lang),
        ),
        ...optional(
          qualityText(lang)(labelOfExpected(finding.rule)),
          sayFigure(finding.expected, finding, lang),
        ),
        ...optional(t('territory.quality.difference'), sayDifference(finding, lang)),
        {
          label: t('territory.quality.severity'),
          content: <SeverityAndState ctx={ctx} finding={finding} />,
        },
        ...optional(
          t('territory.quality.formula'),
          sheet.formula === null ? null : <code>{sheet.formula}</code>,
        ),
        ...optional(t('territory.quality.formula-note'), sheet.formulaNote),
        { label: t('territory.quality.advice'), content: adviceOf(finding, lang) },
      ]}
    />
  );
}

function placeOf(ctx: PageCtx, finding: Finding): VNode | string | null {
  if (finding.placeCode === null || finding.placeName === null) return finding.placeName;
  return <a href={at(ctx, `/profilo/${finding.placeCode}`)}>{finding.placeName}</a>;
}

function Cases({ ctx, finding }: { ctx: PageCtx; finding: Finding }): VNode {
  const { lang } = ctx;
  const t = territoryText(lang);
  return (
    <Section title={t('territory.quality.cases', { count: finding.details.length })} id="casi">
      <DataTable
        lang={lang}
        caption={t('territory.quality.cases', { count: finding.details.length })}
        captionHidden
        staysTable
        rows={finding.details}
        rowKey={(detail) => detail.label}
        columns={[
          { key: 'case', label: t('territory.quality.case'), heads: true, cell: (detail) => detail.label },
          {
            key: 'published',
            label: t('territory.quality.published'),
            kind: 'number',
            cell: (detail) => sayFigure(detail.published, { ...finding, decimals: null }, lang),
          },
          {
            key: 'expected',
            label: qualityText(lang)(labelOfExpected(finding.rule)),
            kind: 'number',
            cell: (detail) => (
              <strong>{sayFigure(detail.expected, { ...finding, decimals: null }, lang)}</strong>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Explanation(props: { ctx: PageCtx; finding: Finding; form: FormState }): VNode {
  const { ctx, finding, form } = props;
  const { lang } = ctx;
  const t = territoryText(lang);
  const stands = finding.state === 'open' || finding.state === 'explained';
  const mayExplain = stands && ctx.view.face === 'office' && may(ctx, TERRITORY_EDITORS);
  return (
    <Section title={t('territory.quality.explanation')} id="spiegazione">
      {finding.explanation === null ? (
        <p>{t('territory.quality.no-explanation')}</p>
      ) : (
        <>
          {finding.state === 'open' ? (
            <Callout tone="late">
              <p>{t('territory.quality.stale')}</p>
            </Callout>
          ) : null}
          <p class="trama-pre">{finding.explanation}</p>
          <p class="trama-cell-note">{signature(ctx, finding.explainedBy, finding.explainedAt)}</p>
        </>
      )}
      {mayExplain ? (
        <Form
          ctx={ctx}
          action={at(ctx, `/qualita/${encodeURIComponent(finding.code)}/spiega`)}
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
  );
}

/** Who wrote is told to those who work here; the public reads the office's words, not a person's name. */
function signature(ctx: PageCtx, name: string | null, when: Date | null): string {
  const t = territoryText(ctx.lang);
  if (when === null) return '';
  const said = formatDateTime(when, ctx.lang);
  return name !== null && ctx.view.face === 'office'
    ? t('territory.quality.explained-by', { name, at: said })
    : t('territory.quality.explained-at', { at: said });
}

function History({ ctx, sheet }: { ctx: PageCtx; sheet: FindingSheet }): VNode {
  const t = territoryText(ctx.lang);
  return (
    <Section title={t('territory.quality.history')} id="storia">
      <ol class="trama-finding-history">
        {sheet.events.map((event) => (
          <li key={`${event.at.getTime()}${event.kind}`}>
            <strong>{t(`territory.quality.event.${event.kind}`)}</strong>
            <span class="trama-cell-note">{sayEvent(ctx, sheet.finding, event)}</span>
            {event.note === null ? null : <p class="trama-pre">{event.note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function sayEvent(ctx: PageCtx, finding: Finding, event: FindingEvent): string {
  const { lang } = ctx;
  const t = territoryText(lang);
  const figures =
    event.published !== null && event.expected !== null
      ? t('territory.quality.event.figures', {
          published: sayFigure(event.published, finding, lang),
          expected: sayFigure(event.expected, finding, lang),
        })
      : '';
  const edition =
    event.edition !== null && event.datasetTitle !== null
      ? t('territory.quality.event.edition', { edition: event.edition, dataset: event.datasetTitle })
      : '';
  const by =
    event.by !== null && ctx.view.face === 'office'
      ? t('territory.quality.event.by', { name: event.by })
      : '';
  return [formatDateTime(event.at, lang), by, figures, edition].filter(Boolean).join(' · ');
}

/** One note on several findings, before it is saved: which ones they are, and what is typed. */
export function ExplainManyPage(props: {
  ctx: PageCtx;
  findings: readonly Finding[];
  form: FormState;
}): VNode {
  const { ctx, findings, form } = props;
  const t = territoryText(ctx.lang);
  const address = new URLSearchParams(findings.map((finding) => ['rilievo', finding.id]));
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.quality.bulk-again')}
      kicker={t('territory.quality.kicker')}
      lead={t('territory.quality.bulk-chosen', { count: findings.length })}
      crumbs={[
        { label: t('territory.quality.kicker'), href: at(ctx, '/qualita') },
        { label: t('territory.quality.bulk-again') },
      ]}
    >
      <FindingsTable ctx={ctx} findings={findings} />
      <Form
        ctx={ctx}
        action={`${at(ctx, '/qualita/spiega')}?${address}`}
        form={form}
        submit={t('territory.quality.save-note')}
        cancel={at(ctx, '/qualita')}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="note"
          label={t('territory.quality.note')}
          help={t('territory.quality.note-help')}
        />
      </Form>
    </Shell>
  );
}
