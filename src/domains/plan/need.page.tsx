import type { VNode } from 'preact';
import { ThreadBand } from '#platform/charts/thread-band.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, Callout, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { RowThreadLink, ThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { alikeText } from './alike/alike.messages.js';
import type { Evidence, Need } from './need.types.js';
import { LinkedItem } from './objective.page.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs, priorityName } from './plan-words.js';
import { LightText } from './writing/light-text.js';

export function needPath(ctx: PageCtx, plan: Plan, need: Pick<Need, 'code'>, rest = ''): string {
  return inPlan(ctx, plan, `/bisogni/${encodeURIComponent(need.code)}${rest}`);
}

export function needCrumbs(ctx: PageCtx, plan: Plan, need: Need | null, label?: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)('plan.needs.title'), href: inPlan(ctx, plan, '/bisogni') },
    ...(need
      ? [label === undefined ? { label: need.code } : { label: need.code, href: needPath(ctx, plan, need) }]
      : []),
    ...(label === undefined ? [] : [{ label }]),
  );
}

export function NeedPage({
  ctx,
  plan,
  need,
  mergedInto,
  parts,
}: {
  ctx: PageCtx;
  plan: Plan;
  need: Need;
  /** Code of the need that was kept, for one that was a duplicate of it. */
  mergedInto?: string | undefined;
  /** Sections of other domains. */
  parts: readonly { key: string; node: VNode }[];
}): VNode {
  const t = planText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  const mayEdit = inOffice && isOpen(plan) && !need.withdrawnAt && may(ctx, editors, need.within);
  const path = (rest: string) => needPath(ctx, plan, need, rest);
  return (
    <Shell
      ctx={ctx}
      title={need.description}
      kicker={t('plan.need.kicker', { code: need.code, place: need.placeName })}
      door="needs"
      crumbs={needCrumbs(ctx, plan, need)}
      actions={
        <>
          {mayEdit ? (
            <ButtonLink href={path('/modifica')} kind="primary">
              {t('plan.edit')}
            </ButtonLink>
          ) : null}
          {need.withdrawnAt ? null : <ThreadLink ctx={ctx} word="bisogno" id={need.id} />}
        </>
      }
    >
      {need.withdrawnAt ? (
        <Callout tone="late">
          <p>
            {t('plan.withdrawn-on', {
              date: formatDate(need.withdrawnAt, { lang: ctx.lang }),
              reason: need.withdrawnReason ?? '',
            })}
          </p>
          {mergedInto === undefined ? null : (
            <p>
              <a href={needPath(ctx, plan, { code: mergedInto })}>
                {alikeText(ctx.lang)('plan.alike.merged-into', { code: mergedInto })}
              </a>
            </p>
          )}
        </Callout>
      ) : need.objectives.length === 0 ? (
        <p>
          <StateTag tone="late">{t('plan.answer.no-long')}</StateTag>
        </p>
      ) : (
        <p>
          <StateTag tone="good">{t('plan.answer.by', { count: need.objectives.length })}</StateTag>
        </p>
      )}
      <ThreadBand
        lang={ctx.lang}
        title={t('plan.need.band', { code: need.code })}
        steps={[
          {
            label: t('plan.evidence'),
            count: need.evidence.length,
            sentence:
              need.evidence.length === 0
                ? t('plan.evidence.none')
                : t('plan.evidence.count', { count: need.evidence.length }),
            href: '#prove',
            state: need.evidence.length === 0 ? 'missing' : 'present',
          },
          { label: t('plan.need'), count: null, sentence: need.theme, state: 'current' },
          {
            label: t('plan.objectives'),
            count: need.objectives.length,
            sentence:
              need.objectives.length === 0
                ? t('plan.answer.no')
                : need.objectives.map((one) => one.code).join(', '),
            href: '#obiettivi',
            state: need.objectives.length === 0 ? 'missing' : 'present',
          },
          {
            label: t('plan.thread'),
            count: null,
            sentence: t('plan.thread.whole'),
            href: at(ctx, `/filo/bisogno/${need.id}`),
          },
        ]}
      />
      <Section
        id="prove"
        title={t('plan.evidence.title')}
        lead={t('plan.evidence.lead')}
        actions={
          mayEdit ? (
            <ButtonLink href={path('/prove/nuova')} kind="link">
              {t('plan.evidence.new')}
            </ButtonLink>
          ) : undefined
        }
      >
        {need.evidence.length === 0 ? (
          <p class="trama-unsaid">{t('plan.evidence.none-long')}</p>
        ) : (
          <ul class="trama-linked">
            {need.evidence.map((one) => (
              <li key={one.id}>
                <EvidenceText ctx={ctx} evidence={one} need={need} />
                <RowThreadLink ctx={ctx} word="prova" id={one.id} of={nameOf(one) || one.text} />
                {mayEdit ? (
                  <a class="trama-edit" href={path(`/prove/${one.id}`)}>
                    {t('plan.edit')}
                    <span class="visually-hidden"> {nameOf(one)}</span>
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        id="obiettivi"
        title={t('plan.need.objectives')}
        actions={
          mayEdit ? (
            <ButtonLink href={path('/collegamenti')} kind="link">
              {t('plan.link-edit')}
            </ButtonLink>
          ) : undefined
        }
      >
        {need.objectives.length === 0 ? (
          <p class="trama-unsaid">{t('plan.need.objectives-none')}</p>
        ) : (
          <ul class="trama-linked">
            {need.objectives.map((one) => (
              <LinkedItem
                key={one.id}
                ctx={ctx}
                linked={one}
                href={inPlan(ctx, plan, `/obiettivi/${one.code}`)}
              />
            ))}
          </ul>
        )}
      </Section>
      {parts.map((part) => (
        <div key={part.key}>{part.node}</div>
      ))}
      <Section id="bisogno" title={t('plan.need.about')}>
        <Facts
          empty={uiText(ctx.lang)('ui.not-said')}
          rows={[
            { label: t('plan.theme'), content: need.theme },
            { label: t('plan.place'), content: need.placeName },
            { label: t('plan.target'), content: need.target },
            {
              label: t('plan.priority'),
              content: need.priority ? priorityName(ctx.lang, need.priority) : null,
            },
            { label: t('plan.raised-by'), content: need.raisedBy },
            { label: t('plan.source'), content: need.source },
            {
              label: t('plan.note'),
              content: need.note === null ? null : <LightText text={need.note} />,
            },
          ]}
        />
        {inOffice ? (
          <p>
            <a href={path('/storia')}>{t('plan.history')}</a>
          </p>
        ) : null}
      </Section>
      {mayEdit ? (
        <DangerZone
          title={t('plan.need.withdraw')}
          consequence={t('plan.need.withdraw-text')}
          act={
            <a class="btn btn-outline-danger btn-sm" href={path('/ritira')}>
              {t('plan.need.withdraw-act', { code: need.code })}
            </a>
          }
        />
      ) : null}
      {need.withdrawnAt && inOffice ? (
        <ActButton
          ctx={ctx}
          action={path('/ripristina')}
          label={t('plan.restore')}
          values={{ version: String(need.version) }}
        />
      ) : null}
    </Shell>
  );
}

/** People know a metric by its name. */
function nameOf(evidence: Evidence): string {
  return evidence.metricName ?? evidence.reference;
}

/** A figure with the way to look at it, or words. */
function EvidenceText({ ctx, evidence, need }: { ctx: PageCtx; evidence: Evidence; need: Need }): VNode {
  const t = planText(ctx.lang);
  const where = evidence.placeName ?? need.placeName;
  const name = [nameOf(evidence), evidence.category].filter(Boolean).join(', ');
  return (
    <>
      {evidence.kind === 'metric' ? (
        <a href={withQuery(at(ctx, '/osservatorio'), { metrica: evidence.reference })}>{name}</a>
      ) : (
        <strong>{name === '' ? t('plan.evidence.words') : name}</strong>
      )}{' '}
      <span class="trama-unit">
        {t(`plan.evidence.kind.${evidence.kind}`)} · {where}
      </span>
      <div class="trama-why">
        <LightText text={evidence.text} />
      </div>
    </>
  );
}
