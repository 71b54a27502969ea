import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { Tabs } from '#platform/ui/tabs.js';
import { territoryText } from '../territory.messages.js';
import { lookText } from './look.messages.js';
import { CLASS_COUNTS, KIND_WORDS, lookAddress, METHOD_WORDS, NO_COMPARISON } from './look.query.js';
import { CLASS_METHODS, LOOK_KINDS, type Look, type LookKind, MOST_PLACES } from './look.types.js';

interface Props {
  ctx: PageCtx;
  look: Look;
}

/** The ways of looking: the same measure, year and level, seen otherwise. */
export function LookKinds({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice, options, asked } = look;
  const whole = options.against.find(({ kind }) => kind === 'ambito')?.code;
  const address = (kind: LookKind) =>
    lookAddress(at(ctx, '/osservatorio'), {
      metric: choice.metric,
      year: choice.kind === 'pyramid' ? undefined : choice.year,
      level: choice.level === 'ambito' && (kind === 'map' || kind === 'bars') ? undefined : choice.level,
      against:
        choice.against === null ? NO_COMPARISON : choice.against === whole ? undefined : choice.against,
      kind,
    });
  return (
    <Tabs
      label={t('territory.look.kinds')}
      active={asked === 'map' ? 'map' : choice.kind}
      tabs={LOOK_KINDS.map((kind) => ({
        key: kind,
        label: t(`territory.look.kind.${kind}`),
        href: address(kind),
      }))}
    />
  );
}

/** What may be chosen in this way of looking. Without scripts it is a form with a button. */
export function LookChoices({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice } = look;
  return (
    <FilterForm
      lang={ctx.lang}
      action={at(ctx, '/osservatorio')}
      label={t('territory.look.choose')}
      submit={t('territory.look.show')}
    >
      {choice.kind === 'map' || look.asked === 'map' ? null : (
        <input type="hidden" name="vista" value={KIND_WORDS[choice.kind]} />
      )}
      {choice.kind === 'pyramid' ? (
        <PyramidFields ctx={ctx} look={look} />
      ) : (
        <MetricFields ctx={ctx} look={look} />
      )}
    </FilterForm>
  );
}

function MetricFields({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice, options } = look;
  const { kind } = choice;
  const isOfYear = kind === 'map' || kind === 'bars' || kind === 'scatter';
  const hasFar = options.against.some(({ group }) => group !== 'near');
  const years = options.years.includes(choice.year) ? options.years : [...options.years, choice.year];
  return (
    <>
      <FilterSelect
        name="metrica"
        label={t('territory.look.metric')}
        value={choice.metric}
        choices={metricChoices(look, ctx)}
      />
      {kind === 'scatter' ? (
        <FilterSelect
          name="con"
          label={t('territory.look.across')}
          value={choice.other ?? undefined}
          choices={metricChoices(look, ctx)}
        />
      ) : null}
      {isOfYear || kind === 'series' ? (
        <FilterSelect
          name="anno"
          label={t('territory.look.year')}
          value={String(choice.year)}
          choices={years
            .toSorted((a, b) => b - a)
            .map((year) => ({ value: String(year), label: String(year) }))}
        />
      ) : null}
      <FilterSelect
        name="livello"
        label={t('territory.look.level')}
        value={choice.level}
        choices={options.levels.map((level) => ({
          value: level,
          label: territoryText(ctx.lang)(`territory.level.${level}`),
        }))}
      />
      <FilterSelect
        name="confronto"
        label={t('territory.look.against')}
        value={choice.against ?? NO_COMPARISON}
        choices={[
          { value: NO_COMPARISON, label: t('territory.look.against-none') },
          ...options.against.map(({ code, name, isKnown, group }) => ({
            value: code,
            label: isKnown ? name : t('territory.look.against-unknown', { name }),
            ...(hasFar ? { group: t(`territory.look.against-group.${group}`) } : {}),
          })),
        ]}
      />
      {kind === 'series' ? <PlacesField ctx={ctx} look={look} /> : null}
      {kind === 'map' || kind === 'bars' ? <ClassFields ctx={ctx} look={look} /> : null}
      {options.against.some(({ kind: place }) => place === 'region' || place === 'country') ? null : (
        <p class="trama-help">{t('territory.look.against-help')}</p>
      )}
    </>
  );
}

function metricChoices({ options }: Look, ctx: PageCtx) {
  const t = lookText(ctx.lang);
  return options.metrics
    .toSorted((a, b) => Number(b.isKnown) - Number(a.isKnown))
    .map(({ code, name, isKnown }) => ({
      value: code,
      label: isKnown ? name : t('territory.look.against-unknown', { name }),
    }));
}

function More({
  summary,
  isOpen,
  children,
}: {
  summary: string;
  isOpen: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="trama-look-more" open={isOpen}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

/** Boxes without an id do not ask by themselves: several are ticked before the picture changes. */
function PlacesField({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice, options } = look;
  return (
    <More summary={t('territory.look.places')} isOpen={choice.places.length > 0}>
      <fieldset class="trama-look-places">
        <legend class="visually-hidden">{t('territory.look.places')}</legend>
        <p class="trama-help">{t('territory.look.places-help', { most: MOST_PLACES })}</p>
        {options.places.map(({ code, name }) => (
          <label key={code}>
            <input type="checkbox" name="luoghi" value={code} checked={choice.places.includes(code)} /> {name}
          </label>
        ))}
      </fieldset>
    </More>
  );
}

function ClassFields({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice } = look;
  const isOpen = choice.method !== 'quantile' || choice.diverging || choice.classes !== 5;
  return (
    <More summary={t('territory.look.colours')} isOpen={isOpen}>
      <FilterSelect
        name="classi"
        label={t('territory.look.method')}
        value={METHOD_WORDS[choice.method]}
        choices={CLASS_METHODS.map((method) => ({
          value: METHOD_WORDS[method],
          label: t(`territory.look.method.${method}`),
        }))}
      />
      <FilterSelect
        name="numero"
        label={t('territory.look.count')}
        value={String(choice.classes)}
        choices={CLASS_COUNTS.map((count) => ({ value: String(count), label: String(count) }))}
      />
      <FilterSelect
        name="colori"
        label={t('territory.look.palette')}
        value={choice.diverging ? 'due' : 'una'}
        choices={[
          { value: 'una', label: t('territory.look.palette.one') },
          { value: 'due', label: t('territory.look.palette.two') },
        ]}
      />
    </More>
  );
}

function PyramidFields({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const { choice, options } = look;
  const [first, second] = choice.places;
  const places = options.places.map(({ code, name }) => ({ value: code, label: name }));
  const years = options.ageYears
    .toSorted((a, b) => b - a)
    .map((year) => ({ value: String(year), label: String(year) }));
  return (
    <>
      {/* Kept for the other ways of looking. */}
      <input type="hidden" name="metrica" value={choice.metric} />
      <div class="trama-field">
        <label for="luogo-1">{t('territory.look.place')}</label>
        <PlaceSelect id="luogo-1" choices={places} value={first} />
      </div>
      <FilterSelect
        name="anno"
        label={t('territory.look.year')}
        value={String(choice.year)}
        choices={years.length > 0 ? years : [{ value: '', label: '–' }]}
      />
      <div class="trama-field">
        <label for="luogo-2">{t('territory.look.over-place')}</label>
        <PlaceSelect
          id="luogo-2"
          choices={places}
          value={second === first ? undefined : second}
          none={t('territory.look.over-place-none')}
        />
      </div>
      <FilterSelect
        name="anno2"
        label={t('territory.look.over-year')}
        value={choice.otherYear === null ? '' : String(choice.otherYear)}
        all="–"
        choices={years}
      />
    </>
  );
}

function PlaceSelect(props: {
  id: string;
  choices: readonly { value: string; label: string }[];
  value: string | undefined;
  none?: string;
}): VNode {
  return (
    <select class="form-select" id={props.id} name="luoghi">
      {props.none === undefined ? null : <option value="">{props.none}</option>}
      {props.choices.map(({ value, label }) => (
        <option key={value} value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  );
}
