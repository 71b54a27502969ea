import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { formatNumber } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FileField, Form, SelectField } from '#platform/ui/form.js';
import { Callout, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { countState, type ExaminedSheet } from './bring.examine.js';
import { bringText } from './bring.messages.js';
import { type ExaminedRow, REF, REMOVE, writeValue, writtenRows } from './bring.reading.js';
import type { BringPlace, BringSheet } from './bring-sheet.types.js';

interface Common {
  ctx: PageCtx;
  plan: Plan;
  place: BringPlace;
}

/** Needs and objectives have a list of their own, the workbook the plan. */
function namesOf({ ctx, plan, place }: Common) {
  const t = planText(ctx.lang);
  const b = bringText(ctx.lang);
  const [list] = place.back === '' ? [] : place.names;
  const title =
    list === undefined
      ? b('plan.bring.title.workbook')
      : b(`plan.bring.title.${list as 'bisogni' | 'obiettivi'}`);
  const parent =
    list === undefined
      ? []
      : [
          {
            label: t(list === 'bisogni' ? 'plan.needs.title' : 'plan.objectives.title'),
            href: inPlan(ctx, plan, place.back),
          },
        ];
  return {
    title,
    door: list === 'bisogni' ? 'needs' : 'plan',
    crumbs: (...labels: { label: string; href?: string }[]) => planCrumbs(ctx, plan, ...parent, ...labels),
  };
}

/** Where one table is brought. */
export function BringPage(props: Common & { form: FormState }): VNode {
  const { ctx, plan, place, form } = props;
  const t = bringText(ctx.lang);
  const path = inPlan(ctx, plan, place.path);
  const { title, door, crumbs } = namesOf(props);
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={t('plan.bring.lead')}
      door={door}
      crumbs={crumbs({ label: title })}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={(['xlsx', 'csv'] as const).map((format) => ({
            label: t('plan.bring.template'),
            href: `${path}/tabella.${format}`,
            note: format.toUpperCase(),
          }))}
        />
      }
    >
      <p>{t('plan.bring.how')}</p>
      <Form
        ctx={ctx}
        action={path}
        form={form}
        submit={t('plan.bring.look')}
        cancel={inPlan(ctx, plan, place.back)}
        multipart
      >
        {fileField(ctx, form)}
      </Form>
      <p>
        <a href={inPlan(ctx, plan, '/porta')}>{t('plan.bring.title.workbook')}</a>
      </p>
      <LoadedLink ctx={ctx} />
    </Shell>
  );
}

/** Where the whole plan is taken away as a workbook, and brought back; or one of its sheets. */
export function WorkbookPage(props: Common & { form: FormState; sheets: readonly BringSheet[] }): VNode {
  const { ctx, plan, place, form, sheets } = props;
  const t = bringText(ctx.lang);
  const path = inPlan(ctx, plan, place.path);
  const { title, door, crumbs } = namesOf(props);
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={t('plan.bring.workbook-lead')}
      door={door}
      crumbs={crumbs({ label: title })}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={[
            { label: t('plan.bring.workbook-now'), href: `${path}/piano.xlsx`, note: 'XLSX' },
            { label: t('plan.bring.workbook-model'), href: `${path}/modello.xlsx`, note: 'XLSX' },
          ]}
        />
      }
    >
      <p>{t('plan.bring.workbook-how')}</p>
      <Form
        ctx={ctx}
        action={path}
        form={form}
        submit={t('plan.bring.look')}
        cancel={inPlan(ctx, plan)}
        multipart
      >
        <SelectField
          ctx={ctx}
          form={form}
          name="foglio"
          label={t('plan.bring.what-file')}
          help={t('plan.bring.what-file-help')}
          empty={t('plan.bring.what-file-all')}
          choices={sheets.map((sheet) => ({ value: sheet.name, label: sheet.title }))}
          optional
        />
        {fileField(ctx, form)}
      </Form>
      <Section id="fogli" title={t('plan.bring.sheets')} lead={t('plan.bring.sheets-lead')}>
        <DataTable
          lang={ctx.lang}
          caption={t('plan.bring.sheets')}
          captionHidden
          rows={sheets}
          rowKey={(sheet) => sheet.name}
          columns={[
            { key: 'title', label: t('plan.bring.sheet'), heads: true, cell: (sheet) => sheet.title },
            {
              key: 'count',
              label: t('plan.bring.rows-now'),
              kind: 'number',
              cell: (sheet) => formatNumber(sheet.present.length, { lang: ctx.lang }),
            },
            {
              key: 'columns',
              label: t('plan.bring.columns-needed'),
              cell: (sheet) =>
                sheet.columns
                  .filter((column) => column.required)
                  .map((column) => column.heading)
                  .join(', '),
            },
            {
              key: 'csv',
              label: t('plan.bring.alone'),
              cell: (sheet) => (
                <a href={`${path}/${sheet.name}.csv`} data-turbo="false">
                  CSV<span class="visually-hidden"> {sheet.title}</span>
                </a>
              ),
            },
          ]}
        />
      </Section>
      <LoadedLink ctx={ctx} />
    </Shell>
  );
}

/** No component of its own, so that the errors above the form know its label. */
function fileField(ctx: PageCtx, form: FormState): VNode {
  const t = bringText(ctx.lang);
  return (
    <FileField
      ctx={ctx}
      form={form}
      name="file"
      label={t('plan.bring.file')}
      help={t('plan.bring.file-help')}
      accept=".csv,.xlsx,.txt"
    />
  );
}

/** Where the tables that were loaded are, and can be undone. */
function LoadedLink({ ctx }: { ctx: PageCtx }): VNode {
  return (
    <p>
      <a href={at(ctx, '/importazioni')}>{bringText(ctx.lang)('plan.bring.imports')}</a>
    </p>
  );
}

/** Of the rows of a sheet that change something, those that are shown: the others are counted. */
const SHOWN = 200;
const TONES = { new: 'good', changed: 'calm', removed: 'late', equal: 'off', refused: 'late' } as const;
const STATES = ['new', 'changed', 'removed', 'equal', 'refused'] as const;

/** What would become of every row, sheet by sheet; loading is offered when none is refused. */
export function PreviewPage(
  props: Common & {
    examined: readonly ExaminedSheet[];
    unknownSheets: readonly string[];
    /** The tables, sent back to be loaded. */
    pack: string;
    fileName: string;
    sheet: string;
    stamp: string;
    isStale: boolean;
  },
): VNode {
  const { ctx, plan, place, examined, unknownSheets, stamp, isStale } = props;
  const t = bringText(ctx.lang);
  const count = (state: ExaminedRow['state']) => countState(examined, state);
  const mayLoad = count('refused') === 0 && count('new') + count('changed') + count('removed') > 0;
  const path = inPlan(ctx, plan, place.path);
  const { title, door, crumbs } = namesOf(props);
  const unknown = examined.flatMap((one) => one.unknown);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.bring.preview')}
      kicker={props.fileName}
      lead={t('plan.bring.count', {
        fresh: count('new'),
        changed: count('changed'),
        removed: count('removed'),
        equal: count('equal'),
        refused: count('refused'),
      })}
      door={door}
      crumbs={crumbs({ label: title, href: path }, { label: t('plan.bring.preview') })}
    >
      {isStale ? (
        <Callout tone="late">
          <p role="alert">{t('plan.bring.stale')}</p>
        </Callout>
      ) : null}
      {unknownSheets.length > 0 ? (
        <p>{t('plan.bring.unknown-sheets', { sheets: unknownSheets.join(', ') })}</p>
      ) : null}
      {unknown.length > 0 ? <p>{t('plan.bring.unknown', { columns: unknown.join(', ') })}</p> : null}
      {mayLoad ? (
        <form method="post" action={`${path}/carica`} class="trama-act">
          <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
          <input type="hidden" name="stamp" value={stamp} />
          <input type="hidden" name="nome" value={props.fileName} />
          <input type="hidden" name="foglio" value={props.sheet} />
          <input type="hidden" name="tavole" value={props.pack} />
          <button type="submit" class="btn btn-primary">
            {t('plan.bring.load')}
          </button>
        </form>
      ) : (
        <p role="status">{t(count('refused') > 0 ? 'plan.bring.refused-text' : 'plan.bring.nothing-text')}</p>
      )}
      {examined.length > 1 ? <Summary ctx={ctx} examined={examined} /> : null}
      {examined.map((one) => (
        <SheetRows key={one.sheet.name} ctx={ctx} examined={one} />
      ))}
      <p>
        <a href={path}>{title}</a>
      </p>
    </Shell>
  );
}

/** How many rows of each sheet are new, changed, equal, refused. */
function Summary({ ctx, examined }: { ctx: PageCtx; examined: readonly ExaminedSheet[] }): VNode {
  const t = bringText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('plan.bring.by-sheet')}
      rows={examined}
      rowKey={({ sheet }) => sheet.name}
      columns={[
        {
          key: 'sheet',
          label: t('plan.bring.sheet'),
          heads: true,
          cell: ({ sheet, rows }) =>
            rows.some((row) => row.state !== 'equal') ? (
              <a href={`#righe-${sheet.name}`}>{sheet.title}</a>
            ) : (
              sheet.title
            ),
        },
        ...STATES.map((state) => ({
          key: state,
          label: t(`plan.bring.states.${state}`),
          kind: 'number' as const,
          cell: (one: ExaminedSheet) => formatNumber(countState([one], state), { lang: ctx.lang }),
        })),
      ]}
    />
  );
}

/** The rows of a sheet that are refused, then those that change something. */
function SheetRows({ ctx, examined }: { ctx: PageCtx; examined: ExaminedSheet }): VNode | null {
  const t = bringText(ctx.lang);
  const { sheet, rows } = examined;
  const telling = [...rows.filter((row) => row.state === 'refused'), ...writtenRows(rows)];
  if (telling.length === 0) return null;
  return (
    <Section id={`righe-${sheet.name}`} title={sheet.title}>
      {telling.length > SHOWN ? <p>{t('plan.bring.more', { shown: SHOWN, all: telling.length })}</p> : null}
      <DataTable
        lang={ctx.lang}
        caption={sheet.title}
        captionHidden
        rows={telling.slice(0, SHOWN)}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: 'line', label: t('plan.bring.line'), kind: 'number', cell: (row) => row.line },
          { key: 'label', label: t('plan.bring.which'), heads: true, cell: (row) => row.label },
          {
            key: 'state',
            label: t('plan.bring.state'),
            cell: (row) => <StateTag tone={TONES[row.state]}>{t(`plan.bring.state.${row.state}`)}</StateTag>,
          },
          {
            key: 'what',
            label: t('plan.bring.what'),
            cell: (row) => <What ctx={ctx} sheet={sheet} row={row} />,
          },
        ]}
      />
    </Section>
  );
}

function What({ ctx, sheet, row }: { ctx: PageCtx; sheet: BringSheet; row: ExaminedRow }): VNode {
  const t = bringText(ctx.lang);
  if (row.state === 'refused')
    return (
      <ul>
        {row.faults.map((fault) => (
          <li key={`${fault.heading} ${fault.code}`}>
            {translate(ctx.lang, fault.code, { heading: fault.heading, ...fault.values })}
          </li>
        ))}
      </ul>
    );
  if (row.state === 'new') return <span>{summaryOf(sheet, row.values)}</span>;
  if (row.state === 'removed')
    return <span>{t('plan.bring.goes', { what: summaryOf(sheet, row.former?.values ?? {}) })}</span>;
  return (
    <ul>
      {row.changes.map((change) => (
        <li key={change.heading}>
          {t('plan.bring.change', {
            heading: change.heading,
            before: change.before || t('plan.bring.empty'),
            after: change.after || t('plan.bring.empty'),
          })}
        </li>
      ))}
    </ul>
  );
}

/** The row's own words where it has some, else its cells. */
function summaryOf(sheet: BringSheet, values: ExaminedRow['values']): string {
  const words = values.title ?? values.description;
  if (words) return String(words);
  return sheet.columns
    .slice(1)
    .filter((column) => column.key !== REF && column.key !== REMOVE)
    .map((column) => writeValue(column, values[column.key]))
    .filter(Boolean)
    .join(' · ');
}
