import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { Plan } from '../plan.types.js';
import { inPlan } from '../plan-words.js';

/** Where a form that adds something tells what the plan has that is like it: filled while one writes, and read out. */
export function AlikeHint(props: {
  ctx: PageCtx;
  plan: Plan;
  list: 'bisogni' | 'obiettivi';
  /** Fields that are compared. */
  title: string;
  text?: string;
}): VNode {
  return (
    <div
      class="trama-alike"
      data-alike={inPlan(props.ctx, props.plan, `/simili?di=${props.list}`)}
      data-alike-title={props.title}
      data-alike-text={props.text}
      aria-live="polite"
    />
  );
}
