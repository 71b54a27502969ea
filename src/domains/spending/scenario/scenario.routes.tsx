import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { may, type PageCtx } from '#platform/http/context.js';
import {
  day,
  type FormState,
  longText,
  optional,
  parseDecimal,
  submit,
  text,
  version,
} from '#platform/http/form.js';
import { askedPage, formRows, recordCode } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { civilDay } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { getPlan } from '../ledger/entry.actions.js';
import { findPlanRef, listObjectiveRefs } from '../plan-ref.sql.js';
import { planCode } from '../spending.routes.js';
import { EDITORS } from '../spending.rules.js';
import { year } from '../spending.schema.js';
import { listBudgetLines, listFunds } from '../spending.sql.js';
import {
  addScenario,
  applyScenario,
  editScenario,
  openScenario,
  removeScenario,
} from './scenario.actions.js';
import { scenarioText } from './scenario.messages.js';
import { ScenarioListPage, ScenarioPage } from './scenario.page.js';
import { readForecast, readScenario } from './scenario.reading.js';
import { applyChanges } from './scenario.rules.js';
import { listScenarios } from './scenario.sql.js';
import { CHANGE_KINDS, type Scenario } from './scenario.types.js';
import { ApplyScenarioPage, ScenarioFormPage } from './scenario-form.page.js';

const LIST = '/risorse/:plan/scenari';
const One = z.object({ plan: planCode, scenario: z.uuid() });

const Change = z
  .object({
    fund: optional(recordCode),
    objective: optional(recordCode),
    year: optional(year),
    kind: z.enum(CHANGE_KINDS, { error: 'spending.scenario.kind-missing' }),
    value: z.string().transform((value) => {
      const parsed = parseDecimal(value.replace(/[€%]/g, '').replace('\u2212', '-'));
      return parsed === undefined || Math.abs(parsed) > 1e10 ? 0 : Math.round(parsed * 100);
    }),
  })
  .refine(({ value }) => value !== 0, { path: ['value'], error: 'spending.scenario.value-nil' })
  .refine(({ kind, value }) => kind === 'amount' || value >= -10_000, {
    path: ['value'],
    error: 'spending.scenario.value-range',
  });

const ScenarioForm = z.object({
  name: text(200, 2),
  note: optional(longText(2_000)),
  changes: z.array(Change).min(1, { error: 'spending.scenario.need-change' }).max(50),
});

/** What-if and forecast: for who works here. */
export function registerScenarios(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  const staff = { face: 'office' as const, audience: 'staff' as const };
  ambitoPage(server, {
    ...staff,
    path: '/risorse/scenari',
    handle: async (ctx) => {
      const plan = await findPlanRef(ctx.tx, null, true);
      return seeOther(at(ctx, plan ? `/risorse/${plan.code}/scenari` : '/risorse'));
    },
  });
  ambitoPage(server, {
    ...staff,
    path: LIST,
    params: z.object({ plan: planCode }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const memory = await memoryOf(ctx, plan.id);
      return page(
        <ScenarioListPage
          ctx={ctx}
          plan={plan}
          scenarios={await listScenarios(ctx.tx, plan.id)}
          forecast={await memory.recall('forecast', () => readForecast(ctx, plan))}
          mayWrite={may(ctx, EDITORS, [])}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...staff,
    path: `${LIST}/:scenario`,
    params: One,
    query: z.object({ pagina: askedPage }),
    handle: async (ctx, { params, query }) => {
      const memory = await memoryOf(ctx, `${params.plan} ${params.scenario}`);
      return page(
        <ScenarioPage
          ctx={ctx}
          {...(await memory.recall('scenario', () => readScenario(ctx, params.plan, params.scenario)))}
          page={query.pagina}
          mayWrite={may(ctx, EDITORS, [])}
          mayApply={may(ctx, ['director'])}
        />,
      );
    },
  });
  writing(server);
  applying(server);
}

function writing(server: Server): void {
  recordRoutes(server, {
    list: LIST,
    one: `${LIST}/:scenario`,
    params: One,
    door: 'spending',
    editors: EDITORS,
    crumbs: (ctx, { plan }) => [
      {
        label: scenarioText(ctx.lang)('spending.scenario.title'),
        href: at(ctx, `/risorse/${plan}/scenari`),
      },
    ],
    open: async (ctx, params): Promise<Scenario> =>
      (await openScenario(ctx, params.plan, params.scenario)).scenario,
    nameOf: (scenario: Scenario) => scenario.name,
    schema: ScenarioForm,
    prepare: (body) => ({
      ...body,
      changes: formRows(body, 'changes', ['fund', 'objective', 'year', 'value', 'kind'], ['kind']),
    }),
    valuesOf: (scenario) => ({
      name: scenario.name,
      note: scenario.note,
      changes: scenario.changes.map((change) => ({
        ...change,
        value: String(change.value / 100).replace('.', ','),
      })),
    }),
    blank: () => ({ changes: [{ kind: 'percent' }] }),
    form: async (props) => {
      const code = /\/risorse\/(\d{4}-\d{4})\//.exec(props.ctx.view.path)?.[1] ?? '';
      const plan = await getPlan(props.ctx, code);
      return (
        <ScenarioFormPage
          {...props}
          funds={await listFunds(props.ctx.tx)}
          objectives={await listObjectiveRefs(props.ctx.tx, plan.id)}
        />
      );
    },
    add: async (ctx, { plan = '' }, fields) =>
      `/risorse/${plan}/scenari/${await addScenario(ctx, plan, fields)}`,
    edit: (ctx, { plan, scenario }, opened, fields) => editScenario(ctx, plan, scenario, opened, fields),
    remove: (ctx, { plan, scenario }, opened, reason) => removeScenario(ctx, plan, scenario, opened, reason),
    history: {
      table: 'spending.scenario',
      hasParts: true,
      labels: (ctx) => {
        const t = scenarioText(ctx.lang);
        return {
          name: t('spending.scenario.name'),
          note: t('spending.scenario.note'),
          changes: t('spending.scenario.changes'),
        };
      },
    },
    notices: { added: 'spending.scenario.added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

function applying(server: Server): void {
  const common = {
    face: 'office' as const,
    audience: ['director'] as const,
    path: `${LIST}/:scenario/applica`,
    params: One,
  };
  const draw = async (ctx: PageCtx, params: z.output<typeof One>, form?: FormState) => {
    const { plan, scenario } = await openScenario(ctx, params.plan, params.scenario);
    const base = await listBudgetLines(ctx.tx, plan.id);
    const changed = applyChanges(base, scenario.changes).lines;
    return (
      <ApplyScenarioPage
        ctx={ctx}
        plan={plan}
        scenario={scenario}
        count={changed.filter((line, index) => line.allocatedCents !== base[index]?.allocatedCents).length}
        form={form ?? { values: { version: scenario.version, actOn: civilDay(ctx.now) }, errors: [] }}
      />
    );
  };
  ambitoPage(server, { ...common, handle: async (ctx, { params }) => page(await draw(ctx, params)) });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({ version, actNumber: text(100), actOn: day }),
        body,
        act: async ({ version: opened, ...act }) => {
          await applyScenario(ctx, params.plan, params.scenario, opened, act);
          return seeOther(
            at(ctx, `/risorse/${params.plan}/scenari/${params.scenario}`),
            'spending.scenario.applied-notice',
          );
        },
        again: (form) => draw(ctx, params, form),
        theirs: async () => ({
          version: (await openScenario(ctx, params.plan, params.scenario)).scenario.version,
        }),
      }),
  });
}
