import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { Form, TextField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, Facts, List, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Dataset } from './dataset.types.js';
import { licenceName } from './dataset.words.js';
import type { ColumnMapping } from './files/mapping.types.js';
import { mappingText } from './mapping.messages.js';
import { variableName } from './metric.words.js';
import type { Recipe } from './recipe.sql.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { sayFigure } from './upload.words.js';

/** The ways in which tables of people's own are read. */
export function RecipesPage({ ctx, recipes }: { ctx: PageCtx; recipes: readonly Recipe[] }): VNode {
  const t = mappingText(ctx.lang);
  const say = territoryText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.recipe.title')}
      lead={t('territory.recipe.lead')}
      crumbs={[
        { label: say('territory.door.office'), href: at(ctx, '/territorio') },
        { label: say('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: t('territory.recipe.title') },
      ]}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.recipe.title')}
        captionHidden
        rows={recipes}
        rowKey={(recipe) => recipe.id}
        empty={
          <EmptyState
            title={t('territory.recipe.empty-title')}
            text={t('territory.recipe.empty')}
            action={
              may(ctx, TERRITORY_EDITORS) ? (
                <ButtonLink href={at(ctx, '/territorio/dati/importa')} kind="primary">
                  {say('territory.data.import')}
                </ButtonLink>
              ) : undefined
            }
          />
        }
        columns={[
          {
            key: 'name',
            label: t('territory.recipe.name'),
            heads: true,
            cell: (recipe) => (
              <>
                <a href={at(ctx, `/territorio/dati/ricette/${recipe.id}`)}>{recipe.name}</a>
                <span class="trama-cell-note">{recipe.source}</span>
              </>
            ),
          },
          { key: 'uses', label: t('territory.recipe.uses'), kind: 'number', cell: (recipe) => recipe.uses },
          {
            key: 'made',
            label: t('territory.recipe.made'),
            cell: (recipe) =>
              [formatDate(recipe.createdAt, { lang: ctx.lang, form: 'short' }), recipe.createdBy]
                .filter(Boolean)
                .join(' · '),
          },
          {
            key: 'state',
            label: t('territory.recipe.state'),
            cell: (recipe) => <RecipeState ctx={ctx} recipe={recipe} />,
          },
        ]}
      />
    </Shell>
  );
}

function RecipeState({ ctx, recipe }: { ctx: PageCtx; recipe: Recipe }): VNode {
  const t = mappingText(ctx.lang);
  return recipe.retiredAt ? (
    <StateTag tone="off">{t('territory.recipe.retired')}</StateTag>
  ) : (
    <StateTag tone="good">{t('territory.recipe.active')}</StateTag>
  );
}

/** One recipe: its columns in words, what was read with it, and retiring it. */
export function RecipePage(props: {
  ctx: PageCtx;
  recipe: Recipe;
  datasets: readonly Dataset[];
  form: FormState;
}): VNode {
  const { ctx, recipe, datasets } = props;
  const t = mappingText(ctx.lang);
  const say = territoryText(ctx.lang);
  const act = recipe.retiredAt ? 'restore' : 'retire';
  return (
    <Shell
      ctx={ctx}
      door="territory"
      kicker={<RecipeState ctx={ctx} recipe={recipe} />}
      title={recipe.name}
      crumbs={[
        { label: say('territory.door.office'), href: at(ctx, '/territorio') },
        { label: say('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: t('territory.recipe.title'), href: at(ctx, '/territorio/dati/ricette') },
        { label: recipe.name },
      ]}
    >
      <Facts
        empty={say('territory.quality.unsaid')}
        rows={[
          { label: say('territory.import.name'), content: recipe.title },
          { label: say('territory.import.source'), content: recipe.source },
          { label: say('territory.import.licence'), content: licenceName(recipe.licence, say) },
          ...(recipe.note === '' ? [] : [{ label: say('territory.import.note'), content: recipe.note }]),
          ...(recipe.retiredReason
            ? [{ label: say('territory.data.reason'), content: recipe.retiredReason }]
            : []),
        ]}
      />
      <Section id="colonne" title={t('territory.recipe.columns')} plain>
        <DataTable
          lang={ctx.lang}
          caption={t('territory.recipe.columns')}
          captionHidden
          rows={meaningsOf(recipe.mapping, ctx)}
          rowKey={(row) => `${row.column}${row.meaning}`}
          columns={[
            { key: 'column', label: t('territory.recipe.column'), heads: true, cell: (row) => row.column },
            { key: 'meaning', label: t('territory.recipe.meaning'), cell: (row) => row.meaning },
          ]}
        />
      </Section>
      <Section id="dati" title={t('territory.recipe.datasets')} plain>
        {datasets.length === 0 ? (
          <p>{t('territory.recipe.no-datasets')}</p>
        ) : (
          <List
            items={datasets.map((dataset) => (
              <a key={dataset.id} href={at(ctx, `/territorio/dati/${dataset.id}`)}>
                {dataset.title}
              </a>
            ))}
          />
        )}
      </Section>
      {may(ctx, TERRITORY_EDITORS) ? (
        <DangerZone
          title={t(`territory.recipe.${act}`)}
          consequence={t(`territory.recipe.${act}-consequence`)}
          act={
            <Form
              ctx={ctx}
              action={at(
                ctx,
                `/territorio/dati/ricette/${recipe.id}/${act === 'retire' ? 'ritira' : 'ripristina'}`,
              )}
              form={props.form}
              submit={t(`territory.recipe.${act}`)}
            >
              {act === 'retire' ? (
                <TextField ctx={ctx} form={props.form} name="reason" label={say('territory.data.reason')} />
              ) : null}
            </Form>
          }
        />
      ) : null}
    </Shell>
  );
}

type WideColumn = Extract<ColumnMapping['values'], { shape: 'wide' }>['columns'][number];

function figureOf({
  variable,
  sex,
  ageFrom,
  ageTo,
  category,
}: Omit<WideColumn, 'column' | 'unit' | 'period'>) {
  return {
    variable,
    sex: sex ?? ('' as const),
    ageFrom: ageFrom ?? null,
    ageTo: ageTo ?? null,
    category: category ?? '',
  };
}

function meaningsOf(mapping: ColumnMapping, ctx: PageCtx): { column: string; meaning: string }[] {
  const t = mappingText(ctx.lang);
  const rows: { column: string; meaning: string }[] = [];
  const add = (ref: { name: string } | undefined, meaning: string) => {
    if (ref) rows.push({ column: ref.name, meaning });
  };
  const { place, period, values } = mapping;
  if (place.by === 'code') add(place.column, t('territory.mapping.means.placeCode'));
  if (place.by === 'name' || place.by === 'levelAndName')
    add(place.column, t('territory.mapping.means.placeName'));
  if (place.by === 'name') add(place.province, t('territory.mapping.means.province'));
  if (place.by === 'levelAndName') add(place.level, t('territory.mapping.means.placeLevel'));
  if (period.by === 'column') add(period.column, t('territory.mapping.means.period'));
  const eachTime = t('territory.recipe.each-time');
  if (period.by === 'fixed') rows.push({ column: t('territory.recipe.period-of-all'), meaning: eachTime });
  if (place.by === 'fixed')
    rows.push({ column: t('territory.recipe.place-of-all'), meaning: `${place.name} (${eachTime})` });
  add(mapping.sex, t('territory.mapping.means.sex'));
  add(mapping.age, t('territory.mapping.means.age'));
  for (const category of mapping.categories) add(category, t('territory.mapping.means.category'));
  if (values.shape === 'wide')
    for (const { column, unit, period: at, ...measured } of values.columns)
      add(column, [`${sayFigure(figureOf(measured), ctx.lang)} (${unit})`, at].filter(Boolean).join(' · '));
  else if (values.measure.by === 'fixed')
    add(values.column, `${variableName(values.measure.variable, ctx.lang)} (${values.measure.unit})`);
  else {
    add(values.column, t('territory.mapping.means.value'));
    add(values.measure.column, t('territory.mapping.means.variable'));
    add(values.measure.unit, t('territory.mapping.means.unit'));
  }
  return rows;
}
