import type { VNode } from 'preact';
import type { PlanRef } from '#domains/spending/index.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ActButton, FileField, Form } from '#platform/ui/form.js';
import { ButtonLink, Callout, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import { importText } from './import.messages.js';
import { packRows } from './import.rules.js';
import type { LoadedFile, LookedAt, RowProblem } from './import.types.js';

/** Rows shown of a preview, and faults told. */
const SHOWN = 100;

export function ImportPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  files: readonly LoadedFile[];
  form: FormState;
}): VNode {
  const { ctx, plan, form } = props;
  const t = importText(ctx.lang);
  const path = at(ctx, '/rilevazioni/importa');
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={evaluationText(ctx.lang)('evaluation.period', { code: plan.code })}
      title={t('evaluation.import.title')}
      lead={t('evaluation.import.lead')}
      crumbs={crumbs(ctx)}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={(['xlsx', 'csv'] as const).map((format) => ({
            label: t('evaluation.import.template'),
            note: format.toUpperCase(),
            href: `${path}/da-compilare.${format}`,
          }))}
        />
      }
    >
      <Form ctx={ctx} form={form} action={path} submit={t('evaluation.import.look')} multipart>
        <FileField
          ctx={ctx}
          form={form}
          name="file"
          label={t('evaluation.import.file')}
          help={t('evaluation.import.help')}
          accept=".csv,.xlsx,.zip,.txt"
        />
      </Form>
      <Section title={t('evaluation.import.loaded-files')} id="caricati">
        <DataTable
          lang={ctx.lang}
          caption={t('evaluation.import.loaded-files')}
          captionHidden
          rows={props.files}
          rowKey={(file) => file.id}
          empty={<p>{t('evaluation.import.none')}</p>}
          columns={[
            {
              key: 'name',
              label: t('evaluation.import.file'),
              heads: true,
              cell: (file) => file.fileName,
            },
            {
              key: 'when',
              label: t('evaluation.import.when'),
              cell: (file) => formatDateTime(file.loadedAt, ctx.lang),
            },
            { key: 'who', label: t('evaluation.import.who'), cell: (file) => file.loadedBy ?? '—' },
            {
              key: 'count',
              label: t('evaluation.import.count'),
              kind: 'number',
              cell: (file) => formatNumber(file.added, { lang: ctx.lang }),
            },
            {
              key: 'undo',
              label: <span class="visually-hidden">{t('evaluation.import.undo')}</span>,
              cell: (file) =>
                file.undoneAt === null ? (
                  <a href={`${path}/${file.id}/annulla`}>{t('evaluation.import.undo')}</a>
                ) : (
                  t('evaluation.import.undone-on', {
                    day: formatDate(file.undoneAt, { lang: ctx.lang }),
                    reason: file.undoneReason ?? '',
                  })
                ),
            },
          ]}
        />
      </Section>
    </Shell>
  );
}

function crumbs(ctx: PageCtx) {
  return [
    { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
    { label: importText(ctx.lang)('evaluation.import.open') },
  ];
}

/** What a file would bring, or every row that is wrong: nothing is kept until it is loaded. */
export function ImportPreviewPage(props: { ctx: PageCtx; plan: PlanRef; looked: LookedAt }): VNode {
  const { ctx, looked } = props;
  const { reading } = looked;
  const t = importText(ctx.lang);
  const path = at(ctx, '/rilevazioni/importa');
  const faults = [...looked.faults, ...reading.problems.map((problem) => sayProblem(ctx, problem))];
  const { brought } = reading;
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      title={t('evaluation.import.preview', { file: looked.fileName })}
      lead={
        looked.faults.length > 0
          ? undefined
          : t('evaluation.import.summary', {
              brought: brought.length,
              equal: reading.equal,
              blank: reading.blank,
            })
      }
      crumbs={crumbs(ctx)}
      actions={
        <>
          {faults.length === 0 && brought.length > 0 ? (
            <ActButton
              ctx={ctx}
              action={`${path}/carica`}
              kind="primary"
              label={t('evaluation.import.load', { count: brought.length })}
              values={{ fileName: looked.fileName, sha256: looked.sha256, rows: packRows(reading) }}
            />
          ) : null}
          <ButtonLink href={path}>{t('evaluation.import.another')}</ButtonLink>
        </>
      }
    >
      {faults.length > 0 ? (
        <Callout tone="late">
          <p>{t('evaluation.import.refused', { count: faults.length })}</p>
          <List items={faults.slice(0, SHOWN)} />
          {faults.length > SHOWN ? (
            <p>{t('evaluation.import.more', { count: faults.length - SHOWN })}</p>
          ) : null}
        </Callout>
      ) : null}
      {brought.length > 0 ? (
        <>
          <DataTable
            lang={ctx.lang}
            caption={t('evaluation.import.title')}
            captionHidden
            rows={brought.slice(0, SHOWN)}
            rowKey={(one) => String(one.line)}
            columns={columns(ctx)}
          />
          {brought.length > SHOWN ? (
            <p>{t('evaluation.import.more', { count: brought.length - SHOWN })}</p>
          ) : null}
        </>
      ) : null}
    </Shell>
  );
}

function columns(ctx: PageCtx) {
  const t = evaluationText(ctx.lang);
  type Brought = LookedAt['reading']['brought'][number];
  return [
    { key: 'line', label: '#', cell: (one: Brought) => one.line },
    { key: 'objective', label: t('evaluation.objective'), cell: (one: Brought) => one.objectiveCode },
    { key: 'title', label: t('evaluation.indicator'), heads: true, cell: (one: Brought) => one.title },
    {
      key: 'day',
      label: t('evaluation.day'),
      cell: (one: Brought) => formatDate(one.measuredOn, { lang: ctx.lang }),
    },
    {
      key: 'value',
      label: t('evaluation.value'),
      kind: 'number' as const,
      cell: (one: Brought) =>
        formatNumber(one.value, {
          decimals: Math.min(4, (String(one.value).split('.')[1] ?? '').length),
          lang: ctx.lang,
        }),
    },
    { key: 'note', label: t('evaluation.measurement-note'), cell: (one: Brought) => one.note ?? '—' },
  ];
}

function sayProblem(ctx: PageCtx, { line, code, values }: RowProblem): string {
  const t = importText(ctx.lang);
  // Codes are made by the rules, all of which have their words.
  const problem = t(code as Parameters<typeof t>[0], (values ?? {}) as never);
  return line === 0 ? problem : t('evaluation.import.at-line', { line, problem });
}
