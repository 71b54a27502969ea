import type { ComponentChildren, VNode } from 'preact';
import { Gauge, GaugeBar } from '#platform/charts/gauge.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatPercent } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { StateTag } from '#platform/ui/parts.js';
import { evaluationText } from './evaluation.messages.js';
import { EDITORS } from './evaluation.rules.js';
import type { Answer, OutcomeAction, OutcomeSheet } from './evaluation.types.js';

/** Plans in preparation are for those who work here. */
export function seesDrafts(ctx: PageCtx): boolean {
  return ctx.view.face === 'office' && ctx.grants.length > 0;
}

/** May the reader write here? An empty place list asks whether anywhere. Only in the workplace. */
export function mayEdit(ctx: PageCtx, within: readonly string[]): boolean {
  return ctx.view.face === 'office' && may(ctx, EDITORS, within);
}

export function sheetAddress(ctx: PageCtx, sheet: Pick<OutcomeSheet, 'planCode' | 'code'>): string {
  return at(ctx, `/esiti/${sheet.planCode}/${encodeURIComponent(sheet.code)}`);
}

export function AnswerTag({ ctx, answer }: { ctx: PageCtx; answer: Answer | null }): VNode {
  const tone = { yes: 'good', partly: 'calm', no: 'late' } as const;
  const t = evaluationText(ctx.lang);
  if (answer === null) return <span class="trama-unsaid">{t('evaluation.answer.unsaid')}</span>;
  return <StateTag tone={tone[answer]}>{t(`evaluation.answer.${answer}`)}</StateTag>;
}

export function Achievement({ ctx, sheet }: { ctx: PageCtx; sheet: OutcomeSheet }): VNode {
  const t = evaluationText(ctx.lang);
  if (sheet.achievementPercent === null) {
    return <span class="trama-unsaid">{t('evaluation.class.notStated')}</span>;
  }
  return (
    <Gauge
      id={`grado-${sheet.id}`}
      title={`${t('evaluation.achievement')}: ${sheet.title}`}
      value={sheet.achievementPercent}
      state={sheet.achievementPercent >= 100 ? 'reached' : 'ongoing'}
      lang={ctx.lang}
    />
  );
}

/** The same in a row of a list: the number says it, so the bar is drawn without words of its own. */
export function AchievementInRow({ ctx, sheet }: { ctx: PageCtx; sheet: OutcomeSheet }): VNode {
  const percent = sheet.achievementPercent;
  if (percent === null) return <Achievement ctx={ctx} sheet={sheet} />;
  return (
    <span class="trama-degree">
      <GaugeBar value={percent} state={percent >= 100 ? 'reached' : 'ongoing'} />
      {formatPercent(percent, { decimals: 0, lang: ctx.lang })}
    </span>
  );
}

/** What became of an action; where the sheet does not say, its kind, which is all that some sheets tell. */
export function ActionState({ ctx, action }: { ctx: PageCtx; action: OutcomeAction }): ComponentChildren {
  const t = evaluationText(ctx.lang);
  if (action.state === null) return <span class="trama-unsaid">{t('evaluation.answer.unsaid')}</span>;
  const tone = {
    done: 'good',
    partlyDone: 'calm',
    underWay: 'calm',
    suspended: 'off',
    notDone: 'late',
  } as const;
  return <StateTag tone={tone[action.state]}>{t(`evaluation.state.${action.state}`)}</StateTag>;
}

export function writePercent(ctx: PageCtx, value: number | null): string | null {
  if (value === null) return null;
  return formatPercent(value, { decimals: Number.isInteger(value) ? 0 : 1, lang: ctx.lang });
}
