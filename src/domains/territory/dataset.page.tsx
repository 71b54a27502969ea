import type { ComponentChildren, VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { FileField, Form, LongTextField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { DatasetContent } from './dataset.sql.js';
import { type Dataset, LICENCES, stateOf } from './dataset.types.js';
import { variableName } from './metric.words.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { TerritoryTabs } from './territory-tabs.js';

const TONES = { live: 'good', superseded: 'off', withdrawn: 'off' } as const;

export function DatasetsPage({ ctx, datasets }: { ctx: PageCtx; datasets: readonly Dataset[] }): VNode {
  const t = territoryText(ctx.lang);
  const mayImport = may(ctx, TERRITORY_EDITORS);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.data.title')}
      lead={t('territory.data.lead')}
      actions={
        mayImport ? (
          <ButtonLink href={at(ctx, '/territorio/dati/importa')} kind="primary">
            {t('territory.data.import')}
          </ButtonLink>
        ) : undefined
      }
    >
      <TerritoryTabs ctx={ctx} active="data" />
      <DatasetTable
        ctx={ctx}
        datasets={datasets}
        empty={
          <EmptyState
            title={t('territory.data.empty-title')}
            text={t('territory.data.empty')}
            action={
              mayImport ? (
                <a class="btn btn-primary" href={at(ctx, '/territorio/dati/importa')}>
                  {t('territory.data.import')}
                </a>
              ) : undefined
            }
          />
        }
      />
    </Shell>
  );
}

function DatasetTable(props: {
  ctx: PageCtx;
  datasets: readonly Dataset[];
  empty: ComponentChildren;
}): VNode {
  const { ctx } = props;
  const t = territoryText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('territory.data.title')}
      captionHidden
      rows={props.datasets}
      rowKey={(dataset) => dataset.id}
      empty={props.empty}
      columns={[
        {
          key: 'title',
          label: t('territory.data.dataset'),
          heads: true,
          cell: (dataset) => (
            <>
              <a href={at(ctx, `/territorio/dati/${dataset.id}`)}>{dataset.title}</a>
              <span class="trama-cell-note">
                {[dataset.source, licenceName(dataset.licence, t), dataset.fileName]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ),
        },
        {
          key: 'reference',
          label: t('territory.data.reference'),
          cell: (dataset) =>
            dataset.referenceOn ? formatDate(dataset.referenceOn, { lang: ctx.lang, form: 'short' }) : '',
        },
        {
          key: 'rows',
          label: t('territory.data.figures'),
          kind: 'number',
          cell: (dataset) => formatNumber(dataset.rowCount, { lang: ctx.lang }),
        },
        {
          key: 'imported',
          label: t('territory.data.imported'),
          cell: (dataset) => (
            <>
              {formatDate(dataset.importedAt, { lang: ctx.lang, form: 'short' })}
              {dataset.importedBy ? <span class="trama-cell-note">{dataset.importedBy}</span> : null}
            </>
          ),
        },
        {
          key: 'state',
          label: t('territory.data.state'),
          cell: (dataset) => (
            <StateTag tone={TONES[stateOf(dataset)]}>
              {t(`territory.data.state.${stateOf(dataset)}`)}
            </StateTag>
          ),
        },
      ]}
    />
  );
}

type Say = ReturnType<typeof territoryText>;

export function licenceName(licence: string, t: Say): string {
  return licence === 'other' || licence === '' ? t('territory.licence.other') : licence;
}

export function ImportPage(props: {
  ctx: PageCtx;
  form: FormState;
  /** What a refused file or a trial run has to say. */
  outcome?: ImportOutcome | undefined;
  editions: readonly Dataset[];
}): VNode {
  const { ctx, form } = props;
  const t = territoryText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.import.title')}
      lead={t('territory.import.lead')}
      crumbs={[
        { label: t('territory.door.office'), href: at(ctx, '/territorio') },
        { label: t('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: t('territory.import.title') },
      ]}
    >
      {props.outcome ? <Outcome {...props.outcome} /> : null}
      <Form
        ctx={ctx}
        action={at(ctx, '/territorio/dati/importa')}
        form={form}
        submit={t('territory.import.submit')}
        cancel={at(ctx, '/territorio/dati')}
        multipart
      >
        <details class="trama-more" open={Boolean(form.values.title || form.values.source)}>
          <summary>{t('territory.import.stated')}</summary>
          <p class="trama-help">{t('territory.import.stated-help')}</p>
          <SelectField
            ctx={ctx}
            form={form}
            name="code"
            label={t('territory.import.edition')}
            optional
            empty={t('territory.import.edition-new')}
            choices={props.editions.map(({ code, title }) => ({ value: code, label: title }))}
          />
          <TextField ctx={ctx} form={form} name="title" label={t('territory.import.name')} optional />
          <TextField ctx={ctx} form={form} name="source" label={t('territory.import.source')} optional />
          <SelectField
            ctx={ctx}
            form={form}
            name="licence"
            label={t('territory.import.licence')}
            optional
            empty={t('territory.import.licence-unsaid')}
            choices={LICENCES.map((licence) => ({ value: licence, label: licenceName(licence, t) }))}
          />
          <TextField
            ctx={ctx}
            form={form}
            name="referenceOn"
            type="date"
            label={t('territory.import.reference')}
            optional
            short
          />
          <LongTextField
            ctx={ctx}
            form={form}
            name="note"
            label={t('territory.import.note')}
            optional
            rows={2}
          />
        </details>
        <TickField
          ctx={ctx}
          form={form}
          name="prova"
          label={t('territory.import.trial-label')}
          choices={[{ value: 'si', label: t('territory.import.trial') }]}
        />
        <FileField
          ctx={ctx}
          form={form}
          name="file"
          label={t('territory.import.file')}
          help={t('territory.import.file-help')}
          accept=".csv,.txt,.json,.geojson"
        />
      </Form>
    </Shell>
  );
}

/** Sentences of an import that was refused or only tried; the first says which. */
export interface ImportOutcome {
  refused: boolean;
  lines: readonly string[];
}

function Outcome({ refused, lines }: ImportOutcome): VNode {
  const [first, ...rest] = lines;
  if (refused)
    return (
      <div class="trama-errors" role="alert" id="esito" tabIndex={-1}>
        <h2>{first}</h2>
        <ul>
          {rest.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <div class="trama-notice" role="status">
      <div>
        {lines.map((line, index) => (
          <p key={line}>{index === 0 ? <strong>{line}</strong> : line}</p>
        ))}
      </div>
    </div>
  );
}

export function DatasetPage(props: {
  ctx: PageCtx;
  dataset: Dataset;
  contents: readonly DatasetContent[];
  form: FormState;
}): VNode {
  const { ctx, dataset, contents } = props;
  const t = territoryText(ctx.lang);
  const state = stateOf(dataset);
  const { lang } = ctx;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={dataset.title}
      kicker={<StateTag tone={TONES[state]}>{t(`territory.data.state.${state}`)}</StateTag>}
      crumbs={[
        { label: t('territory.door.office'), href: at(ctx, '/territorio') },
        { label: t('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: dataset.title },
      ]}
    >
      <Facts
        empty={t('territory.quality.unsaid')}
        rows={[
          { label: t('territory.import.source'), content: dataset.source },
          { label: t('territory.import.licence'), content: licenceName(dataset.licence, t) },
          {
            label: t('territory.data.reference'),
            content: dataset.referenceOn ? formatDate(dataset.referenceOn, { lang }) : null,
          },
          { label: t('territory.data.file'), content: dataset.fileName },
          {
            label: 'SHA-256',
            content: dataset.fileSha256 ? <code class="trama-hash">{dataset.fileSha256}</code> : null,
          },
          {
            label: t('territory.data.imported'),
            content: t('territory.data.imported-by', {
              at: formatDateTime(dataset.importedAt, lang),
              by: dataset.importedBy ?? '',
              byKind: dataset.importedBy ? 'person' : 'none',
            }),
          },
          { label: t('territory.data.figures'), content: formatNumber(dataset.rowCount, { lang }) },
          { label: t('territory.import.note'), content: dataset.note },
          ...(dataset.withdrawnAt
            ? [
                {
                  label: t('territory.data.withdrawn'),
                  content: `${formatDateTime(dataset.withdrawnAt, lang)}. ${dataset.withdrawnReason ?? ''}`,
                },
              ]
            : []),
        ]}
      />
      {contents.length > 0 ? (
        <Section title={t('territory.data.contents')}>
          <DataTable
            lang={lang}
            caption={t('territory.data.contents')}
            captionHidden
            rows={contents}
            rowKey={(row) => row.variable}
            columns={[
              {
                key: 'variable',
                label: t('territory.data.variable'),
                heads: true,
                cell: (row) => variableName(row.variable, lang),
              },
              { key: 'unit', label: t('territory.csv.unit'), cell: (row) => row.unit },
              {
                key: 'years',
                label: t('territory.data.years'),
                cell: (row) =>
                  row.firstYear === row.lastYear ? (row.firstYear ?? '') : `${row.firstYear}–${row.lastYear}`,
              },
              { key: 'places', label: t('territory.data.places'), kind: 'number', cell: (row) => row.places },
              {
                key: 'figures',
                label: t('territory.data.figures'),
                kind: 'number',
                cell: (row) => formatNumber(row.figures, { lang }),
              },
            ]}
          />
        </Section>
      ) : null}
      {may(ctx, TERRITORY_EDITORS) && state !== 'withdrawn' ? (
        <DangerZone
          title={t('territory.data.withdraw')}
          consequence={t('territory.data.withdraw-consequence')}
          act={
            <Form
              ctx={ctx}
              action={at(ctx, `/territorio/dati/${dataset.id}/ritira`)}
              form={props.form}
              submit={t('territory.data.withdraw')}
            >
              <TextField ctx={ctx} form={props.form} name="reason" label={t('territory.data.reason')} />
            </Form>
          }
        />
      ) : null}
    </Shell>
  );
}
