import { z } from 'zod';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { longText, parseDecimal, text } from '#platform/http/form.js';
import { recordCode, tick } from '#platform/http/form-rows.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { SCENARIO_LIMITS } from './projection/scenario.types.js';
import { projectionText } from './projection.messages.js';
import { PROJECTION_PATH, SCENARIOS_PATH } from './projection.page.js';
import { readWorkings } from './projection.workings.js';
import {
  createScenario,
  editScenario,
  getOwnScenario,
  removeScenario,
} from './projection-scenario.actions.js';
import { ScenarioForm, ScenariosPage } from './projection-scenario.page.js';
import { listOwnScenarios } from './projection-scenario.sql.js';
import type { OwnScenario } from './projection-scenario.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { openMemory } from './territory-memory.js';

/** A number as Italians write it, with two decimals at most, within bounds. */
function figure(key: keyof typeof SCENARIO_LIMITS) {
  const { least, most } = SCENARIO_LIMITS[key];
  const error = `territory.projection.scenario-${key.toLowerCase()}-limits`;
  return z
    .string()
    .transform((value) => parseDecimal(value.replace(/−/g, '-')))
    .pipe(z.number({ error }).min(least, { error }).max(most, { error }))
    .transform((value) => Math.round(value * 100) / 100);
}

const ScenarioInput = z.object({
  name: text(80, 2),
  note: longText(1_000, 5),
  fertility: figure('fertility'),
  lifeGain: figure('lifeGain'),
  migration: figure('migration'),
  isPublic: tick,
});

/** The office's own scenarios: who may give the ambito its shape writes them, whoever works here reads them. */
export function registerProjectionScenarios(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: SCENARIOS_PATH,
    handle: async (ctx) =>
      page(<ScenariosPage ctx={ctx} scenarios={await listOwnScenarios(ctx.tx, false)} />),
  });

  recordRoutes(server, {
    list: SCENARIOS_PATH,
    one: `${SCENARIOS_PATH}/:code`,
    params: z.object({ code: recordCode }),
    door: 'territory',
    editors: TERRITORY_EDITORS,
    crumbs: (ctx) => {
      const t = projectionText(ctx.lang);
      return [
        { label: t('territory.projection.title'), href: at(ctx, PROJECTION_PATH) },
        { label: t('territory.projection.scenarios-title'), href: at(ctx, SCENARIOS_PATH) },
      ];
    },
    open: async (ctx, { code }) => {
      requireRole(ctx, TERRITORY_EDITORS);
      return getOwnScenario(ctx, code);
    },
    nameOf: (scenario: OwnScenario) => scenario.name,
    schema: ScenarioInput,
    valuesOf: ({ name, note, fertility, lifeGain, migration, isPublic }) => ({
      name,
      note,
      fertility: write(fertility),
      lifeGain: write(lifeGain),
      migration: write(migration),
      isPublic: isPublic ? 'yes' : '',
    }),
    blank: () => ({ lifeGain: write(1.2) }),
    form: async (props) => <ScenarioForm {...props} observed={await readObserved(props.ctx)} />,
    add: async (ctx, _, input) => {
      await createScenario(ctx, input);
      return SCENARIOS_PATH;
    },
    edit: (ctx, { code }, version, input) => editScenario(ctx, code, version, input),
    remove: (ctx, { code }, version, reason) => removeScenario(ctx, code, version, reason),
    after: () => SCENARIOS_PATH,
    history: {
      table: 'territory.projection_scenario',
      labels: (ctx) => {
        const t = projectionText(ctx.lang);
        return {
          name: t('territory.projection.scenario-name'),
          note: t('territory.projection.scenario-note'),
          fertility: t('territory.projection.scenario-fertility'),
          life_gain: t('territory.projection.scenario-life'),
          migration: t('territory.projection.scenario-migration'),
          is_public: t('territory.projection.scenario-public-tick'),
        };
      },
    },
    notices: {
      added: 'territory.projection.scenario-added',
      saved: 'territory.projection.scenario-saved',
      removed: 'territory.projection.scenario-removed',
    },
  });
}

function write(value: number): string {
  return String(value).replace('.', ',');
}

async function readObserved(ctx: PageCtx): Promise<{ fertility: number; migration: number } | null> {
  const reading = await readWorkings(ctx, await openMemory(ctx));
  return reading.kind === 'ready' ? reading.workings.estimate : null;
}
