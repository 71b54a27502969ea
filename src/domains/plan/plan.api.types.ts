import { z } from 'zod';
import { EVIDENCE_KINDS, PRIORITIES } from './need.types.js';
import { ACTION_STATES, INDICATOR_KINDS, LEVELS, PARTNER_ROLES, RANKS } from './objective.types.js';

/** What the API takes and gives for needs and objectives. */

const line = (max: number, min = 1) => z.string().trim().min(min).max(max);
const maybe = (max: number) => line(max).nullable();
const list = (max: number) => z.array(line(max)).max(100);
const PlaceRef = z.object({ code: z.string(), name: z.string() });
const LinkRef = z.object({
  code: z.string(),
  title: z.string(),
  basis: z.enum(['stated', 'theme']),
  reason: z.string().nullable(),
});

const needFields = {
  theme: line(120),
  description: line(2_000, 3),
  place: line(64),
  target: maybe(500),
  priority: z.enum(PRIORITIES).nullable(),
  raisedBy: maybe(200),
  source: maybe(200),
  note: maybe(4_000),
};

export const NeedBody = z.object({
  ...z.object(needFields).partial().required({ theme: true, description: true, place: true }).shape,
  code: line(40).optional(),
});
/** Only what is given changes; `version` is the one that was read. */
export const NeedPatch = z.object({
  ...z.object(needFields).partial().shape,
  version: z.number().int().min(1),
});

export const NeedLine = z.object({
  id: z.uuid(),
  code: z.string(),
  theme: z.string(),
  description: z.string(),
  place: PlaceRef,
  priority: z.enum(PRIORITIES).nullable(),
  raisedBy: z.string().nullable(),
  evidenceCount: z.number(),
  objectives: z.array(z.object({ code: z.string(), title: z.string() })),
});

export const NeedAnswer = z.object({
  id: z.uuid(),
  version: z.number(),
  code: z.string(),
  theme: z.string(),
  description: z.string(),
  place: PlaceRef,
  target: z.string().nullable(),
  priority: z.enum(PRIORITIES).nullable(),
  raisedBy: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  evidence: z.array(
    z.object({
      kind: z.enum(EVIDENCE_KINDS),
      reference: z.string(),
      category: z.string().nullable(),
      place: z.string().nullable(),
      text: z.string(),
    }),
  ),
  objectives: z.array(LinkRef),
});

const KeyPointShape = z.object({
  area: z.string().max(4),
  point: z.string().max(8).nullable(),
  areaAsStated: z.string().max(400).nullable(),
  pointAsStated: z.string().max(400).nullable(),
});

/** Answers to what only the plan's guideline asks, by the field's key. */
const OtherFields = z.record(
  z.string().regex(/^[a-z][A-Za-z]{0,59}$/),
  z.union([line(10_000), z.number(), z.boolean(), z.array(line(1_000)).max(100), z.null()]),
);

const objectiveFields = {
  level: z.enum(LEVELS),
  rank: z.enum(RANKS),
  place: line(64),
  parent: maybe(40),
  title: line(400, 3),
  description: maybe(10_000),
  target: list(1_000),
  policyAreas: list(4),
  keyPoints: z.array(KeyPointShape).max(200),
  statedNeeds: list(1_000),
  personnel: list(1_000),
  crossCutting: z.boolean().nullable(),
  crossCuttingAreas: list(4),
  socioSanitaryIntegration: z.boolean().nullable(),
  integrationNote: maybe(2_000),
  continuity: z.boolean().nullable(),
  continuityNote: maybe(2_000),
  coDesign: list(1_000),
  budgetNote: maybe(10_000),
  source: maybe(200),
  note: maybe(4_000),
  fields: OtherFields,
};

export const ObjectiveBody = z.object({
  ...z.object(objectiveFields).partial().required({ title: true, level: true, place: true }).shape,
  code: z
    .string()
    .max(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u),
});
/** Only what is given changes; `version` is the one that was read. */
export const ObjectivePatch = z.object({
  ...z.object(objectiveFields).partial().shape,
  version: z.number().int().min(1),
});

export const ObjectiveLineAnswer = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  level: z.enum(LEVELS),
  rank: z.enum(RANKS),
  parent: z.string().nullable(),
  place: PlaceRef,
  policyAreas: z.array(z.string()),
  description: z.string().nullable(),
  version: z.number(),
});

export const ObjectiveAnswer = z.object({
  id: z.uuid(),
  version: z.number(),
  code: z.string(),
  title: z.string(),
  level: z.enum(LEVELS),
  rank: z.enum(RANKS),
  place: PlaceRef,
  parent: z.string().nullable(),
  children: z.array(z.string()),
  description: z.string().nullable(),
  target: z.array(z.string()),
  policyAreas: z.array(z.string()),
  keyPoints: z.array(KeyPointShape),
  statedNeeds: z.array(z.string()),
  personnel: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
  crossCutting: z.boolean().nullable(),
  crossCuttingAreas: z.array(z.string()),
  socioSanitaryIntegration: z.boolean().nullable(),
  integrationNote: z.string().nullable(),
  continuity: z.boolean().nullable(),
  continuityNote: z.string().nullable(),
  coDesign: z.array(z.string()),
  budgetNote: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  indicators: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(INDICATOR_KINDS),
      title: z.string(),
      unit: z.string().nullable(),
      baseline: z.number().nullable(),
      target: z.number().nullable(),
      targetAsStated: z.string().nullable(),
      frequency: z.string().nullable(),
      measuredBy: z.string().nullable(),
    }),
  ),
  actions: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
      owner: z.string().nullable(),
      state: z.enum(ACTION_STATES),
      stateReason: z.string().nullable(),
    }),
  ),
  needs: z.array(LinkRef),
  services: z.array(LinkRef),
  networks: z.array(LinkRef),
  agreements: z.array(LinkRef),
  organisations: z.array(LinkRef.extend({ role: z.enum(PARTNER_ROLES) })),
});
