import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { addLinks, type NewLink } from './link.actions.js';
import { type LinkTarget, listLinkTargets } from './link.sql.js';
import { createNeeds } from './need.actions.js';
import type { EvidenceFields, NewNeed } from './need.types.js';
import { createObjectives } from './objective.actions.js';
import {
  ACTION_STATES,
  type ActionFields,
  type IndicatorFields,
  type IndicatorKind,
  LEVELS,
  type NewObjective,
  RANKS,
} from './objective.types.js';
import { fold } from './objective-tree.rules.js';
import { createPlan, recordPlanAct } from './plan.actions.js';
import { matchTools, type Tool } from './plan.demo.rules.js';

const Needs = z.object({
  needs: z.array(
    z.object({
      code: z.string(),
      theme: z.string(),
      territory: z.string(),
      text: z.string(),
      source: z.string(),
      sourceChapter: z.string(),
    }),
  ),
});

const IndicatorFact = z.object({
  text: z.string(),
  targetValue: z.number().nullable(),
  unit: z.string().nullable(),
  targetAsStated: z.string().nullable(),
});

const Objectives = z.object({
  objectives: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      level: z.enum(LEVELS),
      rank: z.enum(RANKS),
      territory: z.string(),
      parent: z.string().nullable(),
      policyAreas: z.array(z.string()),
      policyAreasAsStated: z.array(z.string()),
      keyPoints: z.array(
        z.object({
          policyArea: z.string(),
          keyPoint: z.string().nullable(),
          policyAreaAsStated: z.string(),
          pointAsStated: z.string(),
        }),
      ),
      description: z.string(),
      targetGroups: z.array(z.string()),
      budgetNote: z.string().nullable(),
      personnel: z.array(z.string()),
      crossCutting: z.boolean().nullable(),
      crossCuttingAreas: z.array(z.string()),
      crossCuttingAreasAsStated: z.array(z.string()),
      sociosanitaryIntegration: z.boolean().nullable(),
      continuity: z.boolean().nullable(),
      coDesignPartners: z.array(z.string()),
      needsStated: z.array(z.string()),
      processIndicators: z.array(IndicatorFact),
      outputIndicators: z.array(IndicatorFact),
      outcomeIndicators: z.array(IndicatorFact),
      measurementTools: z.array(
        z.object({
          indicator: z.string(),
          kind: z.enum(['process', 'output', 'outcome']),
          tool: z.string(),
        }),
      ),
      sourceChapter: z.string(),
      note: z.string().nullable(),
    }),
  ),
});
type ObjectiveFact = z.infer<typeof Objectives>['objectives'][number];

/** Steps that the sheets name without dates: those of a few sheets are invented, so that the schedule can be seen. */
const Actions = z.object({
  actions: z.array(
    z.object({
      objective: z.string(),
      title: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
      owner: z.string(),
      state: z.enum(ACTION_STATES),
      stateReason: z.string().nullable(),
    }),
  ),
});
type ActionFact = z.infer<typeof Actions>['actions'][number];

const Thread = z.object({
  needToObjective: z.array(
    z.object({
      need: z.string(),
      objective: z.string(),
      basis: z.enum(['stated', 'theme']),
      reason: z.string().nullable(),
    }),
  ),
  needToEvidence: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('series'),
        need: z.string(),
        indicator: z.string(),
        territory: z.string(),
        category: z.string().nullable(),
        reason: z.string(),
      }),
      z.object({
        kind: z.literal('metric'),
        need: z.string(),
        metric: z.string(),
        territory: z.string(),
        reason: z.string(),
      }),
    ]),
  ),
  objectiveToResource: z.array(
    z.object({
      objective: z.string(),
      kind: z.enum(['service', 'network', 'agreement']),
      code: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});

const Territories = z.array(z.object({ name: z.string(), code: z.string() }));

/** Loads the plan 2021-2023 with its needs, objectives and the links of the thread, through the actions that pages use. */
export async function loadPlanDemo(ctx: Ctx, folder: string): Promise<void> {
  const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
  const { needs } = Needs.parse(read('needs.json'));
  const { objectives } = Objectives.parse(read('objectives.json'));
  const actions = Map.groupBy(Actions.parse(read('actions.json')).actions, (one) => one.objective);
  const thread = Thread.parse(read('thread.json'));
  const rows: unknown = parse(readFileSync(`${folder}territories.csv`), { columns: true, bom: true });
  const codes = new Map(Territories.parse(rows).map((one) => [one.name, one.code]));
  const codeOf = (territory: string): string => {
    const code = codes.get(territory);
    if (!code) throw new Error(`The demonstration names an unknown place: ${territory}`);
    return code;
  };

  const plan = await createPlan(ctx, {
    code: '2021-2023',
    isTranscribed: true,
    title: 'Piano di Zona 2021-2023',
    guidelineCode: 'lombardia-2021-2023',
    summary:
      "Il primo piano del triennio che Casalasco e Viadanese scrivono insieme: 27 comuni, due enti strumentali, due aziende sociosanitarie. Punta su famiglie e comunità, lavoro e inclusione, giovani, domiciliarità e abitare; nel Viadanese sui percorsi di crescita dei minori, sull'autonomia e sulla partecipazione.",
  });
  await recordPlanAct(ctx, plan, {
    state: 'inForce',
    takenOn: plan.startsOn,
    actNumber: null,
    bodyName: null,
    note: "Inizio del periodo del piano: il testo pubblicato non riporta numero e data dell'atto.",
  });

  const evidence = Map.groupBy(thread.needToEvidence, (one) => one.need);
  await createNeeds(
    ctx,
    plan,
    needs.map(
      (need): NewNeed => ({
        code: need.code,
        theme: need.theme,
        description: need.text,
        place: codeOf(need.territory),
        target: null,
        priority: null,
        raisedBy: need.source,
        source: `cap. ${need.sourceChapter}`,
        note: null,
        evidence: (evidence.get(need.code) ?? []).map(
          (one): EvidenceFields => ({
            kind: one.kind,
            reference: one.kind === 'series' ? one.indicator : one.metric,
            category: one.kind === 'series' ? one.category : null,
            place: codeOf(one.territory),
            text: one.reason,
          }),
        ),
      }),
    ),
  );
  await createObjectives(
    ctx,
    plan,
    objectives.map((one) => ({
      ...toObjective(one, codeOf(one.territory)),
      actions: (actions.get(one.code) ?? []).map(toAction),
    })),
  );
  await addLinks(ctx, plan, [
    ...thread.needToObjective.map((link) => ({
      objective: link.objective,
      kind: 'need' as const,
      target: link.need,
      basis: link.basis,
      reason: link.reason,
    })),
    ...thread.objectiveToResource.map((link) => ({
      objective: link.objective,
      kind: link.kind,
      target: link.code,
      basis: 'stated' as const,
      reason: link.reason,
    })),
    ...partnersOf(objectives, await listLinkTargets(ctx.tx, 'organisation', plan.id)),
  ]);
}

/** Partners that a sheet names as the register does; those that it names in other words stay words. */
function partnersOf(objectives: readonly ObjectiveFact[], register: readonly LinkTarget[]): NewLink[] {
  const codes = new Map(register.map((one) => [fold(one.title), one.code]));
  return objectives.flatMap(({ code, coDesignPartners }) =>
    [...new Set(coDesignPartners.flatMap((name) => codes.get(fold(name)) ?? []))].map((target) => ({
      objective: code,
      kind: 'organisation' as const,
      target,
      basis: 'stated' as const,
      reason: 'Fra i soggetti della co-progettazione nella scheda.',
      role: 'partner' as const,
    })),
  );
}

function toAction({ objective: _, title, ...rest }: ActionFact): ActionFields {
  return { ...rest, title: `${title} (date e stato di esempio)` };
}

function toObjective(fact: ObjectiveFact, place: string): Omit<NewObjective, 'actions'> {
  const { indicators, untied } = tieTools(fact);
  return {
    code: fact.code,
    title: fact.title,
    level: fact.level,
    rank: fact.rank,
    place,
    parent: fact.parent,
    description: fact.description,
    target: fact.targetGroups,
    policyAreas: fact.policyAreas,
    keyPoints: fact.keyPoints.map((point) => ({
      area: point.policyArea,
      point: point.keyPoint,
      areaAsStated: point.policyAreaAsStated,
      pointAsStated: point.pointAsStated,
    })),
    statedNeeds: fact.needsStated,
    personnel: fact.personnel,
    crossCutting: fact.crossCutting,
    crossCuttingAreas: fact.crossCuttingAreas,
    socioSanitaryIntegration: fact.sociosanitaryIntegration,
    integrationNote: null,
    continuity: fact.continuity,
    continuityNote: null,
    coDesign: fact.coDesignPartners,
    budgetNote: fact.budgetNote,
    fields: {
      ...(fact.policyAreasAsStated.length > 0 ? { policyAreasAsStated: fact.policyAreasAsStated } : {}),
      ...(fact.crossCuttingAreasAsStated.length > 0
        ? { crossCuttingAreasAsStated: fact.crossCuttingAreasAsStated }
        : {}),
      ...(untied.length > 0 ? { measurementTools: untied } : {}),
    },
    source: `cap. ${fact.sourceChapter}`,
    note: fact.note,
    indicators,
  };
}

/** The sheets list tools of measurement apart, under shorter names than the indicators have. */
function tieTools(fact: ObjectiveFact): { indicators: IndicatorFields[]; untied: string[] } {
  const groups: [IndicatorKind, ObjectiveFact['processIndicators']][] = [
    ['process', fact.processIndicators],
    ['output', fact.outputIndicators],
    ['outcome', fact.outcomeIndicators],
  ];
  const indicators: IndicatorFields[] = [];
  const untied: string[] = [];
  for (const [kind, facts] of groups) {
    const tools: Tool[] = fact.measurementTools.filter((tool) => tool.kind === kind);
    const { tied, rest } = matchTools(
      facts.map((one) => one.text),
      tools,
    );
    untied.push(...rest.map((tool) => `${tool.indicator}: ${tool.tool}`));
    for (const [index, one] of facts.entries()) {
      indicators.push({
        kind,
        title: one.text,
        unit: one.unit,
        baseline: null,
        target: one.targetValue,
        targetAsStated: one.targetAsStated,
        frequency: null,
        measuredBy: tied.get(index) ?? null,
      });
    }
  }
  return { indicators, untied };
}
