import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';
import { translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { StateTag } from '#platform/ui/parts.js';
import type { Crumb } from '#platform/ui/shell.js';
import type { Priority } from './need.types.js';
import type { ActionState, IndicatorKind, Level } from './objective.types.js';
import type { Group } from './objective-tree.rules.js';
import { planText } from './plan.messages.js';
import type { Plan, PlanState } from './plan.types.js';
import type { Progress, ProgressState } from './progress.rules.js';

/** Path of something of a plan, in the reader's face. */
export function inPlan(ctx: PageCtx, plan: Pick<Plan, 'code'>, path = ''): string {
  return at(ctx, `/piano/${plan.code}${path}`);
}

export function planCrumbs(ctx: PageCtx, plan: Plan, ...rest: Crumb[]): Crumb[] {
  return [{ label: planText(ctx.lang)('plan.crumb', { plan: plan.code }), href: inPlan(ctx, plan) }, ...rest];
}

export function stateName(lang: Lang, state: PlanState): string {
  return planText(lang)(`plan.state.${state}`);
}

export function levelName(lang: Lang, level: Level): string {
  return planText(lang)(`plan.level.${level}`);
}

export function groupName(lang: Lang, group: Pick<Group, 'level' | 'placeName'>): string {
  return planText(lang)(`plan.group.${group.level}`, { place: group.placeName });
}

export function kindName(lang: Lang, kind: IndicatorKind): string {
  return planText(lang)(`plan.indicator.kind.${kind}`);
}

export function actionStateName(lang: Lang, state: ActionState): string {
  return planText(lang)(`plan.action.state.${state}`);
}

export function priorityName(lang: Lang, priority: Priority): string {
  return planText(lang)(`plan.priority.${priority}`);
}

export const progressTones = {
  late: 'late',
  unmeasured: 'off',
  notMeasurable: 'off',
  onCourse: 'calm',
  reached: 'good',
} as const satisfies Record<ProgressState, 'good' | 'late' | 'calm' | 'off'>;

export function progressName(lang: Lang, state: ProgressState): string {
  return planText(lang)(`plan.progress.state.${state}`);
}

/** The state in a word, with the rule that gave it where `whole`. */
export function ProgressTag({
  lang,
  progress,
  whole,
}: {
  lang: Lang;
  progress: Progress;
  whole?: boolean;
}): VNode {
  const name = progressName(lang, progress.state);
  return (
    <StateTag tone={progressTones[progress.state]}>
      {whole ? `${name}: ${progressRule(lang, progress)}` : name}
    </StateTag>
  );
}

export function progressRule(lang: Lang, progress: Progress): string {
  return translate(lang, progress.rule, progress.values);
}
