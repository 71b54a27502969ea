import {
  type Block,
  type BlockProvider,
  type Field,
  type FieldContent,
  field,
  h,
  type Item,
  type Row,
  type Sheet,
} from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline, SheetField } from './guideline.types.js';
import { sayTarget } from './indicator-block.js';
import { listObjectives } from './objective.sql.js';
import type { Level, Objective, ObjectiveRow, PartnerRole } from './objective.types.js';
import { listObjectiveSheets } from './objective-sheet.sql.js';
import { isAsked } from './sheet-field.rules.js';
import { lightFields } from './writing/light-text.js';

/** What other domains put into the objectives' sheets, by objective's code. */
export interface SheetProviders {
  money: (ctx: Ctx, planId: string) => Promise<ReadonlyMap<string, FieldContent[]>>;
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  ambito: 'Obiettivi di ambito',
  subAmbito: 'Obiettivi di sub-ambito',
  supraZonal: 'Obiettivi sovrazonali',
  reward: 'Obiettivi candidati alla premialità',
};

/** The whole of the plan at a glance: every objective under its territory, parts under what they are part of. */
export const objectiveTree: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const objectives = await listObjectives(ctx.tx, subject.id);
  const guideline = await getGuideline(ctx.tx, subject.guidelineCode, subject.guidelineSha256);
  if (objectives.length === 0) return [];
  const ids = new Set(objectives.map((one) => one.id));
  const depthOf = (one: ObjectiveRow): number => {
    const parent = objectives.find((other) => other.id === one.parentId);
    return parent ? depthOf(parent) + 1 : 0;
  };
  const inOrder = (parentId: string | null, among: readonly ObjectiveRow[]): ObjectiveRow[] =>
    among
      .filter((one) => (parentId === null ? !ids.has(one.parentId ?? '') : one.parentId === parentId))
      .flatMap((one) => [one, ...inOrder(one.id, objectives)]);
  const groups = Map.groupBy(
    objectives.filter((one) => !ids.has(one.parentId ?? '')),
    (one) => (one.level === 'subAmbito' ? `Sub-ambito ${one.placeName}` : LEVEL_WORDS[one.level]),
  );
  return [
    {
      kind: 'table',
      id: 'quadro-obiettivi',
      caption: `Quadro degli obiettivi ${subject.code}`,
      columns: [
        { title: 'Codice', kind: 'text', width: 0.9 },
        { title: 'Obiettivo', kind: 'text', width: 4.6 },
        { title: 'Macroaree', kind: 'text', width: 1.3 },
      ],
      rows: [...groups].flatMap(([title, roots]): Row[] => [
        { group: title },
        ...roots
          .flatMap((root) => [root, ...inOrder(root.id, objectives)])
          .map((one) => ({
            cells: [
              one.code,
              `${'– '.repeat(depthOf(one))}${one.title}${one.rank === 'strategic' ? ' (strategico)' : ''}`,
              one.policyAreas.join(', ') || 'n.d.',
            ],
          })),
      ]),
      notes: [
        `Macroaree: ${guideline.policyAreas.map((area) => `${area.code} ${area.name.it}`).join('; ')}.`,
      ],
    },
  ];
};

/** The objectives' sheets in the order and with the fields of the guideline, one heading each. */
export function objectiveSheets(providers: SheetProviders): BlockProvider {
  return async (ctx, subject, params) => {
    const guideline = await getGuideline(ctx.tx, subject.guidelineCode, subject.guidelineSha256);
    const money = await providers.money(ctx, subject.id);
    const objectives = (await listObjectiveSheets(ctx.tx, subject.id)).filter(
      (one) =>
        (params.level === undefined || one.level === params.level) &&
        (params.territory === undefined ||
          one.placeName === params.territory ||
          one.placeCode === params.territory),
    );
    return objectives.flatMap((objective): Block[] => [
      h(3, `${objective.code}. ${objective.title}`),
      toSheet(objective, guideline, money.get(objective.code) ?? []),
    ]);
  };
}

export function toSheet(objective: Objective, guideline: Guideline, money: readonly FieldContent[]): Sheet {
  const asked = guideline.objectiveSheet.fields.filter(
    // The title is the sheet's own; a field that depends on another stays out when that one says no.
    (one) => one.key !== 'title' && isAsked(guideline, objective, one),
  );
  return {
    kind: 'sheet',
    // The heading above says the title; on the pages that follow the code tells which sheet goes on.
    title: 'Scheda dell’obiettivo',
    code: objective.code,
    sections: [
      { fields: asked.map((one) => toField(one, objective, guideline, money)) },
      { title: 'Il filo del piano', fields: threadFields(objective) },
    ],
  };
}

function toField(
  sheetField: SheetField,
  objective: Objective,
  guideline: Guideline,
  money: readonly FieldContent[],
): Field {
  const named = (...content: Parameters<typeof field> extends [string, ...infer R] ? R : never) =>
    field(sheetField.label.it, ...content);
  switch (sheetField.key) {
    case 'level':
      return named(sayLevel(objective));
    case 'policyAreas':
      return named(nameAreas(guideline, objective.policyAreas));
    case 'description':
      return named(...lightFields(objective.description));
    case 'targetGroups':
      return named(objective.target);
    case 'budgetEuro':
      return named(...money);
    case 'budgetNote':
      return named(...lightFields(objective.budgetNote));
    case 'personnel':
      return named(objective.personnel);
    case 'crossCutting':
      return named(yesNo(objective.crossCutting));
    case 'crossCuttingAreas':
      return named(nameAreas(guideline, objective.crossCuttingAreas));
    case 'keyPoints':
      return named(keyPoints(objective, guideline));
    case 'sociosanitaryIntegration':
      return named(yesNo(objective.socioSanitaryIntegration), ...lightFields(objective.integrationNote));
    case 'continuity':
      return named(yesNo(objective.continuity), ...lightFields(objective.continuityNote));
    case 'coDesignPartners':
      return named(objective.coDesign);
    case 'needsStated':
      return named(objective.statedNeeds);
    case 'processIndicators':
      return named(indicators(objective, 'process'));
    case 'outputIndicators':
      return named(indicators(objective, 'output'));
    case 'outcomeIndicators':
      return named(indicators(objective, 'outcome'));
    case 'measurementTools':
      return named(tools(objective));
    default:
      return named(
        ...(sheetField.kind === 'longText' && typeof objective.fields[sheetField.key] === 'string'
          ? lightFields(String(objective.fields[sheetField.key]))
          : [other(objective, sheetField)]),
      );
  }
}

function sayLevel(objective: Objective): string {
  const words: Readonly<Record<Level, string>> = {
    ambito: 'Ambito',
    subAmbito: `Sub-ambito ${objective.placeName}`,
    supraZonal: 'Sovrazonale',
    reward: 'Premialità',
  };
  const rank = objective.rank === 'strategic' ? ', obiettivo strategico' : '';
  const parent = objective.parent ? `, parte di ${objective.parent.code} ${objective.parent.title}` : '';
  return `${words[objective.level]}${rank}${parent}`;
}

function nameAreas(guideline: Guideline, codes: readonly string[]): string[] {
  return codes.map((code) => {
    const area = guideline.policyAreas.find((one) => one.code === code);
    return area ? `${code}. ${area.name.it}` : code;
  });
}

function yesNo(value: boolean | null): FieldContent | null {
  if (value === null) return null;
  return {
    kind: 'ticks',
    items: [
      { label: 'Sì', ticked: value },
      { label: 'No', ticked: !value },
    ],
  };
}

/** All the points of the areas that the objective touches, ticked or not, as on the region's form; then the plan's own. */
function keyPoints(objective: Objective, guideline: Guideline): FieldContent | null {
  const areas = guideline.policyAreas.filter((area) =>
    objective.keyPoints.some((point) => point.area === area.code),
  );
  const ticked = (code: string) => objective.keyPoints.some((point) => point.point === code);
  const known = areas.flatMap((area) =>
    area.keyPoints.map((point) => ({
      label: point.name.it,
      ticked: ticked(point.code),
      note: area.name.it,
    })),
  );
  const others = objective.keyPoints
    .filter((point) => point.point === null)
    .map((point) => ({ label: point.pointAsStated ?? point.area, ticked: true }));
  const items = [...known.filter((one) => one.ticked), ...others];
  return items.length === 0 ? null : { kind: 'ticks', items };
}

function indicators(objective: Objective, kind: 'process' | 'output' | 'outcome'): FieldContent | null {
  const own = objective.indicators.filter((one) => one.kind === kind);
  if (own.length === 0) return null;
  return {
    kind: 'table',
    columns: [
      { title: 'Indicatore', kind: 'text', width: 3.4 },
      { title: 'Valore atteso', kind: 'text', width: 1.4 },
    ],
    rows: own.map((one) => ({ cells: [one.title, sayTarget(one)] })),
  };
}

function tools(objective: Objective): FieldContent | null {
  const measured = objective.indicators.flatMap((one) =>
    one.measuredBy === null ? [] : [`${one.title}: ${one.measuredBy}`],
  );
  const untied = objective.fields.measurementTools;
  const all = [...measured, ...(Array.isArray(untied) ? untied : [])];
  return all.length === 0 ? null : { kind: 'list', items: all.map((text) => ({ text })) };
}

function other(objective: Objective, { key, options }: SheetField): string | string[] | null {
  const value = objective.fields[key];
  if (value === undefined || value === null) return null;
  const chosen = options?.find((option) => option.value === value);
  if (chosen) return chosen.label.it;
  if (Array.isArray(value)) return value;
  return typeof value === 'boolean' ? (value ? 'Sì' : 'No') : String(value);
}

const ROLE_WORDS: Readonly<Record<PartnerRole, string>> = {
  lead: 'capofila',
  partner: 'partner',
  provider: 'gestore',
  funder: 'finanziatore',
  adherent: 'aderente',
};

function partners({ organisations }: Objective): FieldContent | null {
  if (organisations.length === 0) return null;
  return {
    kind: 'list',
    items: organisations.map(({ title, role, reason }): Item => {
      const named = `${title}, ${ROLE_WORDS[role]}`;
      return { text: reason === null ? named : `${named}: ${reason}` };
    }),
  };
}

/** What ties the objective to the rest of the plan: needs by their code, services, networks, agreements, actions. */
function threadFields(objective: Objective): Field[] {
  const list = (linked: readonly { code: string; title: string }[]): FieldContent | null =>
    linked.length === 0
      ? null
      : { kind: 'list', items: linked.map((one): Item => ({ text: `${one.code} ${one.title}` })) };
  return [
    field('Bisogni a cui risponde', list(objective.needs)),
    field('Con quali enti', partners(objective)),
    field('Servizi attraverso cui agisce', list(objective.services)),
    field('Reti e accordi su cui poggia', list([...objective.networks, ...objective.agreements])),
    ...(objective.actions.length === 0
      ? []
      : [
          field(
            'Azioni',
            objective.actions.map((action) => action.title),
          ),
        ]),
    ...(objective.note === null ? [] : [field('Note', ...lightFields(objective.note))]),
  ];
}
