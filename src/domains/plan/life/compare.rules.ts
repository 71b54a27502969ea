import { diffArrays, diffWordsWithSpace } from 'diff';
import { typedEuro } from '#platform/i18n/format.js';
import { textOf } from '../chapter.rules.js';
import type { Need } from '../need.types.js';
import type { Objective } from '../objective.types.js';
import type { FrozenChapter, FrozenContribution, FrozenLine, PlanContent } from './version.types.js';

/** A run of words that stayed, came or went. */
export interface WordRun {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Paragraphs that stayed (only how many), or one that changed. */
export type PassageDifference = { kind: 'same'; count: number } | { kind: 'changed'; words: WordRun[] };

export interface FieldDifference {
  /** Name of the field; for what only a guideline asks, `other.` and its key. */
  field: string;
  words: WordRun[];
}

export interface ItemDifference {
  kind: 'added' | 'removed' | 'changed';
  code: string;
  title: string;
  fields: FieldDifference[];
}

export interface ChapterDifference {
  kind: 'added' | 'removed' | 'changed';
  number: string;
  title: string;
  passages: PassageDifference[];
}

export interface ContentDifference {
  plan: FieldDifference[];
  chapters: ChapterDifference[];
  needs: ItemDifference[];
  objectives: ItemDifference[];
  budget: ItemDifference[];
  /** With what was said and answered: not for everyone, see `asReleased`. */
  contributions: ItemDifference[];
  /** Sums of the budget in cents. */
  totals: { before: number; after: number };
}

/** How one content of a plan became another: chapters by word, the rest field by field. */
export function compareContents(before: PlanContent, after: PlanContent): ContentDifference {
  return {
    plan: compareFields(planFields(before), planFields(after)),
    chapters: compareChapters(before.chapters, after.chapters),
    needs: compareItems(before.needs, after.needs, {
      key: (need) => need.id,
      head: (need) => ({ code: need.code, title: need.description }),
      fields: needFields,
    }),
    objectives: compareItems(before.objectives, after.objectives, {
      key: (objective) => objective.id,
      head: (objective) => ({ code: objective.code, title: objective.title }),
      fields: objectiveFields,
    }),
    budget: compareItems(before.budget, after.budget, {
      key: (line) => line.id,
      head: (line) => ({
        code: line.objective,
        title: [line.fundName, line.year].filter((part) => part !== null).join(', '),
      }),
      fields: lineFields,
    }),
    contributions: compareContributions(before.contributions, after.contributions),
    totals: { before: totalOf(before.budget), after: totalOf(after.budget) },
  };
}

export function isSame(difference: ContentDifference): boolean {
  const { plan, chapters, needs, objectives, budget, contributions } = difference;
  return [plan, chapters, needs, objectives, budget, contributions].every((list) => list.length === 0);
}

/** Where one of the two was frozen without its contributions, nothing can be said of them. */
function compareContributions(
  before: readonly FrozenContribution[] | undefined,
  after: readonly FrozenContribution[] | undefined,
): ItemDifference[] {
  if (!before || !after) return [];
  return compareItems(before, after, {
    key: (one) => one.id,
    head: (one) => ({ code: one.code, title: one.title }),
    fields: (one) => [
      ['code', one.code],
      ['title', one.title],
      ['text', one.text],
      ['outcome', one.state],
      ['answer', said(one.answer)],
      ['ties', codes(one.ties)],
    ],
  });
}

/**
 * What everyone may read of a difference: of contributions those that are released, and of these that they changed. What
 * was said and answered before may never have been released.
 */
export function asReleased(difference: ContentDifference, released: readonly string[]): ContentDifference {
  const contributions = difference.contributions
    .filter((one) => released.includes(one.code))
    .map((one) => ({ ...one, fields: [] }));
  return { ...difference, contributions };
}

function totalOf(lines: readonly FrozenLine[]): number {
  return lines.reduce((sum, line) => sum + (line.allocatedCents ?? 0), 0);
}

type Fields = readonly (readonly [field: string, text: string])[];

function compareItems<T>(
  before: readonly T[],
  after: readonly T[],
  {
    key,
    head,
    fields,
  }: {
    key: (item: T) => string;
    head: (item: T) => { code: string; title: string };
    fields: (item: T) => Fields;
  },
): ItemDifference[] {
  const former = new Map(before.map((item) => [key(item), item]));
  const kept = new Set(after.map(key));
  return [
    ...after.flatMap((item): ItemDifference[] => {
      const old = former.get(key(item));
      if (!old) return [{ kind: 'added', ...head(item), fields: [] }];
      const changed = compareFields(fields(old), fields(item));
      return changed.length === 0 ? [] : [{ kind: 'changed', ...head(item), fields: changed }];
    }),
    ...before
      .filter((item) => !kept.has(key(item)))
      .map((item): ItemDifference => ({ kind: 'removed', ...head(item), fields: [] })),
  ];
}

/** Fields whose text differs, in the order of the new ones; one that is not there counts as empty. */
function compareFields(before: Fields, after: Fields): FieldDifference[] {
  const former = new Map(before);
  const present = new Map(after);
  return [...new Set([...present.keys(), ...former.keys()])].flatMap((field) => {
    const [old, fresh] = [former.get(field) ?? '', present.get(field) ?? ''];
    return old === fresh ? [] : [{ field, words: compareWords(old, fresh) }];
  });
}

/**
 * Differences after which a comparison is given up and both texts are shown whole: a second of work. Counted, not timed,
 * so that two readers of the same versions never see two answers.
 */
const MOST_EDITS = 3_000;

/** Texts that share less than this of their letters are two texts: word by word they would be torn to confetti. */
const LEAST_SHARED = 0.35;

export function compareWords(before: string, after: string): WordRun[] {
  const runs = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  const letters = (text: string) => text.replace(/\s/g, '').length;
  const shared = (runs ?? []).reduce(
    (sum, run) => (run.added || run.removed ? sum : sum + letters(run.value)),
    0,
  );
  if (!runs || shared < LEAST_SHARED * Math.max(letters(before), letters(after))) {
    const whole: WordRun[] = [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
    return whole.filter((run) => run.text !== '');
  }
  return runs.map((run) => ({
    kind: run.added ? 'added' : run.removed ? 'removed' : 'same',
    text: run.value,
  }));
}

function compareChapters(
  before: readonly FrozenChapter[],
  after: readonly FrozenChapter[],
): ChapterDifference[] {
  const former = new Map(before.map((chapter) => [chapter.number, chapter]));
  const kept = new Set(after.map((chapter) => chapter.number));
  return [
    ...after.flatMap((chapter): ChapterDifference[] => {
      const { number, title } = chapter;
      const old = former.get(number);
      if (!old) return [{ kind: 'added', number, title, passages: [] }];
      const passages = comparePassages(passagesOf(old), passagesOf(chapter));
      return passages.some((passage) => passage.kind === 'changed')
        ? [{ kind: 'changed', number, title, passages }]
        : [];
    }),
    ...before
      .filter((chapter) => !kept.has(chapter.number))
      .map(({ number, title }): ChapterDifference => ({ kind: 'removed', number, title, passages: [] })),
  ];
}

function passagesOf(chapter: FrozenChapter): string[] {
  return [
    chapter.title,
    ...chapter.content.flatMap((part) =>
      part.type === 'block' ? [`[${part.name} ${JSON.stringify(part.with ?? {})}]`] : textOf(part),
    ),
  ];
}

/** Paragraphs are matched first, so that a moved or added one does not tear the words of its neighbours. */
export function comparePassages(before: readonly string[], after: readonly string[]): PassageDifference[] {
  const found: PassageDifference[] = [];
  let gone: string[] = [];
  const flush = (come: readonly string[]) => {
    const length = Math.max(gone.length, come.length);
    for (let index = 0; index < length; index += 1)
      found.push({ kind: 'changed', words: compareWords(gone[index] ?? '', come[index] ?? '') });
    gone = [];
  };
  for (const run of diffArrays([...before], [...after])) {
    if (run.removed) gone = run.value;
    else if (run.added) flush(run.value);
    else {
      flush([]);
      found.push({ kind: 'same', count: run.value.length });
    }
  }
  flush([]);
  return found;
}

const said = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const listed = (values: readonly string[]): string => values.join('\n');
/** Ticked areas are a set: a form sends them in the guideline's order, whatever theirs was. */
const inOrder = (letters: readonly string[]): string => [...letters].sort().join(', ');
const yesNo = (value: boolean | null): string => (value === null ? '' : value ? 'sì' : 'no');
const codes = (linked: readonly { code: string; title: string }[]): string =>
  listed(linked.map((one) => `${one.code} ${one.title}`));

function planFields({ plan }: PlanContent): Fields {
  return [
    ['title', plan.title],
    ['summary', said(plan.summary)],
  ];
}

function needFields(need: Need): Fields {
  return [
    ['code', need.code],
    ['theme', need.theme],
    ['description', need.description],
    ['place', need.placeName],
    ['target', said(need.target)],
    ['priority', said(need.priority)],
    ['raisedBy', said(need.raisedBy)],
    ['source', said(need.source)],
    ['note', said(need.note)],
    ['evidence', listed(need.evidence.map((one) => [one.text, one.placeName].filter(Boolean).join(' · ')))],
    ['objectives', codes(need.objectives)],
  ];
}

function objectiveFields(objective: Objective): Fields {
  return [
    ['code', objective.code],
    ['title', objective.title],
    ['level', objective.level],
    ['rank', objective.rank],
    ['place', objective.placeName],
    ['parent', said(objective.parent?.code)],
    ['description', said(objective.description)],
    ['target', listed(objective.target)],
    ['policyAreas', inOrder(objective.policyAreas)],
    ['keyPoints', listed(objective.keyPoints.map((one) => one.point ?? said(one.pointAsStated)))],
    ['statedNeeds', listed(objective.statedNeeds)],
    ['personnel', listed(objective.personnel)],
    ['crossCutting', yesNo(objective.crossCutting)],
    ['crossCuttingAreas', inOrder(objective.crossCuttingAreas)],
    ['socioSanitaryIntegration', yesNo(objective.socioSanitaryIntegration)],
    ['integrationNote', said(objective.integrationNote)],
    ['continuity', yesNo(objective.continuity)],
    ['continuityNote', said(objective.continuityNote)],
    ['coDesign', listed(objective.coDesign)],
    ['budgetNote', said(objective.budgetNote)],
    ['source', said(objective.source)],
    ['note', said(objective.note)],
    ['needs', codes(objective.needs)],
    ['services', codes(objective.services)],
    ['networks', codes(objective.networks)],
    ['agreements', codes(objective.agreements)],
    // Versions that were frozen before partners were kept have none.
    ['organisations', listed((objective.organisations ?? []).map((one) => `${one.code} (${one.role})`))],
    ...Object.entries(objective.fields).map(([key, value]): [string, string] => [
      `other.${key}`,
      Array.isArray(value) ? listed(value) : said(value),
    ]),
    ['indicators', listed(objective.indicators.map(indicatorLine))],
    ['actions', listed(objective.actions.map(actionLine))],
  ];
}

function indicatorLine(one: Objective['indicators'][number]): string {
  const parts = [
    one.title,
    one.unit,
    one.baseline,
    one.target,
    one.targetAsStated,
    one.frequency,
    one.measuredBy,
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

/** Without the state: what has been done is not what was decided. */
function actionLine(one: Objective['actions'][number]): string {
  return [one.title, one.startsOn, one.endsOn, one.owner].filter(Boolean).join(' · ');
}

function lineFields(line: FrozenLine): Fields {
  return [
    ['objective', line.objective],
    ['fund', line.fundName],
    ['year', said(line.year)],
    ['description', said(line.description)],
    ['allocated', line.allocatedCents === null ? '' : typedEuro(line.allocatedCents)],
  ];
}
