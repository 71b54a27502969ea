import { LIKELY, likeness } from '../alike/alike.rules.js';
import type { Guideline, LocalText } from '../guideline.types.js';
import type { KeyPoint } from '../objective.types.js';
import { fold } from '../objective-tree.rules.js';

/** What of an objective is written in the letters of a guideline. */
export interface Letters {
  policyAreas: string[];
  crossCuttingAreas: string[];
  keyPoints: KeyPoint[];
}

/** Areas or key points of one guideline by those of another; null where there is no place for one. */
export interface LetterMap {
  area: ReadonlyMap<string, string | null>;
  keyPoint: ReadonlyMap<string, string | null>;
}

/** A letter in use that may mean something else. */
export interface LetterChoice {
  part: 'area' | 'keyPoint';
  code: string;
  name: LocalText;
  /** Objectives that have it. */
  uses: number;
  /** Of the other guideline; null where nothing there says the same. */
  proposed: string | null;
}

interface Named {
  code: string;
  name: LocalText;
  aliases: readonly string[];
}

const partOf = (guideline: Guideline, part: LetterChoice['part']): readonly Named[] =>
  part === 'area' ? guideline.policyAreas : guideline.policyAreas.flatMap((area) => area.keyPoints);

/**
 * Each letter in use that is not the same thing in both guidelines, with what is proposed: of the same name, else of a
 * name that says nearly the same, else of the same letter where nothing else has taken it.
 */
export function letterChoices(
  before: Guideline,
  after: Guideline,
  objectives: readonly Letters[],
): LetterChoice[] {
  return (['area', 'keyPoint'] as const).flatMap((part) => {
    const [was, is] = [partOf(before, part), partOf(after, part)];
    const byName = new Map(was.map((one) => [one.code, sameByName(one, is)]));
    const taken = new Set(byName.values());
    const used = objectives.map((one) => new Set(codesOf(one, part)));
    return [...new Set(used.flatMap((codes) => [...codes]))].sort().flatMap((code) => {
      const former = was.find((one) => one.code === code);
      const sameLetter = is.find((one) => one.code === code && !taken.has(code))?.code;
      const proposed = byName.get(code) ?? sameLetter ?? null;
      const now = is.find((one) => one.code === proposed);
      if (former && proposed === code && now?.name.it === former.name.it) return [];
      const uses = used.filter((codes) => codes.has(code)).length;
      return [{ part, code, name: former?.name ?? { it: code, en: code }, uses, proposed }];
    });
  });
}

function codesOf(one: Letters, part: LetterChoice['part']): string[] {
  return part === 'area'
    ? [...one.policyAreas, ...one.crossCuttingAreas]
    : one.keyPoints.flatMap(({ point }) => point ?? []);
}

function sameByName(one: Named, others: readonly Named[]): string | null {
  const names = (named: Named) => [named.name.it, ...named.aliases].map(fold);
  const exact = others.find((other) => names(other).some((name) => names(one).includes(name)));
  if (exact) return exact.code;
  const saying = (named: Named) => ({ title: named.name.it, text: '' });
  const [nearest] = others
    .map((other) => ({ code: other.code, share: likeness(saying(one), saying(other)) }))
    .filter(({ share }) => share >= LIKELY)
    .sort((a, b) => b.share - a.share);
  return nearest?.code ?? null;
}

/** The letters in the other guideline. A point that has no place there stays in its own words: nothing is lost. */
export function moveLetters(one: Letters, map: LetterMap, before: Guideline, after: Guideline): Letters {
  const area = (code: string) => (map.area.has(code) ? (map.area.get(code) ?? null) : code);
  const areas = (codes: readonly string[]) => [...new Set(codes.flatMap((code) => area(code) ?? []))].sort();
  return {
    policyAreas: areas(one.policyAreas),
    crossCuttingAreas: areas(one.crossCuttingAreas),
    keyPoints: one.keyPoints.map((kept) => movePoint(kept, map, area, before, after)),
  };
}

function movePoint(
  kept: KeyPoint,
  map: LetterMap,
  area: (code: string) => string | null,
  before: Guideline,
  after: Guideline,
): KeyPoint {
  if (kept.point === null) return { ...kept, area: area(kept.area) ?? '' };
  const to = map.keyPoint.has(kept.point) ? map.keyPoint.get(kept.point) : kept.point;
  const owner = after.policyAreas.find(({ keyPoints }) => keyPoints.some(({ code }) => code === to));
  if (to && owner) return { ...kept, area: owner.code, point: to };
  const former = before.policyAreas.find(({ code }) => code === kept.area);
  const words = former?.keyPoints.find(({ code }) => code === kept.point)?.name.it ?? kept.point;
  return {
    area: area(kept.area) ?? '',
    point: null,
    areaAsStated: kept.areaAsStated ?? former?.name.it ?? null,
    pointAsStated: kept.pointAsStated ?? words,
  };
}
