import type { VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatNumber } from '#platform/i18n/format.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { LongTextField } from '#platform/ui/form.js';
import { ambitoText } from './ambito.messages.js';
import { type ComuneChoice, sumKm2 } from './comune-choice.js';
import type { ItalianComune } from './italian-comune.sql.js';

const KM2_DECIMALS = 2;

/**
 * Search and boxes to choose comuni of Italy's list. Each button but the form's own asks for the same page again, with
 * everything that was typed in its address: nothing needs JavaScript, and nothing gets lost.
 */
export function ComuneFields(props: {
  ctx: SitePageCtx;
  form: FormState;
  choice: ComuneChoice;
  /** Address of the page. */
  action: string;
}): VNode {
  const { ctx, form, choice } = props;
  const t = ambitoText(ctx.lang);
  const error = form.errors.find((one) => one.field === 'comuni');
  return (
    <div class={`trama-field trama-choice-comuni${error ? ' trama-field-wrong' : ''}`} id="comuni">
      <h2>{t('territory.choice.title')}</h2>
      {error ? <p class="trama-field-error">{t(error.code as never, error.values)}</p> : null}
      <Chosen ctx={ctx} choice={choice} />
      <div class="trama-filter">
        <SearchBox name="cerca" label={t('territory.choice.search')} value={choice.typed.search} />
        <FilterSelect
          name="provincia"
          label={t('territory.choice.province')}
          value={choice.typed.province}
          all={t('territory.choice.all-provinces')}
          choices={choice.provinces.map(({ province, name, region }) => ({
            value: province,
            label: `${name} (${region})`,
          }))}
        />
        <AskButton action={props.action} label={t('territory.choice.find')} />
      </div>
      <Found ctx={ctx} choice={choice} action={props.action} />
      <details class="trama-choice-paste" open={choice.unknown.length > 0}>
        <summary>{t('territory.choice.paste')}</summary>
        <LongTextField
          ctx={ctx}
          form={{
            values: { codes: choice.unknown.join('\n') },
            errors:
              choice.unknown.length === 0
                ? []
                : [
                    {
                      field: 'codes',
                      code: 'territory.choice.unknown',
                      values: {
                        codes: choice.unknown.slice(0, 10).join('; '),
                        count: choice.unknown.length,
                      },
                    },
                  ],
          }}
          name="codes"
          label={t('territory.choice.codes')}
          help={t('territory.choice.codes-help')}
          rows={4}
          optional
        />
        <AskButton action={props.action} label={t('territory.choice.add-codes')} />
      </details>
    </div>
  );
}

/** Asks for the page again with what is typed: a reading, so without the form's token. */
function AskButton(props: { action: string; label: string; name?: string; value?: string }): VNode {
  return (
    <button
      type="submit"
      class="btn btn-outline-primary btn-sm"
      formmethod="get"
      formaction={`${props.action}#comuni`}
      formnovalidate
      name={props.name}
      value={props.value}
    >
      {props.label}
    </button>
  );
}

function Chosen({ ctx, choice }: { ctx: SitePageCtx; choice: ComuneChoice }): VNode {
  const t = ambitoText(ctx.lang);
  if (choice.chosen.length === 0) return <p class="trama-unsaid">{t('territory.choice.none')}</p>;
  const km2 = sumKm2(choice.chosen);
  return (
    <fieldset class="trama-choice-chosen">
      <legend>
        {t('territory.choice.chosen', {
          count: choice.chosen.length,
          km2: formatNumber(km2, { decimals: KM2_DECIMALS, lang: ctx.lang }),
          land: km2 === null ? 'no' : 'yes',
        })}
      </legend>
      <p class="trama-help">{t('territory.choice.chosen-help')}</p>
      <Boxes ctx={ctx} comuni={choice.chosen} ticked />
    </fieldset>
  );
}

function Found({
  ctx,
  choice,
  action,
}: {
  ctx: SitePageCtx;
  choice: ComuneChoice;
  action: string;
}): VNode | null {
  const t = ambitoText(ctx.lang);
  if (choice.found === null) return null;
  if (choice.found.length === 0) {
    return (
      <p class="trama-choice-nothing" role="status">
        {t('territory.choice.nothing', {
          words: choice.typed.search.trim(),
          kind: choice.typed.search.trim() === '' ? 'province' : 'words',
        })}
      </p>
    );
  }
  const province = choice.provinces.find((one) => one.province === choice.typed.province);
  return (
    <fieldset class="trama-choice-found">
      <legend>{t('territory.choice.found', { count: choice.found.length })}</legend>
      <Boxes ctx={ctx} comuni={choice.found} ticked={false} />
      <div class="trama-actions">
        <AskButton action={action} label={t('territory.choice.add')} />
        {province ? (
          <AskButton
            action={action}
            label={t('territory.choice.whole', { name: province.name })}
            name="tutti"
            value={province.province}
          />
        ) : null}
      </div>
    </fieldset>
  );
}

/** By province, with the land of each: two comuni of one name are told apart. */
function Boxes(props: { ctx: SitePageCtx; comuni: readonly ItalianComune[]; ticked: boolean }): VNode {
  const { ctx } = props;
  const provinces = new Map<string, ItalianComune[]>();
  for (const comune of props.comuni) {
    const group = provinces.get(comune.provinceName) ?? [];
    group.push(comune);
    provinces.set(comune.provinceName, group);
  }
  return (
    <>
      {[...provinces].map(([province, comuni]) => (
        <div key={province} class="trama-choice-province">
          <h3>{province}</h3>
          <ul>
            {comuni.map((comune) => (
              <li key={comune.code} class="form-check">
                <input
                  type="checkbox"
                  class="form-check-input"
                  id={`comune-${comune.code}`}
                  name="comuni"
                  value={comune.code}
                  checked={props.ticked}
                />
                <label class="form-check-label" for={`comune-${comune.code}`}>
                  {comune.name}{' '}
                  <span class="trama-choice-land">
                    {comune.km2 === null
                      ? ''
                      : `${formatNumber(comune.km2, { decimals: KM2_DECIMALS, lang: ctx.lang })} km²`}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
