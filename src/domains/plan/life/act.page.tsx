import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { FileField, Form, LongTextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from '../plan.messages.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import type { BodyRef } from './act.sql.js';
import { ActFieldset } from './act-fields.js';
import { TakenChecks } from './check-list.js';
import { lifeText } from './life.messages.js';
import { actName } from './life.page.js';
import { needsVotes } from './step.rules.js';
import type { ActFile, PlanAct } from './step.types.js';

/** One act: what it says, how it was voted, what was checked, who signed, its papers, its corrections. */
export function ActPage(props: { ctx: PageCtx; plan: Plan; act: PlanAct; form: FormState }): VNode {
  const { ctx, plan, act } = props;
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/atti/${act.id}`);
  const mayKeep = ctx.view.face === 'office' && may(ctx, keepers);
  const files = act.files.filter((file) => ctx.view.face === 'office' || file.isPublic);
  return (
    <Shell
      ctx={ctx}
      title={actName(ctx, act)}
      kicker={plan.title}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti') },
        { label: formatDate(act.takenOn, { lang: ctx.lang }) },
      )}
      actions={
        mayKeep && act.correctedById === null ? (
          <ButtonLink href={`${path}/rettifica`}>{t('plan.life.act.rectify')}</ButtonLink>
        ) : undefined
      }
    >
      {act.correctedById === null ? null : (
        <Callout tone="late">
          <p>
            {t('plan.life.act.was-corrected')}{' '}
            <a href={inPlan(ctx, plan, `/atti/${act.correctedById}`)}>{t('plan.life.act.see-correction')}</a>
          </p>
        </Callout>
      )}
      <Section id="atto" title={t('plan.life.act')}>
        <Facts empty={t('plan.life.unsaid')} rows={factsOf(ctx, plan, act)} />
      </Section>
      {act.signatories.length > 0 ? (
        <Section id="firme" title={t('plan.life.signatories')} lead={act.agreementTitle ?? undefined}>
          <DataTable
            lang={ctx.lang}
            caption={t('plan.life.signatories')}
            captionHidden
            rows={act.signatories}
            rowKey={(one) => one.code}
            columns={[
              { key: 'name', label: t('plan.life.organisation'), heads: true, cell: (one) => one.name },
              { key: 'role', label: t('plan.life.role'), cell: (one) => one.role ?? '' },
              {
                key: 'signed',
                label: t('plan.life.signature'),
                cell: (one) => (
                  <StateTag tone={one.hasSigned ? 'good' : 'late'}>
                    {t(one.hasSigned ? 'plan.life.signed' : 'plan.life.not-signed')}
                  </StateTag>
                ),
              },
            ]}
          />
        </Section>
      ) : null}
      {files.length > 0 || mayKeep ? (
        <Section
          id="carte"
          title={t('plan.life.files')}
          lead={mayKeep ? t('plan.life.files-lead') : undefined}
        >
          {files.length > 0 ? (
            <ul>
              {files.map((file) => (
                <li key={file.id}>
                  <a href={`${path}/file/${file.id}`} data-turbo="false">
                    {file.name}
                  </a>{' '}
                  <span class="trama-muted">{fileWords(ctx, file)}</span>
                </li>
              ))}
            </ul>
          ) : null}
          {mayKeep ? (
            <Form
              ctx={ctx}
              action={`${path}/file`}
              form={props.form}
              submit={t('plan.life.file.add')}
              multipart
            >
              <TickField
                ctx={ctx}
                form={props.form}
                name="isPublic"
                label={t('plan.life.file.public')}
                help={t('plan.life.file.public-help')}
                choices={[{ value: 'yes', label: t('plan.life.file.public-tick') }]}
              />
              <FileField
                ctx={ctx}
                form={props.form}
                name="file"
                label={t('plan.life.file')}
                help={t('plan.life.file-help')}
                accept="application/pdf"
              />
            </Form>
          ) : null}
        </Section>
      ) : null}
      {ctx.view.face === 'office' && act.checks.length > 0 ? (
        <Section id="verifiche" title={t('plan.life.checks.then')} lead={t('plan.life.checks.then-lead')}>
          <TakenChecks ctx={ctx} checks={act.checks} />
        </Section>
      ) : null}
      {act.reason === null ? null : (
        <Section id="rettifica" title={t('plan.life.act.correction')}>
          <p>{act.reason}</p>
          {act.correctsId === null ? null : (
            <p>
              <a href={inPlan(ctx, plan, `/atti/${act.correctsId}`)}>{t('plan.life.act.see-first')}</a>
            </p>
          )}
        </Section>
      )}
      <p class="trama-muted">
        {ctx.view.face === 'office'
          ? `${p('plan.act.recorded')}: ${[act.recordedBy, formatDateTime(act.recordedAt, ctx.lang)].filter(Boolean).join(', ')}`
          : null}
      </p>
    </Shell>
  );
}

function fileWords(ctx: PageCtx, file: ActFile): string {
  const t = lifeText(ctx.lang);
  const size = formatNumber(Math.ceil(file.size / 1000), { lang: ctx.lang });
  const words = `PDF, ${size} kB, SHA-256 ${file.sha256.slice(0, 16)}…`;
  if (ctx.view.face === 'public') return words;
  return `${words}, ${t(file.isPublic ? 'plan.life.file.is-public' : 'plan.life.file.is-private')}`;
}

function factsOf(ctx: PageCtx, plan: Plan, act: PlanAct) {
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  const { votes, rule } = act;
  return [
    { label: p('plan.act.taken-on'), content: formatDate(act.takenOn, { lang: ctx.lang }) },
    { label: p('plan.act.number'), content: act.actNumber },
    { label: p('plan.act.body'), content: act.bodyName },
    ...(votes
      ? [
          {
            label: t('plan.life.act.present'),
            content: t('plan.life.act.present-words', {
              present: number(votes.membersPresent),
              entitled: number(votes.membersEntitled),
              quorum: number(rule?.quorumPercent ?? 50),
            }),
          },
          {
            label: t('plan.life.act.votes'),
            content: t('plan.life.act.votes-words', {
              favour: number(votes.votesFor),
              against: number(votes.votesAgainst),
              abstained: number(votes.votesAbstained),
              majority: number(rule?.majorityPercent ?? 50),
            }),
          },
        ]
      : []),
    ...(act.versionNumber === null
      ? []
      : [
          {
            label: t('plan.life.version'),
            content: (
              <a href={inPlan(ctx, plan, `/versioni/${act.versionNumber}`)}>
                {t('plan.life.version-number', { number: act.versionNumber })}
              </a>
            ),
          },
        ]),
    { label: p('plan.note'), content: act.note },
  ];
}

/** A correction: the act as it was recorded, to be put right, with the reason. */
export function RectifyPage(props: {
  ctx: PageCtx;
  plan: Plan;
  act: PlanAct;
  form: FormState;
  bodies: readonly BodyRef[];
}): VNode {
  const { ctx, plan, act, form } = props;
  const t = lifeText(ctx.lang);
  const path = inPlan(ctx, plan, `/atti/${act.id}`);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.act.rectify')}
      kicker={`${plan.title} · ${actName(ctx, act)}`}
      lead={t('plan.life.act.rectify-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti') },
        { label: formatDate(act.takenOn, { lang: ctx.lang }), href: path },
        { label: t('plan.life.act.rectify') },
      )}
    >
      <Form
        ctx={ctx}
        action={`${path}/rettifica`}
        form={form}
        submit={t('plan.life.act.rectify-record')}
        cancel={path}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('plan.life.act.rectify-reason')}
          help={t('plan.life.act.rectify-reason-help')}
          rows={3}
        />
        <ActFieldset
          ctx={ctx}
          form={form}
          bodies={props.bodies}
          withVotes={act.votes !== null || needsVotes(act.kind === 'amendment' ? 'amendment' : act.state)}
        />
      </Form>
    </Shell>
  );
}
