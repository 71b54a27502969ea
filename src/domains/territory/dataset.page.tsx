import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { Form, TextField } from '#platform/ui/form.js';
import { ButtonLink, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import type { DatasetEvent } from './dataset.history.js';
import { type Dataset, stateOf } from './dataset.types.js';
import { licenceName, STATE_TONES } from './dataset.words.js';
import type { DatasetContent } from './dataset-figure.sql.js';
import { variableName } from './metric.words.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { layoutName } from './upload.words.js';

interface DatasetPageProps {
  ctx: PageCtx;
  dataset: Dataset;
  contents: readonly DatasetContent[];
  /** Of the same publication, this one too; newest first. */
  editions: readonly Dataset[];
  events: readonly DatasetEvent[];
  form: FormState;
}

/** One edition: where it comes from, what it holds, what became of it, and the way to undo it. */
export function DatasetPage(props: DatasetPageProps): VNode {
  const { ctx, dataset, contents } = props;
  const t = territoryText(ctx.lang);
  const state = stateOf(dataset);
  const path = at(ctx, `/territorio/dati/${dataset.id}`);
  const hasFigures = contents.length > 0;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={dataset.title}
      kicker={<StateTag tone={STATE_TONES[state]}>{t(`territory.data.state.${state}`)}</StateTag>}
      actions={
        hasFigures ? (
          <>
            <ButtonLink href={`${path}/cifre`}>{t('territory.data.see-figures')}</ButtonLink>
            <DownloadMenu
              lang={ctx.lang}
              files={[
                { label: t('territory.data.export-csv'), href: `${path}/cifre.csv` },
                { label: t('territory.data.export-xlsx'), href: `${path}/cifre.xlsx` },
              ]}
            />
            {state === 'live' ? <ThreadLink ctx={ctx} word="serie" id={dataset.id} /> : null}
          </>
        ) : undefined
      }
      crumbs={[
        { label: t('territory.door.office'), href: at(ctx, '/territorio') },
        { label: t('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: dataset.title },
      ]}
    >
      <DatasetFacts ctx={ctx} dataset={dataset} />
      {hasFigures ? <Contents ctx={ctx} path={path} contents={contents} /> : null}
      {props.editions.length > 1 ? <Editions {...props} /> : null}
      <Section id="storia" title={t('territory.data.history')} plain>
        <ol class="trama-list">
          {props.events.map((event) => (
            <li key={`${event.act}${event.at.toISOString()}`}>
              <strong>{t(`territory.data.act.${event.act}`)}</strong>{' '}
              <span class="trama-unsaid">
                {[formatDateTime(event.at, ctx.lang), event.by].filter(Boolean).join(' · ')}
              </span>
              {event.reason ? <> «{event.reason}»</> : null}
            </li>
          ))}
        </ol>
      </Section>
      {may(ctx, TERRITORY_EDITORS) ? <Undoing {...props} /> : null}
    </Shell>
  );
}

function DatasetFacts({ ctx, dataset }: { ctx: PageCtx; dataset: Dataset }): VNode {
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  return (
    <Facts
      empty={t('territory.quality.unsaid')}
      rows={[
        { label: t('territory.data.dataset'), content: layoutName(dataset.layout, lang) },
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
        {
          label: t('territory.data.keeps'),
          content: t(
            dataset.keeps === 'italy' ? 'territory.data.keeps.italy' : 'territory.data.keeps.ambito',
          ),
        },
        ...(dataset.recipeName
          ? [
              {
                label: t('territory.data.recipe'),
                content: (
                  <a href={at(ctx, `/territorio/dati/ricette/${dataset.recipeId}`)}>{dataset.recipeName}</a>
                ),
              },
            ]
          : []),
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
  );
}

/** A table of many variables would push what can be done with the dataset out of sight. */
const MOST_IN_SIGHT = 15;

function Contents(props: { ctx: PageCtx; path: string; contents: readonly DatasetContent[] }): VNode {
  const { lang } = props.ctx;
  const t = territoryText(lang);
  const table = (
    <DataTable
      lang={lang}
      caption={t('territory.data.contents')}
      captionHidden
      rows={props.contents}
      rowKey={(row) => row.variable}
      columns={[
        {
          key: 'variable',
          label: t('territory.data.variable'),
          heads: true,
          cell: (row) => (
            <a href={withQuery(`${props.path}/cifre`, { grandezza: row.variable })}>
              {variableName(row.variable, lang)}
            </a>
          ),
        },
        { key: 'unit', label: t('territory.csv.unit'), cell: (row) => row.unit },
        {
          key: 'years',
          label: t('territory.data.years'),
          cell: (row) =>
            row.firstYear === row.lastYear ? (row.firstYear ?? '') : `${row.firstYear}–${row.lastYear}`,
        },
        {
          key: 'places',
          label: t('territory.data.places'),
          kind: 'number',
          cell: (row) => formatNumber(row.places, { lang }),
        },
        {
          key: 'figures',
          label: t('territory.data.figures'),
          kind: 'number',
          cell: (row) => formatNumber(row.figures, { lang }),
        },
      ]}
    />
  );
  return (
    <Section title={t('territory.data.contents')}>
      {props.contents.length <= MOST_IN_SIGHT ? (
        table
      ) : (
        <details class="trama-more">
          <summary>{t('territory.data.variables', { count: props.contents.length })}</summary>
          {table}
        </details>
      )}
    </Section>
  );
}

function Editions({ ctx, dataset, editions, contents }: DatasetPageProps): VNode {
  const t = territoryText(ctx.lang);
  return (
    <Section
      id="edizioni"
      title={t('territory.data.editions')}
      lead={t('territory.data.editions-lead')}
      plain
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.data.editions')}
        captionHidden
        rows={editions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'imported',
            label: t('territory.data.imported'),
            heads: true,
            cell: (row) => {
              const when = formatDateTime(row.importedAt, ctx.lang);
              return row.id === dataset.id ? (
                when
              ) : (
                <a href={at(ctx, `/territorio/dati/${row.id}`)}>{when}</a>
              );
            },
          },
          { key: 'by', label: t('territory.data.by'), cell: (row) => row.importedBy ?? '' },
          { key: 'file', label: t('territory.data.file'), cell: (row) => row.fileName ?? '' },
          {
            key: 'figures',
            label: t('territory.data.figures'),
            kind: 'number',
            cell: (row) => formatNumber(row.rowCount, { lang: ctx.lang }),
          },
          {
            key: 'state',
            label: t('territory.data.state'),
            cell: (row) => (
              <StateTag tone={STATE_TONES[stateOf(row)]}>
                {t(`territory.data.state.${stateOf(row)}`)}
              </StateTag>
            ),
          },
          ...(contents.length > 0
            ? [
                {
                  key: 'compare',
                  label: '',
                  cell: (row: Dataset) =>
                    row.id === dataset.id ? null : (
                      <a href={at(ctx, `/territorio/dati/${dataset.id}/confronta/${row.id}`)}>
                        {t('territory.data.compare')}
                      </a>
                    ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** Far from everything else: undoing an import, or taking the undoing back. */
function Undoing({ ctx, dataset, form }: DatasetPageProps): VNode {
  const t = territoryText(ctx.lang);
  const act = dataset.withdrawnAt === null ? 'withdraw' : 'restore';
  return (
    <DangerZone
      title={t(`territory.data.${act}`)}
      consequence={t(`territory.data.${act}-consequence`)}
      act={
        <Form
          ctx={ctx}
          action={at(ctx, `/territorio/dati/${dataset.id}/${act === 'withdraw' ? 'ritira' : 'ripristina'}`)}
          form={form}
          submit={t(`territory.data.${act}`)}
        >
          <TextField ctx={ctx} form={form} name="reason" label={t('territory.data.reason')} />
        </Form>
      }
    />
  );
}
