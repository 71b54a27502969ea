import type { VNode } from 'preact';
import { Gantt, type GanttLook, type GanttRow } from '#platform/charts/gantt.js';
import type { PageCtx } from '#platform/http/context.js';
import type { Action, ActionState } from './objective.types.js';
import { planText } from './plan.messages.js';
import { actionStateName } from './plan-words.js';
import { isLate } from './schedule.rules.js';

const looks: Record<ActionState, GanttLook> = {
  planned: 'open',
  underWay: 'going',
  done: 'done',
  partlyDone: 'part',
  notDone: 'stopped',
  suspended: 'stopped',
};

/**
 * As wide as a sheet's column or a printed page: drawn wider, its letters would shrink there below what can be read. Where
 * there is more room the style sheet keeps it from growing.
 */
const WIDE = 720;
const NARROW = 340;

/** The steps of one objective over time, drawn for wide screens and paper, and again for narrow ones. */
export function ActionGantt(props: {
  ctx: PageCtx;
  id: string;
  title: string;
  actions: readonly Omit<Action, 'version'>[];
  span: { from: string; to: string };
  today: string;
}): VNode {
  const { ctx, id, title, actions, span, today } = props;
  const t = planText(ctx.lang);
  const rows = actions.map((one): GanttRow => {
    const late = isLate(one, today);
    const state = actionStateName(ctx.lang, one.state);
    return {
      key: one.id,
      label: one.title,
      from: one.startsOn,
      to: one.endsOn,
      look: late ? 'late' : looks[one.state],
      said: late ? t('plan.schedule.late-state', { state }) : state,
    };
  });
  // Every page that draws actions lists them too: whoever hears the page hears each of them once.
  const description = t('plan.schedule.drawn');
  const common = { title, description, rows, span, today, lang: ctx.lang };
  return (
    <>
      <div class="trama-figure-wide trama-steps">
        <Gantt id={`${id}-largo`} {...common} width={WIDE} />
      </div>
      <div class="trama-figure-narrow">
        <Gantt id={`${id}-stretto`} {...common} width={NARROW} />
      </div>
    </>
  );
}
