import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm, Form, LongTextField, TickField } from '#platform/ui/form.js';
import { cutPage, ROWS_A_PAGE } from '#platform/ui/paging.js';
import { Callout, EmptyState, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { ChangeName, ExaminedChange, ImportKind, TableImport } from './import.types.js';
import { importsText } from './imports.messages.js';

const PATH = '/importazioni';

function whatOf(ctx: PageCtx, kind: ImportKind | undefined, one: TableImport): string {
  return [kind?.title(ctx.lang) ?? one.kind, one.subject].filter(Boolean).join(' · ');
}

export function ImportListPage(props: {
  ctx: PageCtx;
  kinds: readonly ImportKind[];
  rows: readonly TableImport[];
  total: number;
  page: number;
  kind: string | undefined;
}): VNode {
  const { ctx, kinds, rows, total } = props;
  const t = importsText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = at(ctx, PATH);
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  return (
    <Shell
      ctx={ctx}
      door="plan"
      title={t('imports.title')}
      lead={t('imports.lead')}
      crumbs={[{ label: t('imports.title') }]}
    >
      <FilterForm lang={ctx.lang} action={path} clear={props.kind === undefined ? undefined : path}>
        <FilterSelect
          name="tipo"
          label={t('imports.what')}
          value={props.kind}
          all={t('imports.all-kinds')}
          choices={kinds.map((one) => ({ value: one.kind, label: one.title(ctx.lang) }))}
        />
      </FilterForm>
      <RowCount>{ui('ui.rows', { count: total })}</RowCount>
      <DataTable
        lang={ctx.lang}
        caption={t('imports.title')}
        captionHidden
        rows={rows}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('imports.none')} text={t('imports.none-text')} />}
        columns={[
          {
            key: 'when',
            label: t('imports.when'),
            heads: true,
            cell: (one) => <a href={`${path}/${one.id}`}>{formatDateTime(one.loadedAt, ctx.lang)}</a>,
          },
          {
            key: 'what',
            label: t('imports.what'),
            cell: (one) =>
              whatOf(
                ctx,
                kinds.find((kind) => kind.kind === one.kind),
                one,
              ),
          },
          { key: 'file', label: t('imports.file'), cell: (one) => one.fileName || t('imports.no-file') },
          {
            key: 'who',
            label: t('imports.who'),
            cell: (one) => one.loadedByName ?? t('imports.installation'),
          },
          { key: 'new', label: t('imports.new'), kind: 'number', cell: (one) => number(one.newCount) },
          {
            key: 'changed',
            label: t('imports.changed'),
            kind: 'number',
            cell: (one) => number(one.changedCount),
          },
          {
            key: 'removed',
            label: t('imports.removed'),
            kind: 'number',
            cell: (one) => number(one.removedCount),
          },
          {
            key: 'state',
            label: t('imports.state'),
            cell: (one) => (
              <StateTag tone={one.undoneAt === null ? 'good' : 'off'}>
                {t(one.undoneAt === null ? 'imports.state.loaded' : 'imports.state.undone')}
              </StateTag>
            ),
          },
        ]}
      />
      <Pages
        lang={ctx.lang}
        page={props.page}
        pageCount={Math.ceil(total / ROWS_A_PAGE)}
        href={{ path, query: { tipo: props.kind } }}
      />
    </Shell>
  );
}

export interface ImportPageData {
  kind: ImportKind;
  one: TableImport;
  changes: readonly ExaminedChange[];
  names: ReadonlyMap<number, ChangeName>;
  words: Awaited<ReturnType<ImportKind['fieldWords']>>;
  page: number;
  form: FormState;
  /** May the reader take it back? */
  isOwn: boolean;
}

const TONES = { same: 'good', changed: 'late', gone: 'off', used: 'late', held: 'late' } as const;

/** What an import changed, how each row stands today, and the act that takes it back. */
export function ImportPage({ ctx, ...data }: ImportPageData & { ctx: PageCtx }): VNode {
  const { kind, one, changes, form } = data;
  const t = importsText(ctx.lang);
  const path = at(ctx, `${PATH}/${one.id}`);
  const when = (instant: Date | null) => formatDateTime(instant, ctx.lang);
  // What cannot be taken back first: it is what there is to decide.
  const sorted = [...changes].sort((a, b) => Number(a.state === 'same') - Number(b.state === 'same'));
  const cut = cutPage(sorted, data.page);
  const isLeft = changes.some(({ state }) => state === 'same');
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={t('imports.by', {
        file: one.fileName || t('imports.no-file'),
        who: one.loadedByName ?? t('imports.installation'),
        when: when(one.loadedAt),
      })}
      title={whatOf(ctx, kind, one)}
      lead={t('imports.counts', {
        fresh: one.newCount,
        changed: one.changedCount,
        removed: one.removedCount,
      })}
      crumbs={[{ label: t('imports.title'), href: at(ctx, PATH) }, { label: when(one.loadedAt) }]}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={[{ label: t('imports.csv'), href: `${path}/modifiche.csv`, note: 'CSV' }]}
        />
      }
    >
      {one.undoneAt === null ? null : (
        <Callout tone="info">
          <p>
            {t('imports.undone-by', {
              who: one.undoneByName ?? t('imports.installation'),
              when: when(one.undoneAt),
              reason: one.undoneReason ?? '',
              kept: one.keptCount ?? 0,
            })}
          </p>
        </Callout>
      )}
      <Section id="modifiche" title={t('imports.changes')}>
        <RowCount>{uiText(ctx.lang)('ui.rows', { count: changes.length })}</RowCount>
        <DataTable
          lang={ctx.lang}
          caption={t('imports.changes')}
          captionHidden
          rows={cut.rows}
          rowKey={(change) => String(change.position)}
          columns={[
            {
              key: 'row',
              label: t('imports.row'),
              heads: true,
              cell: (change) => <RowName ctx={ctx} change={change} name={data.names.get(change.position)} />,
            },
            {
              key: 'change',
              label: t('imports.change'),
              cell: (change) => <What ctx={ctx} change={change} words={data.words} />,
            },
            ...(one.undoneAt === null
              ? [
                  {
                    key: 'now',
                    label: t('imports.now'),
                    cell: (change: ExaminedChange) => (
                      <Now ctx={ctx} change={change} name={data.names.get(change.position)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
        <Pages lang={ctx.lang} page={cut.page} pageCount={cut.pageCount} href={{ path, query: {} }} />
      </Section>
      {one.undoneAt !== null ? null : !data.isOwn ? (
        <p>{t('imports.not-yours')}</p>
      ) : (
        <Section id="annulla" title={t('imports.undo')} lead={t('imports.undo-text')}>
          {isLeft ? (
            <UndoForm ctx={ctx} path={path} changes={changes} form={form} />
          ) : (
            <p>{t('imports.undo-none')}</p>
          )}
        </Section>
      )}
    </Shell>
  );
}

function UndoForm(props: {
  ctx: PageCtx;
  path: string;
  changes: readonly ExaminedChange[];
  form: FormState;
}): VNode {
  const { ctx, form } = props;
  const t = importsText(ctx.lang);
  const kept = props.changes.filter(({ state }) => state !== 'same').length;
  return (
    <>
      {kept > 0 ? (
        <Callout tone="late">
          <p>{t('imports.undo-kept', { count: kept })}</p>
        </Callout>
      ) : null}
      <Form ctx={ctx} form={form} action={`${props.path}/annulla`} submit={t('imports.undo')}>
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('imports.reason')}
          help={t('imports.reason-help')}
          rows={2}
        />
        {kept > 0 ? (
          <TickField
            ctx={ctx}
            form={form}
            name="keep"
            label={t('imports.keep')}
            choices={[{ value: 'yes', label: t('imports.keep-yes') }]}
          />
        ) : null}
      </Form>
    </>
  );
}

function RowName({
  ctx,
  change,
  name,
}: {
  ctx: PageCtx;
  change: ExaminedChange;
  name: ChangeName | undefined;
}): VNode {
  const label = name?.label ?? change.tableName;
  return change.state === 'gone' || change.after === null || !name?.href ? (
    <span>{label}</span>
  ) : (
    <a href={at(ctx, name.href)}>{label}</a>
  );
}

function What({
  ctx,
  change,
  words,
}: {
  ctx: PageCtx;
  change: ExaminedChange;
  words: ImportPageData['words'];
}): VNode {
  const whole = wholeWords(ctx, change);
  if (whole !== undefined) return <span>{whole}</span>;
  return (
    <ul>
      {fieldLines(ctx, change, words).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What became of a whole row; undefined where fields of it were changed. */
export function wholeWords(ctx: PageCtx, change: ExaminedChange): string | undefined {
  const t = importsText(ctx.lang);
  if (change.before === null) return t('imports.added');
  return change.after === null ? t('imports.taken-out') : undefined;
}

/** How a change stands today. */
export function standWords(ctx: PageCtx, { after, state }: ExaminedChange): string {
  const t = importsText(ctx.lang);
  if (after !== null) return t(`imports.now.${state}`);
  return t(state === 'same' ? 'imports.taken-out.same' : 'imports.taken-out.changed');
}

/** Each field of a changed row in a line. */
export function fieldLines(ctx: PageCtx, change: ExaminedChange, words: ImportPageData['words']): string[] {
  const t = importsText(ctx.lang);
  return change.fields.map(({ column, before, after }) =>
    t('imports.field', {
      name: words.name(change.tableName, column),
      before: words.value(column, before) || t('imports.empty'),
      after: words.value(column, after) || t('imports.empty'),
    }),
  );
}

function Now({
  ctx,
  change,
  name,
}: {
  ctx: PageCtx;
  change: ExaminedChange;
  name: ChangeName | undefined;
}): VNode {
  const t = importsText(ctx.lang);
  return (
    <>
      <StateTag tone={TONES[change.state]}>{standWords(ctx, change)}</StateTag>
      {change.why === null ? null : <span class="trama-row-note">{translate(ctx.lang, change.why)}</span>}
      {change.state !== 'same' && change.state !== 'gone' && name?.history ? (
        <span class="trama-row-note">
          <a href={at(ctx, name.history)}>
            {t('imports.history')}
            <span class="visually-hidden"> {name.label}</span>
          </a>
        </span>
      ) : null}
    </>
  );
}
