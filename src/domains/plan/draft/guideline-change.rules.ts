import type { Guideline, LocalText } from '../guideline.types.js';

export const GUIDELINE_PARTS = ['area', 'keyPoint', 'chapter', 'objectiveField', 'outcomeField'] as const;
export type GuidelinePart = (typeof GUIDELINE_PARTS)[number];

/** One difference between what two guidelines ask. */
export interface GuidelineChange {
  part: GuidelinePart;
  code: string;
  /** As the later one calls it; as the former did when it is gone. */
  name: LocalText;
  /** What the former calls it, where that is something else: the same letter may name another area. */
  formerName: LocalText | null;
  kind: 'added' | 'removed' | 'changed';
  /** How much of the plan is written under it: objectives, or the chapter. */
  uses: number;
}

/**
 * What changes for a plan that follows `after` instead of `before`, part by part, in the order of the guideline; what is
 * gone stands after what stays.
 * @param uses by part and code: `area A`
 */
export function compareGuidelines(
  before: Guideline,
  after: Guideline,
  uses: ReadonlyMap<string, number>,
): GuidelineChange[] {
  return GUIDELINE_PARTS.flatMap((part) => {
    const [was, is] = [asksOf(before, part), asksOf(after, part)];
    const change = (
      code: string,
      name: LocalText,
      kind: GuidelineChange['kind'],
      former: LocalText = name,
    ): GuidelineChange => ({
      part,
      code,
      name,
      formerName: former.it === name.it ? null : former,
      kind,
      uses: uses.get(`${part} ${code}`) ?? 0,
    });
    return [
      ...[...is].flatMap(([code, { name, asked }]) => {
        const former = was.get(code);
        if (!former) return [change(code, name, 'added')];
        return former.asked === asked ? [] : [change(code, name, 'changed', former.name)];
      }),
      ...[...was].filter(([code]) => !is.has(code)).map(([code, { name }]) => change(code, name, 'removed')),
    ];
  });
}

function asksOf(guideline: Guideline, part: GuidelinePart): Map<string, { name: LocalText; asked: string }> {
  const of = <T>(items: readonly T[], codeOf: (item: T) => string, nameOf: (item: T) => LocalText) =>
    new Map(items.map((item) => [codeOf(item), { name: nameOf(item), asked: JSON.stringify(item) }]));
  switch (part) {
    case 'area':
      // Its key points are told one by one.
      return of(
        guideline.policyAreas.map(({ code, name }) => ({ code, name })),
        (area) => area.code,
        (area) => area.name,
      );
    case 'keyPoint':
      return of(
        guideline.policyAreas.flatMap((area) => area.keyPoints),
        (point) => point.code,
        (point) => point.name,
      );
    case 'chapter':
      return of(
        [...guideline.chapters, ...guideline.annexes],
        (chapter) => chapter.number,
        (chapter) => chapter.title,
      );
    default:
      return of(
        (part === 'objectiveField' ? guideline.objectiveSheet : guideline.outcomeSheet).fields,
        (field) => field.key,
        (field) => field.label,
      );
  }
}
