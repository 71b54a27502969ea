import { findPolicyArea, type Guideline, type SheetField } from '../guideline.types.js';
import type { Need, NewNeed } from '../need.types.js';
import type { IndicatorFields, KeyPoint, NewObjective, Objective, OtherFields } from '../objective.types.js';
import type { Plan } from '../plan.types.js';
import { answerOf, isAnsweredElsewhere, isUnanswered } from '../sheet-field.rules.js';

/** A need as the next plan takes it over: where it was found stays known. */
export function carryNeed(need: Need, from: Pick<Plan, 'code'>): NewNeed {
  return {
    code: need.code,
    theme: need.theme,
    description: need.description,
    place: need.placeCode,
    target: need.target,
    priority: need.priority,
    raisedBy: need.raisedBy,
    source: need.source ?? `Piano ${from.code}, ${need.code}`,
    note: need.note,
    evidence: need.evidence.map((one) => ({
      kind: one.kind,
      reference: one.reference,
      category: one.category,
      place: one.placeCode,
      text: one.text,
    })),
  };
}

export interface Carried {
  sheet: Objective;
  reason: string | null;
  plan: Pick<Plan, 'code'>;
  former: Guideline;
  guideline: Guideline;
  /** Codes of all the objectives that go on: a parent that does not is let go. */
  codes: ReadonlySet<string>;
  latest: ReadonlyMap<string, number>;
}

/** An objective as the next plan takes it over. */
export function carryObjective(carried: Carried): NewObjective {
  const { sheet, reason, plan, former, guideline, codes, latest } = carried;
  const areas = mapAreas(former, guideline, sheet.policyAreas);
  const crossing = mapAreas(former, guideline, sheet.crossCuttingAreas);
  const { fields, left } = carryFields(sheet, former, guideline);
  const lost = [...areas.lost, ...crossing.lost];
  const told = [
    ...left,
    ...(lost.length === 0
      ? []
      : [`Macroaree che le nuove linee di indirizzo non hanno: ${lost.join('; ')}.`]),
  ];
  const note = [sheet.note, ...told.map((line) => `Dal piano ${plan.code}. ${line}`)]
    .filter(Boolean)
    .join('\n');
  return {
    code: sheet.code,
    level: sheet.level,
    rank: sheet.rank,
    place: sheet.placeCode,
    parent: sheet.parent && codes.has(sheet.parent.code) ? sheet.parent.code : null,
    title: sheet.title,
    description: sheet.description,
    target: sheet.target,
    policyAreas: areas.codes,
    keyPoints: mapPoints(former, guideline, sheet.keyPoints),
    statedNeeds: sheet.statedNeeds,
    personnel: sheet.personnel,
    crossCutting: sheet.crossCutting,
    crossCuttingAreas: crossing.codes,
    socioSanitaryIntegration: sheet.socioSanitaryIntegration,
    integrationNote: sheet.integrationNote,
    continuity: true,
    continuityNote: [`Prosegue l’obiettivo ${sheet.code} del piano ${plan.code}.`, reason]
      .filter(Boolean)
      .join(' '),
    coDesign: sheet.coDesign,
    // The money of a period ends with it.
    budgetNote: null,
    fields,
    source: `Piano ${plan.code}, ${sheet.code}`,
    note: note === '' ? null : note.slice(0, 4_000),
    indicators: sheet.indicators.map((one) => carryIndicator(one, latest.get(one.id))),
    actions: [],
  };
}

/** Where the last period has arrived is where the next one begins; what it wants is decided anew. */
function carryIndicator(one: Objective['indicators'][number], value: number | undefined): IndicatorFields {
  return {
    kind: one.kind,
    title: one.title,
    unit: one.unit,
    baseline: value ?? one.baseline,
    target: null,
    targetAsStated: null,
    frequency: one.frequency,
    measuredBy: one.measuredBy,
  };
}

/** The same areas under the new letters, found by their names. */
function mapAreas(former: Guideline, guideline: Guideline, codes: readonly string[]) {
  const found: string[] = [];
  const lost: string[] = [];
  for (const code of codes) {
    const name = former.policyAreas.find((area) => area.code === code)?.name.it ?? code;
    const area = findPolicyArea(guideline, name);
    if (area) found.push(area.code);
    else lost.push(name);
  }
  return { codes: [...new Set(found)], lost };
}

/** A point that the new guideline does not have stays in its words, as the plan's own. */
function mapPoints(former: Guideline, guideline: Guideline, points: readonly KeyPoint[]): KeyPoint[] {
  return points.map((point) => {
    const area = former.policyAreas.find((one) => one.code === point.area);
    const old = area?.keyPoints.find((one) => one.code === point.point);
    const words = old?.name.it ?? point.pointAsStated;
    const same = guideline.policyAreas
      .flatMap((one) => one.keyPoints.map((key) => ({ area: one.code, key })))
      .find(({ key }) => key.name.it === words);
    return same
      ? { area: same.area, point: same.key.code, areaAsStated: null, pointAsStated: null }
      : {
          area: '',
          point: null,
          areaAsStated: area?.name.it ?? point.areaAsStated,
          pointAsStated: words ?? null,
        };
  });
}

/** Answers that the new guideline asks too; the others in words, with their question. */
function carryFields(
  sheet: Objective,
  former: Guideline,
  guideline: Guideline,
): { fields: OtherFields; left: string[] } {
  const fields: OtherFields = {};
  const left: string[] = [];
  const asked = new Map(guideline.objectiveSheet.fields.map((field) => [field.key, field]));
  for (const field of former.objectiveSheet.fields) {
    if (isAnsweredElsewhere(field) || field.key === 'budgetNote' || field.kind === 'keyPoints') continue;
    const answer = answerOf(sheet, field);
    if (isUnanswered(answer)) continue;
    const next = asked.get(field.key);
    const isOwn = field.key in sheet.fields;
    if (next && fits(next, field, answer)) {
      if (isOwn) fields[field.key] = answer as never;
    } else if (!next || isOwn) left.push(`${field.label.it} ${inWords(field, answer)}`);
  }
  return { fields, left };
}

function fits(next: SheetField, former: SheetField, answer: unknown): boolean {
  if (next.kind !== former.kind) return false;
  return next.options === undefined || next.options.some((option) => option.value === answer);
}

function inWords(field: SheetField, answer: unknown): string {
  const chosen = field.options?.find((option) => option.value === answer)?.label.it;
  if (chosen) return chosen;
  if (typeof answer === 'boolean') return answer ? 'Sì.' : 'No.';
  return Array.isArray(answer) ? answer.join('; ') : String(answer);
}
