import type { VNode } from 'preact';
import { formatDate } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { StateTag } from '#platform/ui/parts.js';
import type { ActionFields } from './objective.types.js';
import { planText } from './plan.messages.js';
import { actionStateName } from './plan-words.js';
import { isLate } from './schedule.rules.js';

const tones = {
  planned: 'off',
  underWay: 'calm',
  done: 'good',
  partlyDone: 'calm',
  notDone: 'late',
  suspended: 'late',
} as const;

/** The state in a word, whether it is behind its dates, and why it stopped where that was said. */
export function ActionStateTag(props: { lang: Lang; action: ActionFields; today: string }): VNode {
  const { lang, action, today } = props;
  const state = actionStateName(lang, action.state);
  const late = isLate(action, today);
  return (
    <>
      <StateTag tone={late ? 'late' : tones[action.state]}>
        {late ? planText(lang)('plan.schedule.late-state', { state }) : state}
      </StateTag>
      {action.stateReason ? <span class="trama-why">{action.stateReason}</span> : null}
    </>
  );
}

/** "dal 1° marzo 2022 al 30 giugno 2022", "entro il…", "dal…". */
export function datesOf(lang: Lang, action: Pick<ActionFields, 'startsOn' | 'endsOn'>): string {
  const t = planText(lang);
  const day = (value: string) => formatDate(value, { lang });
  if (action.startsOn && action.endsOn)
    return t('plan.action.from-to', { from: day(action.startsOn), to: day(action.endsOn) });
  if (action.endsOn) return t('plan.action.by', { to: day(action.endsOn) });
  if (action.startsOn) return t('plan.action.since', { from: day(action.startsOn) });
  return '—';
}
