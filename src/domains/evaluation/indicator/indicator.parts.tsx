import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { civilDay, formatDate } from '#platform/i18n/format.js';
import { StateTag } from '#platform/ui/parts.js';
import { dueState } from './due.rules.js';
import { indicatorText } from './indicator.messages.js';
import type { IndicatorLine } from './indicator.types.js';

type Due = Pick<IndicatorLine, 'months' | 'dueOn' | 'frequency'>;

/** When an indicator is to be measured next, or why nobody knows. */
export function DueTag({ ctx, indicator }: { ctx: PageCtx; indicator: Due }): VNode {
  const t = indicatorText(ctx.lang);
  const state = dueState(indicator, civilDay(ctx.now));
  const day = indicator.dueOn === null ? '' : formatDate(indicator.dueOn, { lang: ctx.lang });
  if (state === 'unscheduled') {
    return (
      <span class="trama-unsaid">
        {indicator.frequency === null
          ? t('evaluation.indicators.state.unscheduled')
          : t('evaluation.indicators.state.unreadable', { words: indicator.frequency })}
      </span>
    );
  }
  if (state === 'onTime') {
    return (
      <StateTag tone="good">
        {day === ''
          ? t('evaluation.indicators.state.onTime')
          : t('evaluation.indicators.state.next', { day })}
      </StateTag>
    );
  }
  return (
    <StateTag tone={state === 'late' ? 'late' : 'calm'}>
      {t(`evaluation.indicators.state.${state}`, { day })}
    </StateTag>
  );
}

/** How often, in the sheet's words and as it was understood. */
export function sayFrequency(ctx: PageCtx, { frequency, months }: Due): string {
  const t = indicatorText(ctx.lang);
  if (frequency === null) return t('evaluation.indicators.frequency-none');
  if (months === null) return `«${frequency}». ${t('evaluation.indicators.frequency-unread')}`;
  return months === 0
    ? t('evaluation.indicators.frequency-end', { words: frequency })
    : t('evaluation.indicators.frequency-months', { words: frequency, months });
}
