import { z } from 'zod';
import { Absent, type FieldError, Invalid, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, fieldErrors, longText, submit, version } from '#platform/http/form.js';
import { file, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { type FormPage, recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { wordsOfMetric } from './metric.catalogue.js';
import { checkFormula, type KnownVariable } from './metric.checks.js';
import { findLatestYear } from './metric.periods.js';
import { MetricForm, prepareMetricForm, termValues } from './metric.schema.js';
import { computeFormulas } from './metric.sql.js';
import type { MetricValue } from './metric.types.js';
import { formulaText } from './metric.words.js';
import {
  carriedOf,
  createMetric,
  findFormulaErrors,
  getMetric,
  importMetrics,
  readShapes,
  readVariables,
  restoreMetric,
  retireMetric,
  reviseMetric,
} from './metric-definition.actions.js';
import { metricText } from './metric-definition.messages.js';
import {
  ImportMetricsPage,
  METRICS,
  MetricSheetPage,
  MetricsPage,
  RestoreMetricPage,
} from './metric-definition.page.js';
import {
  listMetricEditions,
  listMetricRecords,
  type MetricDefinition,
  type MetricRecord,
} from './metric-definition.sql.js';
import { MetricFormPage, type MetricTrial } from './metric-form.page.js';
import { listPlaces } from './place.sql.js';
import { OWN_LEVELS } from './place.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const Code = z.object({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(100),
});
const Choice = z.object({
  cerca: z.string().max(200).optional(),
  stato: z.enum(['', 'in-uso', 'ritirate']).optional(),
});

/** Years shown under a formula that is being written. */
const TRIED_YEARS = 6;

/** The metrics of the observatory: how each is computed, and those that the ambito writes for itself. */
export function registerMetricDefinitions(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: METRICS,
    query: Choice,
    handle: async (ctx, { query }) => {
      const words = (query.cerca ?? '').trim().toLowerCase();
      const metrics = (await listMetricRecords(ctx.tx)).filter((metric) => {
        const { name, explanation } = wordsOfMetric(metric, ctx.lang);
        const text = `${name} ${explanation} ${formulaText(metric, ctx.lang)}`.toLowerCase();
        const isAsked =
          query.stato === 'ritirate' ? metric.retiredAt : query.stato !== 'in-uso' || !metric.retiredAt;
        return text.includes(words) && isAsked;
      });
      return page(<MetricsPage ctx={ctx} metrics={metrics} choice={query} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: `${METRICS}/definizioni.json`,
    handle: async (ctx) => {
      const metrics = (await listMetricRecords(ctx.tx)).filter((metric) => !metric.retiredAt).map(carriedOf);
      return file(
        `${JSON.stringify({ metrics }, null, 2)}\n`,
        'application/json; charset=utf-8',
        `${ctx.ambito.slug}-misure.json`,
      );
    },
  });

  registerRecords(server);
  registerActs(server);

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: `${METRICS}/:code`,
    params: Code,
    handle: async (ctx, { params }) => {
      const editions = await listMetricEditions(ctx.tx, params.code);
      const [present] = editions;
      if (!present) throw new Absent('metric');
      const values = await valuesOfEditions(ctx, editions);
      return page(<MetricSheetPage ctx={ctx} sheet={{ present, editions, values }} />);
    },
  });
}

function registerRecords(server: Server): void {
  recordRoutes<MetricRecord, typeof Code, typeof MetricForm>(server, {
    list: METRICS,
    one: `${METRICS}/:code`,
    params: Code,
    door: 'territory',
    editors: TERRITORY_EDITORS,
    crumbs: (ctx) => [{ label: metricText(ctx.lang)('territory.own.title'), href: at(ctx, METRICS) }],
    open: async (ctx, { code }) => {
      const metric = await getMetric(ctx, code);
      if (metric.shipped) throw new Refused('territory.own.shipped', { name: metric.name }, 409);
      return metric;
    },
    nameOf: (metric) => metric.name,
    schema: MetricForm,
    prepare: prepareMetricForm,
    valuesOf,
    blank: (ctx) => ({ factor: '100', unit: '%', decimals: '1', place: ctx.ambito.slug }),
    form: drawForm,
    add: async (ctx, _params, input) =>
      `${METRICS}/${await createMetric(ctx, await definitionOf(ctx, input))}`,
    edit: async (ctx, { code }, opened, input) =>
      reviseMetric(ctx, code, opened, await definitionOf(ctx, input)),
    remove: (ctx, { code }, opened, reason) => retireMetric(ctx, code, opened, reason),
    after: (params) => (params.code === undefined ? METRICS : `${METRICS}/${params.code}`),
    history: {
      table: 'territory.metric',
      labels: (ctx) => ({
        name: metricText(ctx.lang)('territory.own.name'),
        replaced_at: metricText(ctx.lang)('territory.own.edition'),
        retired_reason: metricText(ctx.lang)('territory.own.reason'),
      }),
    },
    notices: {
      added: 'territory.own.added',
      saved: 'territory.own.saved',
      removed: 'territory.own.removed',
    },
  });
}

function registerActs(server: Server): void {
  const office = { face: 'office', audience: TERRITORY_EDITORS } as const;

  ambitoPage(server, {
    ...office,
    path: `${METRICS}/:code/copia`,
    params: Code,
    handle: async (ctx, { params }) => {
      const metric = await getMetric(ctx, params.code);
      const t = metricText(ctx.lang);
      const { name, explanation } = wordsOfMetric(metric, ctx.lang);
      const values = {
        ...valuesOf(metric),
        name: t('territory.own.copy-name', { name }),
        explanation,
        note: '',
        place: ctx.ambito.slug,
      };
      return page(
        await drawForm({
          ctx,
          form: { values, errors: [] },
          action: at(ctx, `${METRICS}/nuovo`),
          cancel: at(ctx, `${METRICS}/${metric.code}`),
          record: null,
          crumbs: [
            { label: t('territory.own.title'), href: at(ctx, METRICS) },
            { label: t('territory.own.new-title') },
          ],
        }),
      );
    },
  });

  const importing = (ctx: PageCtx, form: FormState) => <ImportMetricsPage ctx={ctx} form={form} />;
  ambitoPage(server, {
    ...office,
    path: `${METRICS}/importa`,
    handle: async (ctx) => page(importing(ctx, { values: {}, errors: [] })),
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: `${METRICS}/importa`,
    handle: async (ctx, { body }) =>
      submit(ctx, {
        schema: z.object({ definitions: longText(500_000, 2) }),
        body,
        act: async ({ definitions }) => {
          await importMetrics(ctx, definitions);
          return seeOther(at(ctx, METRICS), 'territory.own.imported');
        },
        again: (form) => importing(ctx, form),
      }),
  });

  const restoring = (ctx: PageCtx, metric: MetricRecord, form: FormState) => (
    <RestoreMetricPage ctx={ctx} metric={metric} form={form} />
  );
  ambitoPage(server, {
    ...office,
    path: `${METRICS}/:code/ripristina`,
    params: Code,
    handle: async (ctx, { params }) => {
      const metric = await getMetric(ctx, params.code);
      return page(restoring(ctx, metric, { values: { version: metric.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: `${METRICS}/:code/ripristina`,
    params: Code,
    handle: async (ctx, { params, body }) => {
      const metric = await getMetric(ctx, params.code);
      return submit(ctx, {
        schema: z.object({ version, reason: longText(500, 3) }),
        body,
        act: async (input) => {
          await restoreMetric(ctx, params.code, input.version, input.reason);
          return seeOther(at(ctx, `${METRICS}/${params.code}`), 'territory.own.restored');
        },
        again: (form) => restoring(ctx, metric, form),
        theirs: async () => ({ version: (await getMetric(ctx, params.code)).version }),
      });
    },
  });
}

function valuesOf(metric: MetricRecord): Record<string, unknown> {
  return {
    name: metric.name,
    unit: metric.unit,
    decimals: String(metric.decimals),
    factor: String(metric.factor).replace('.', ','),
    numerator: metric.numerator.map(termValues),
    denominator: (metric.denominator ?? []).map(termValues),
    explanation: metric.explanation,
    source: metric.source,
    note: '',
  };
}

/** @throws Invalid for a try, which saves nothing, with what is wrong */
async function definitionOf(ctx: PageCtx, input: MetricForm): Promise<MetricDefinition> {
  const { intent, denominator, ...rest } = input;
  const definition = { ...rest, denominator: denominator.length === 0 ? null : denominator };
  if (intent === 'try') throw new Invalid(await findFormulaErrors(ctx, definition));
  return definition;
}

async function drawForm(props: FormPage<MetricRecord>) {
  const { ctx, form } = props;
  const places = (await listPlaces(ctx.tx)).filter((place) =>
    ['ambito', 'area', 'comune'].includes(place.kind),
  );
  const variables = await readVariables(ctx);
  const trial = await tryFormula(ctx, form, variables);
  return <MetricFormPage {...props} variables={variables} places={places} trial={trial} />;
}

/** What the typed formula gives on the chosen place, in its latest years, or why nothing; null while it is not complete. */
async function tryFormula(
  ctx: PageCtx,
  form: FormState,
  variables: ReadonlyMap<string, KnownVariable>,
): Promise<MetricTrial | FieldError[] | null> {
  // Only the formula counts here: the words may still be missing.
  const given = { ...form.values, name: 'prova', explanation: 'prova di calcolo', source: 'prova', note: '' };
  const parsed = MetricForm.safeParse(given);
  if (!parsed.success) return typedWrong(parsed.error);
  const { numerator, denominator, factor, unit, decimals } = parsed.data;
  const formula = {
    code: 'prova',
    numerator,
    denominator: denominator.length === 0 ? null : denominator,
    factor,
    unit,
    decimals,
  };
  const shapes = await readShapes(ctx, formula);
  const refusals = checkFormula(formula, variables, shapes);
  if (refusals.length > 0) return refusals;
  const place = typeof form.values.place === 'string' ? form.values.place : ctx.ambito.slug;
  const question = { levels: OWN_LEVELS, places: [place] };
  const values = await computeFormulas(ctx.tx, [formula], question, shapes);
  return { formula, values: values.slice(-TRIED_YEARS) };
}

/** What cannot be so as it was typed; null where something is only still to be written. */
function typedWrong(error: z.ZodError): FieldError[] | null {
  const errors = fieldErrors(error);
  const isUnfinished = errors.some(({ code }) => STILL_TO_WRITE.has(code));
  return errors.length === 0 || isUnfinished ? null : errors;
}

const STILL_TO_WRITE = new Set(['platform.field.required', 'territory.own.numerator-missing']);

/** The ambito's value under each edition, of the latest year that the present one knows. */
async function valuesOfEditions(
  ctx: PageCtx,
  editions: readonly MetricRecord[],
): Promise<Map<number, MetricValue>> {
  const formulas = editions.map((edition) => ({ ...edition, code: String(edition.edition) }));
  const all = await computeFormulas(ctx.tx, formulas, { levels: ['ambito'] });
  const present = String(editions[0]?.edition);
  const year = findLatestYear(all.filter((value) => value.metric === present));
  return new Map(all.filter((value) => value.year === year).map((value) => [Number(value.metric), value]));
}
