import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { StateTag } from '#platform/ui/parts.js';
import type { Plan, PlanState } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { lifeText } from './life.messages.js';
import type { CheckState, StepCheck, TakenCheck } from './step.types.js';

const TONES: Record<CheckState, 'good' | 'late' | 'calm'> = { done: 'good', open: 'late', explained: 'calm' };

/** What a step asks for: each thing done, to be done or explained, with the page where it is mended. */
export function CheckList(props: {
  ctx: PageCtx;
  plan: Plan;
  step: PlanState;
  checks: readonly StepCheck[];
}): VNode {
  const { ctx, plan, checks } = props;
  const t = lifeText(ctx.lang);
  if (checks.length === 0) return <p>{t('plan.life.checks.none')}</p>;
  return (
    <ul class="trama-checks">
      {checks.map((check) => (
        <li key={check.code}>
          <StateTag tone={TONES[check.state]}>{t(`plan.life.check-state.${check.state}`)}</StateTag>
          <div>
            <p>
              <strong>{checkName(ctx, check.code)}</strong>
            </p>
            {check.count > 0 ? <p>{checkWords(ctx, check)}</p> : null}
            {check.note !== null && check.count > 0 ? (
              <blockquote>
                <p>{check.note}</p>
              </blockquote>
            ) : null}
            {check.count > 0 ? (
              <p class="trama-actions">
                <a
                  href={check.address === undefined ? inPlan(ctx, plan, check.path) : at(ctx, check.address)}
                >
                  {t('plan.life.check.mend')}
                  <span class="visually-hidden"> {checkName(ctx, check.code)}</span>
                </a>
                {check.isExplainable ? (
                  <a href={inPlan(ctx, plan, `/passi/${props.step}/${check.code}`)}>
                    {t(check.note === null ? 'plan.life.check.explain' : 'plan.life.check.explain-again')}
                    <span class="visually-hidden"> {checkName(ctx, check.code)}</span>
                  </a>
                ) : null}
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The checks of a step that was taken, as they stood then. */
export function TakenChecks({ ctx, checks }: { ctx: PageCtx; checks: readonly TakenCheck[] }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <ul class="trama-checks">
      {checks.map((check) => (
        <li key={check.code}>
          <StateTag tone={TONES[check.state]}>{t(`plan.life.check-state.${check.state}`)}</StateTag>
          <div>
            <p>{checkName(ctx, check.code)}</p>
            {check.note !== null ? (
              <blockquote>
                <p>{check.note}</p>
              </blockquote>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function checkName(ctx: PageCtx, code: string): string {
  return lifeText(ctx.lang)(`plan.life.check.${code}` as 'plan.life.check.needs');
}

function checkWords(ctx: PageCtx, { code, count, values }: StepCheck): string {
  const day = values?.day;
  return lifeText(ctx.lang)(`plan.life.check-open.${code}` as 'plan.life.check-open.needs', {
    ...values,
    count,
    ...(typeof day === 'string' ? { day: formatDate(day, { lang: ctx.lang }) } : {}),
  });
}
