import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { FileField, Form, LongTextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Section, StateTag } from '#platform/ui/parts.js';
import { type Crumb, Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { NamedRow, TableColumn } from './named-table.js';
import { tableText } from './table.messages.js';

/** A page of thousands of rows is read by nobody; the counts above it tell of all. */
const MOST_SHOWN = 200;

/** What would become of a row. */
export interface ExaminedRow extends NamedRow {
  state: 'fresh' | 'changed' | 'equal' | 'refused';
  /** Why it is refused, or what changes, in words. */
  words?: string;
}

export interface ImportWords {
  title: string;
  lead?: string;
  crumbs: Crumb[];
}

interface Common {
  ctx: PageCtx;
  words: ImportWords;
  columns: readonly TableColumn[];
  action: string;
}

/** Where a table is brought: a file or pasted rows, and what its columns may be. */
export function BringTablePage(props: Common & { form: FormState; children?: ComponentChildren }): VNode {
  const { ctx, words, columns, action, form } = props;
  const t = tableText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      title={words.title}
      lead={words.lead ?? t('spending.table.bring')}
      crumbs={words.crumbs}
    >
      <Form ctx={ctx} form={form} action={action} submit={t('spending.table.look')} multipart>
        <FileField
          ctx={ctx}
          form={form}
          name="file"
          label={t('spending.table.file')}
          help={t('spending.table.file-help')}
          accept=".csv,.tsv,.txt,.xlsx"
          optional
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="testo"
          label={t('spending.table.paste')}
          help={t('spending.table.paste-help')}
          rows={5}
          optional
        />
      </Form>
      <Section
        title={t('spending.table.columns')}
        id="colonne"
        actions={
          <ButtonLink href={`${action}/modello.csv`} download>
            {t('spending.table.template')}
          </ButtonLink>
        }
      >
        <DataTable
          lang={ctx.lang}
          caption={t('spending.table.columns')}
          captionHidden
          rows={columns}
          rowKey={(column) => column.key}
          columns={[
            {
              key: 'heading',
              label: t('spending.table.column'),
              heads: true,
              cell: (column) => column.heading,
            },
            {
              key: 'aliases',
              label: t('spending.table.also'),
              cell: (column) => (column.aliases ?? []).join(', ') || '—',
            },
            {
              key: 'required',
              label: t('spending.table.needed'),
              cell: (column) => t(column.required ? 'spending.table.yes' : 'spending.table.may'),
            },
          ]}
        />
      </Section>
      {props.children}
    </Shell>
  );
}

/** Where the tables that were loaded are, and can be undone. */
export function LoadedLink({ ctx }: { ctx: PageCtx }): VNode {
  return (
    <p>
      <a href={at(ctx, '/importazioni')}>{tableText(ctx.lang)('spending.table.imports')}</a>
    </p>
  );
}

/** Every row with what would become of it; loading is offered when none is refused. */
export function PreviewTablePage(
  props: Common & {
    rows: readonly ExaminedRow[];
    unknown: readonly string[];
    /** The table again, to be loaded. */
    text: string;
    fileName: string;
  },
): VNode {
  const { ctx, words, columns, action, rows } = props;
  const t = tableText(ctx.lang);
  const count = (state: ExaminedRow['state']) => rows.filter((row) => row.state === state).length;
  const [fresh, changed, equal, refused] = [
    count('fresh'),
    count('changed'),
    count('equal'),
    count('refused'),
  ];
  const used = columns.filter(({ key }) => rows.some((row) => row.cells[key] !== ''));
  const tones = { fresh: 'good', changed: 'calm', equal: 'off', refused: 'late' } as const;
  // The refused first: they are what there is to do.
  const shown = [...rows]
    .sort((a, b) => Number(b.state === 'refused') - Number(a.state === 'refused'))
    .slice(0, MOST_SHOWN);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={words.title}
      title={t('spending.table.preview')}
      crumbs={[
        ...words.crumbs.slice(0, -1),
        { label: words.title, href: action },
        { label: t('spending.table.preview') },
      ]}
      actions={<ButtonLink href={action}>{t('spending.table.again')}</ButtonLink>}
    >
      <Callout tone={refused > 0 ? 'late' : 'info'}>
        {t('spending.table.counts', { fresh, changed, equal, refused })}{' '}
        {refused > 0 ? t('spending.table.refused-all') : ''}{' '}
        {props.unknown.length > 0 ? t('spending.table.unknown', { columns: props.unknown.join(', ') }) : ''}
      </Callout>
      {refused === 0 && fresh + changed > 0 ? (
        <Form
          ctx={ctx}
          form={{ values: {}, errors: [] }}
          action={`${action}/carica`}
          submit={t('spending.table.load', { count: fresh + changed })}
          cancel={action}
        >
          <input type="hidden" name="testo" value={props.text} />
          <input type="hidden" name="nome" value={props.fileName} />
        </Form>
      ) : null}
      {rows.length > shown.length ? (
        <p>{t('spending.table.first-rows', { shown: shown.length, count: rows.length })}</p>
      ) : null}
      <DataTable
        lang={ctx.lang}
        caption={t('spending.table.preview')}
        captionHidden
        wide={used.length > 5}
        rows={shown}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: 'line', label: t('spending.table.line'), heads: true, cell: (row) => row.line },
          {
            key: 'state',
            label: t('spending.table.state'),
            cell: (row) => (
              <>
                <StateTag tone={tones[row.state]}>{t(`spending.table.state.${row.state}`)}</StateTag>
                {row.words ? <span class="trama-row-note">{row.words}</span> : null}
              </>
            ),
          },
          ...used.map(({ key, heading }) => ({
            key,
            label: heading,
            cell: (row: ExaminedRow) => row.cells[key] ?? '',
          })),
        ]}
      />
    </Shell>
  );
}
