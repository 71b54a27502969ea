import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm, Form } from '#platform/ui/form.js';
import { Callout } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { spendingText } from '../spending.messages.js';
import { statementText } from './statement.messages.js';
import { AREAS, FIGURES, INTERVENTIONS, type StatementPlace } from './statement.types.js';

export interface GridChoice {
  place: StatementPlace;
  year: number;
  area: string;
}

/** One area of a place and year: interventions in rows, four figures each, all saved together. */
export function StatementGridPage(props: {
  ctx: PageCtx;
  places: readonly StatementPlace[];
  choice: GridChoice | null;
  years: readonly number[];
  form: FormState;
}): VNode {
  const { ctx, places, choice } = props;
  const t = statementText(ctx.lang);
  const path = at(ctx, '/risorse/rendiconto');
  const area = AREAS.find(({ code }) => code === choice?.area);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      title={
        choice && area
          ? t('spending.statement.grid', {
              place: choice.place.name,
              year: String(choice.year),
              area: area[ctx.lang],
            })
          : t('spending.statement.enter')
      }
      lead={t('spending.statement.grid-lead')}
      crumbs={[
        { label: t('spending.statement.title'), href: path },
        { label: t('spending.statement.enter') },
      ]}
    >
      {places.length === 0 || !choice ? (
        <Callout tone="info">{t('spending.statement.no-place')}</Callout>
      ) : (
        <>
          <FilterForm
            lang={ctx.lang}
            action={`${path}/griglia`}
            label={t('spending.statement.choose')}
            submit={t('spending.statement.open')}
          >
            <FilterSelect
              name="luogo"
              label={t('spending.statement.place')}
              value={choice.place.code}
              choices={places.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <FilterSelect
              name="anno"
              label={spendingText(ctx.lang)('spending.year')}
              value={String(choice.year)}
              choices={props.years.map((year) => ({ value: String(year), label: String(year) }))}
            />
            <FilterSelect
              name="area"
              label={t('spending.statement.area')}
              value={choice.area}
              choices={AREAS.map((one) => ({ value: one.code, label: one[ctx.lang] }))}
            />
          </FilterForm>
          <Grid {...props} choice={choice} />
        </>
      )}
    </Shell>
  );
}

function Grid(props: { ctx: PageCtx; choice: GridChoice; form: FormState }): VNode {
  const { ctx, choice, form } = props;
  const t = statementText(ctx.lang);
  const value = (name: string) => {
    const typed = form.values[name];
    return typed === null || typed === undefined ? '' : String(typed);
  };
  const wrong = new Map(form.errors.map((error) => [error.field, fieldMessage(error, ctx.lang)]));
  return (
    <Form
      ctx={ctx}
      form={form}
      action={at(ctx, '/risorse/rendiconto/griglia')}
      cancel={at(ctx, '/risorse/rendiconto')}
    >
      <input type="hidden" name="luogo" value={choice.place.code} />
      <input type="hidden" name="anno" value={String(choice.year)} />
      <input type="hidden" name="area" value={choice.area} />
      <section
        class="trama-table trama-table-wide"
        tabIndex={0}
        aria-label={t('spending.statement.intervention')}
      >
        <table class="trama-entry trama-entry-wide">
          <thead>
            <tr>
              <th scope="col">{t('spending.statement.intervention')}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col">
                  {t(`spending.statement.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          {(['A', 'B', 'C'] as const).map((group) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={FIGURES.length + 1} class="trama-entry-group">
                  {t(`spending.statement.group.${group}`)}
                </th>
              </tr>
              {INTERVENTIONS.filter((one) => one.group === group).map((one) => (
                <tr key={one.code}>
                  <th scope="row">
                    {one[ctx.lang]}
                    <input type="hidden" name={`${one.code}.version`} value={value(`${one.code}.version`)} />
                  </th>
                  {FIGURES.map((figure) => {
                    const name = `${one.code}.${figure}`;
                    return (
                      <td key={figure}>
                        <input
                          type="text"
                          class="form-control"
                          id={name}
                          name={name}
                          inputMode={figure === 'users' ? 'numeric' : 'decimal'}
                          autocomplete="off"
                          aria-label={t('spending.statement.field', {
                            figure: t(`spending.statement.${figure}`),
                            intervention: one[ctx.lang],
                          })}
                          aria-invalid={wrong.has(name) ? 'true' : undefined}
                          value={value(name)}
                        />
                        {wrong.has(name) ? <p class="trama-field-error">{wrong.get(name)}</p> : null}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Form>
  );
}
