import type { VNode } from 'preact';
import { ThreadBand } from '#platform/charts/thread-band.js';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton, Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { EVIDENCE_KINDS, type Evidence, type Need, PRIORITIES } from './need.types.js';
import { LinkedItem } from './objective.page.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Place, Plan } from './plan.types.js';
import { inPlan, planCrumbs, priorityName } from './plan-words.js';

function needPath(ctx: PageCtx, plan: Plan, need: Pick<Need, 'code'>, rest = ''): string {
  return inPlan(ctx, plan, `/bisogni/${encodeURIComponent(need.code)}${rest}`);
}

function needCrumbs(ctx: PageCtx, plan: Plan, need: Need | null, label?: string) {
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

export function NeedPage({ ctx, plan, need }: { ctx: PageCtx; plan: Plan; need: Need }): VNode {
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
        mayEdit ? (
          <ButtonLink href={path('/modifica')} kind="primary">
            {t('plan.edit')}
          </ButtonLink>
        ) : undefined
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
                {mayEdit ? (
                  <a class="trama-edit" href={path(`/prove/${one.id}`)}>
                    {t('plan.edit')}
                    <span class="visually-hidden"> {one.reference}</span>
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
            { label: t('plan.note'), content: need.note },
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

/** A figure with the way to look at it, or words. */
function EvidenceText({ ctx, evidence, need }: { ctx: PageCtx; evidence: Evidence; need: Need }): VNode {
  const t = planText(ctx.lang);
  const where = evidence.placeName ?? need.placeName;
  const name = [evidence.reference, evidence.category].filter(Boolean).join(', ');
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
      <span class="trama-why">{evidence.text}</span>
    </>
  );
}

export interface NeedFormProps {
  ctx: PageCtx;
  plan: Plan;
  /** Null for a new one. */
  need: Need | null;
  places: readonly Place[];
  themes: readonly string[];
  form: FormState;
}

export function NeedFormPage({ ctx, plan, need, places, themes, form }: NeedFormProps): VNode {
  const t = planText(ctx.lang);
  const title = need ? t('plan.need.edit', { code: need.code }) : t('plan.need.new');
  return (
    <Shell
      ctx={ctx}
      title={title}
      lead={need ? undefined : t('plan.need.new-lead')}
      door="needs"
      crumbs={needCrumbs(ctx, plan, need, title)}
    >
      <Form
        ctx={ctx}
        action={need ? needPath(ctx, plan, need, '/modifica') : inPlan(ctx, plan, '/bisogni/nuovo')}
        form={form}
        submit={need ? t('plan.save') : t('plan.need.create')}
        cancel={need ? needPath(ctx, plan, need) : inPlan(ctx, plan, '/bisogni')}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="description"
          label={t('plan.need')}
          help={t('plan.need.description-help')}
          rows={3}
        />
        {need ? null : (
          <TextField
            ctx={ctx}
            form={form}
            name="code"
            label={t('plan.code')}
            help={t('plan.need.code-help')}
            optional
            short
          />
        )}
        <TextField
          ctx={ctx}
          form={form}
          name="theme"
          label={t('plan.theme')}
          help={
            themes.length === 0 ? t('plan.theme-help') : t('plan.theme-known', { themes: themes.join(' · ') })
          }
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="place"
          label={t('plan.place')}
          help={t('plan.need.place-help')}
          choices={places.map((place) => ({ value: place.code, label: place.name }))}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="target"
          label={t('plan.target')}
          help={t('plan.target-help')}
          optional
        />
        <RadioField
          ctx={ctx}
          form={form}
          name="priority"
          label={t('plan.priority')}
          choices={[
            ...PRIORITIES.map((one) => ({ value: one, label: priorityName(ctx.lang, one) })),
            { value: '', label: uiText(ctx.lang)('ui.not-said') },
          ]}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="raisedBy"
          label={t('plan.raised-by')}
          help={t('plan.raised-by-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="source"
          label={t('plan.source')}
          help={t('plan.source-help')}
          optional
        />
        <LongTextField ctx={ctx} form={form} name="note" label={t('plan.note')} optional rows={3} />
      </Form>
    </Shell>
  );
}

export interface EvidenceFormProps {
  ctx: PageCtx;
  plan: Plan;
  need: Need;
  /** Null for a new one. */
  id: string | null;
  places: readonly Place[];
  form: FormState;
}

export function EvidenceFormPage({ ctx, plan, need, id, places, form }: EvidenceFormProps): VNode {
  const t = planText(ctx.lang);
  const title = t(id === null ? 'plan.evidence.new' : 'plan.evidence.edit');
  const action = needPath(ctx, plan, need, `/prove/${id ?? 'nuova'}`);
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${need.code} · ${need.description}`}
      door="needs"
      crumbs={needCrumbs(ctx, plan, need, title)}
    >
      <Form ctx={ctx} action={action} form={form} submit={t('plan.save')} cancel={needPath(ctx, plan, need)}>
        <RadioField
          ctx={ctx}
          form={form}
          name="kind"
          label={t('plan.evidence.kind')}
          choices={EVIDENCE_KINDS.map((kind) => ({
            value: kind,
            label: t(`plan.evidence.kind-long.${kind}`),
          }))}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="reference"
          label={t('plan.evidence.reference')}
          help={t('plan.evidence.reference-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="category"
          label={t('plan.evidence.category')}
          help={t('plan.evidence.category-help')}
          optional
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="place"
          label={t('plan.place')}
          help={t('plan.evidence.place-help')}
          empty={t('plan.evidence.same-place', { place: need.placeName })}
          choices={places.map((place) => ({ value: place.code, label: place.name }))}
          optional
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="text"
          label={t('plan.evidence.text')}
          help={t('plan.evidence.text-help')}
          rows={3}
        />
      </Form>
      {id === null ? null : (
        <DangerZone
          title={t('plan.evidence.remove')}
          consequence={t('plan.evidence.remove-text')}
          act={
            <ActButton
              ctx={ctx}
              action={`${action}/elimina`}
              kind="danger"
              label={t('plan.evidence.remove')}
            />
          }
        />
      )}
    </Shell>
  );
}
