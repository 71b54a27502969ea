import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { translate } from '#platform/i18n/messages.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FileField, Form } from '#platform/ui/form.js';
import { Callout, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import type { BringName } from './bring.kinds.js';
import { bringText } from './bring.messages.js';
import type { ExaminedRow } from './bring.reading.js';

interface Common {
  ctx: PageCtx;
  plan: Plan;
  name: BringName;
}

const LISTS = { bisogni: 'plan.needs.title', obiettivi: 'plan.objectives.title' } as const;

function crumbs({ ctx, plan, name }: Common, label: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)(LISTS[name]), href: inPlan(ctx, plan, `/${name}`) },
    { label },
  );
}

export function BringPage(props: Common & { form: FormState }): VNode {
  const { ctx, plan, name, form } = props;
  const t = bringText(ctx.lang);
  const path = inPlan(ctx, plan, `/${name}/porta`);
  const title = t(`plan.bring.title.${name}`);
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={t('plan.bring.lead')}
      door={name === 'bisogni' ? 'needs' : 'plan'}
      crumbs={crumbs(props, title)}
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
        cancel={inPlan(ctx, plan, `/${name}`)}
        multipart
      >
        <FileField
          ctx={ctx}
          form={form}
          name="file"
          label={t('plan.bring.file')}
          help={t('plan.bring.file-help')}
          accept=".csv,.xlsx,.txt"
        />
      </Form>
    </Shell>
  );
}

/** Of the rows that change something, those that are shown: the others are counted. */
const SHOWN = 200;
const TONES = { new: 'good', changed: 'calm', equal: 'off', refused: 'late' } as const;

export function PreviewPage(
  props: Common & {
    rows: readonly ExaminedRow[];
    unknown: readonly string[];
    /** The table as text, sent back to be loaded. */
    text: string;
    stamp: string;
    isStale: boolean;
  },
): VNode {
  const { ctx, plan, name, rows, unknown, text, stamp, isStale } = props;
  const t = bringText(ctx.lang);
  const count = (state: ExaminedRow['state']) => rows.filter((row) => row.state === state).length;
  const telling = [
    ...rows.filter((row) => row.state === 'refused'),
    ...rows.filter((row) => row.state === 'changed' || row.state === 'new'),
  ];
  const mayLoad = count('refused') === 0 && telling.length > 0;
  const path = inPlan(ctx, plan, `/${name}/porta`);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.bring.preview')}
      lead={t('plan.bring.count', {
        fresh: count('new'),
        changed: count('changed'),
        equal: count('equal'),
        refused: count('refused'),
      })}
      door={name === 'bisogni' ? 'needs' : 'plan'}
      crumbs={crumbs(props, t(`plan.bring.title.${name}`))}
    >
      {isStale ? (
        <Callout tone="late">
          <p role="alert">{t('plan.bring.stale')}</p>
        </Callout>
      ) : null}
      {unknown.length > 0 ? <p>{t('plan.bring.unknown', { columns: unknown.join(', ') })}</p> : null}
      {mayLoad ? (
        <form method="post" action={`${path}/carica`} class="trama-act">
          <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
          <input type="hidden" name="stamp" value={stamp} />
          <textarea name="testo" hidden>
            {text}
          </textarea>
          <button type="submit" class="btn btn-primary">
            {t('plan.bring.load')}
          </button>
        </form>
      ) : (
        <p role="status">{t(count('refused') > 0 ? 'plan.bring.refused-text' : 'plan.bring.nothing-text')}</p>
      )}
      {telling.length > 0 ? (
        <Section id="righe" title={t('plan.bring.what')}>
          {telling.length > SHOWN ? (
            <p>{t('plan.bring.more', { shown: SHOWN, all: telling.length })}</p>
          ) : null}
          <DataTable
            lang={ctx.lang}
            caption={t('plan.bring.preview')}
            captionHidden
            rows={telling.slice(0, SHOWN)}
            rowKey={(row) => String(row.line)}
            columns={[
              { key: 'line', label: t('plan.bring.line'), kind: 'number', cell: (row) => row.line },
              { key: 'code', label: planText(ctx.lang)('plan.code'), heads: true, cell: (row) => row.code },
              {
                key: 'state',
                label: t('plan.bring.state'),
                cell: (row) => (
                  <StateTag tone={TONES[row.state]}>{t(`plan.bring.state.${row.state}`)}</StateTag>
                ),
              },
              { key: 'what', label: t('plan.bring.what'), cell: (row) => <What ctx={ctx} row={row} /> },
            ]}
          />
        </Section>
      ) : null}
      <p>
        <a href={path}>{t(`plan.bring.title.${name}`)}</a>
      </p>
    </Shell>
  );
}

function What({ ctx, row }: { ctx: PageCtx; row: ExaminedRow }): VNode {
  const t = bringText(ctx.lang);
  if (row.state === 'new') return <span>{String(row.values.title ?? row.values.description ?? '')}</span>;
  return (
    <ul>
      {row.faults.map((fault) => (
        <li key={`${fault.heading} ${fault.code}`}>
          {translate(ctx.lang, fault.code, { heading: fault.heading, ...fault.values })}
        </li>
      ))}
      {row.faults.length > 0
        ? null
        : row.changes.map((change) => (
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
