import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Form, LongTextField } from '#platform/ui/form.js';
import { EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import { writeValue } from '../measurement.page.js';
import { indicatorText } from './indicator.messages.js';
import type { IndicatorLine } from './indicator.types.js';
import { IndicatorFilters, type IndicatorQuery } from './indicator-list.page.js';

export interface DayPageProps {
  ctx: PageCtx;
  plan: PlanRef;
  day: string;
  query: IndicatorQuery;
  rows: readonly IndicatorLine[];
  page: number;
  pageCount: number;
  places: readonly PlaceRef[];
  /** Values as typed, or as stored, under `v.<id>`; what stood when the page was opened under `w.<id>`. */
  form: FormState;
}

/** Many indicators, one day: a column of boxes to go down with the keyboard. */
export function DayPage(props: DayPageProps): VNode {
  const { ctx, plan, day, query, form } = props;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const path = at(ctx, '/rilevazioni/giorno');
  const asked = { ...query, data: day };
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={t('evaluation.period', { code: plan.code })}
      title={says('evaluation.day.title')}
      lead={says('evaluation.day.lead')}
      crumbs={[
        { label: t('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: formatDate(day, { lang: ctx.lang }) },
      ]}
    >
      <IndicatorFilters ctx={ctx} query={query} places={props.places} action={path} day={day} />
      {props.rows.length === 0 ? (
        <EmptyState title={says('evaluation.day.mine-none')} text={says('evaluation.day.mine-none-text')} />
      ) : (
        <Form
          ctx={ctx}
          form={form}
          action={withQuery(path, { ...asked, pagina: props.page > 1 ? String(props.page) : undefined })}
          cancel={at(ctx, '/rilevazioni')}
          submit={says('evaluation.day.save')}
        >
          <DataTable
            lang={ctx.lang}
            caption={`${t('evaluation.measurements')}, ${formatDate(day, { lang: ctx.lang })}`}
            rows={props.rows}
            rowKey={(one) => one.id}
            columns={[
              { key: 'objective', label: t('evaluation.objective'), cell: (one) => one.objectiveCode },
              {
                key: 'title',
                label: t('evaluation.indicator'),
                heads: true,
                cell: (one) => <label for={`v.${one.id}`}>{one.title}</label>,
              },
              {
                key: 'target',
                label: t('evaluation.target'),
                cell: (one) =>
                  one.target === null ? (one.targetAsStated ?? '—') : writeValue(ctx, one, one.target),
              },
              {
                key: 'latest',
                label: t('evaluation.latest'),
                cell: (one) =>
                  one.latestOn === null
                    ? '—'
                    : `${writeValue(ctx, one, one.latestValue)}, ${formatDate(one.latestOn, { lang: ctx.lang })}`,
              },
              {
                key: 'value',
                label: t('evaluation.value'),
                cell: (one) => <ValueBox ctx={ctx} form={form} indicator={one} />,
              },
            ]}
          />
          {props.pageCount > 1 ? <p class="trama-help">{says('evaluation.day.page')}</p> : null}
          <LongTextField
            ctx={ctx}
            form={form}
            name="note"
            label={says('evaluation.day.note')}
            rows={2}
            optional
          />
          <LongTextField
            ctx={ctx}
            form={form}
            name="reason"
            label={says('evaluation.day.reason')}
            help={says('evaluation.day.reason-help')}
            rows={2}
            optional
          />
        </Form>
      )}
      <Pages lang={ctx.lang} page={props.page} pageCount={props.pageCount} href={{ path, query: asked }} />
    </Shell>
  );
}

function ValueBox(props: { ctx: PageCtx; form: FormState; indicator: IndicatorLine }): VNode {
  const { ctx, form, indicator } = props;
  const name = `v.${indicator.id}`;
  const error = form.errors.find((one) => one.field === name);
  const text = (key: string) => String(form.values[key] ?? '');
  return (
    <span class={error ? 'trama-field-wrong' : undefined}>
      <input type="hidden" name={`w.${indicator.id}`} value={text(`w.${indicator.id}`)} />
      <input
        class="form-control trama-short"
        id={name}
        name={name}
        value={text(name)}
        inputMode="decimal"
        autocomplete="off"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${name}-errore` : undefined}
      />
      {indicator.unit ? <span class="trama-key-note"> {indicator.unit}</span> : null}
      {error ? (
        <span class="trama-field-error" id={`${name}-errore`}>
          {fieldMessage(error, ctx.lang)}
        </span>
      ) : null}
    </span>
  );
}
