import type { ComponentChildren, VNode } from 'preact';
import type { ThreadCounts } from '#domains/thread/index.js';
import type { AuditEntry } from '#platform/audit/audit.sql.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { DangerZone } from '#platform/ui/danger.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, Callout, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { alikeText } from './alike/alike.messages.js';
import type { Guideline } from './guideline.types.js';
import type { Linked, Measurement, Objective, PartnerRole } from './objective.types.js';
import { ObjectiveBand } from './objective-band.js';
import { ActionTable, IndicatorTable } from './objective-parts.page.js';
import { SheetRows } from './objective-sheet.js';
import { planText } from './plan.messages.js';
import type { Plan } from './plan.types.js';
import { groupName, inPlan, ProgressTag, planCrumbs } from './plan-words.js';
import type { Progress } from './progress.rules.js';
import { lightLead } from './writing/light-text.js';

export interface Mending {
  text: string;
  act: string;
  href: string;
}

export interface ObjectivePageData {
  plan: Plan;
  guideline: Guideline;
  objective: Objective;
  counts: ThreadCounts;
  progress: Progress;
  latest: ReadonlyMap<string, Measurement>;
  mayEdit: boolean;
  /** What has been done is told, also when the text is frozen. */
  mayRun: boolean;
  /** Code of the objective that was kept, for one that was a duplicate of it. */
  mergedInto?: string | undefined;
  mendings: readonly Mending[];
  recent: readonly AuditEntry[];
  parts: readonly { key: string; node: VNode }[];
  measureHref: ((indicatorId: string) => string) | null;
  linkHref: (kind: keyof typeof LINK_PATHS, linked: Linked) => string | null;
}

export function ObjectivePage({ ctx, ...data }: ObjectivePageData & { ctx: PageCtx }): VNode {
  const { plan, objective, progress, mayEdit } = data;
  const t = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const inOffice = ctx.view.face === 'office';
  const { lead, below } = lightLead(objective.description);
  return (
    <Shell
      ctx={ctx}
      title={objective.title}
      kicker={t('plan.objective.kicker', {
        rank: t(`plan.rank.${objective.rank}`),
        code: objective.code,
        group: groupName(ctx.lang, objective),
      })}
      lead={lead}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
        ...(objective.parent
          ? [
              {
                label: objective.parent.code,
                href: inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.parent.code)}`),
              },
            ]
          : []),
        { label: objective.code },
      )}
      actions={
        <>
          {mayEdit ? (
            <ButtonLink href={`${path}/modifica`} kind="primary">
              {t('plan.edit-sheet')}
            </ButtonLink>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              ...(['pdf', 'docx'] as const).map((format) => ({
                label: t('plan.objective.file'),
                href: `/api/v1/${ctx.ambito.slug}/plans/${plan.code}/objectives/${encodeURIComponent(objective.code)}.${format}`,
                note: format === 'pdf' ? 'PDF' : 'Word',
              })),
              { label: t('plan.indicators.csv'), href: `${path}/indicatori.csv`, note: 'CSV' },
            ]}
          />
          {objective.withdrawnAt ? null : <ThreadLink ctx={ctx} word="obiettivo" id={objective.id} />}
        </>
      }
      aside={inOffice ? <Side {...data} ctx={ctx} path={path} /> : undefined}
    >
      {objective.withdrawnAt ? (
        <Callout tone="late">
          <p>
            {t('plan.withdrawn-on', {
              date: formatDate(objective.withdrawnAt, { lang: ctx.lang }),
              reason: objective.withdrawnReason ?? '',
            })}
          </p>
          {data.mergedInto === undefined ? null : (
            <p>
              <a href={inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(data.mergedInto)}`)}>
                {alikeText(ctx.lang)('plan.alike.merged-into', { code: data.mergedInto })}
              </a>
            </p>
          )}
        </Callout>
      ) : (
        <p class="trama-sheet-state">
          <ProgressTag lang={ctx.lang} progress={progress} whole />
        </p>
      )}
      {below ? <div class="trama-lead-text">{below}</div> : null}
      <ObjectiveBand {...data} ctx={ctx} path={path} />
      {objective.children.length > 0 ? (
        <Section id="specifici" title={t('plan.objective.children')}>
          <List
            items={objective.children.map((child) => (
              <>
                <span class="trama-code">{child.code}</span>{' '}
                <a href={inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(child.code)}`)}>{child.title}</a>
              </>
            ))}
          />
        </Section>
      ) : null}
      <IndicatorTable {...data} ctx={ctx} path={path} />
      <ActionTable {...data} ctx={ctx} path={path} />
      {data.parts.map((part) => (
        <div key={part.key}>{part.node}</div>
      ))}
      <Section
        id="scheda"
        title={t('plan.sheet')}
        lead={t('plan.sheet-lead', { title: data.guideline.title[ctx.lang] })}
      >
        <SheetRows {...data} ctx={ctx} path={path} />
      </Section>
      <Links
        id="bisogni"
        title={t('plan.needs.answered')}
        empty={t('plan.needs.answered-none')}
        edit={mayEdit ? `${path}/collegamenti/bisogni` : null}
        ctx={ctx}
      >
        {objective.needs.map((need) => (
          <LinkedItem
            key={need.id}
            ctx={ctx}
            linked={need}
            href={inPlan(ctx, plan, `/bisogni/${encodeURIComponent(need.code)}`)}
          />
        ))}
      </Links>
      {(['organisations', 'services', 'networks', 'agreements'] as const).map((kind) => (
        <Links
          key={kind}
          id={LINK_PATHS[kind]}
          title={t(`plan.linked.${kind}`)}
          empty={t(`plan.linked.${kind}-none`)}
          edit={mayEdit ? `${path}/collegamenti/${LINK_PATHS[kind]}` : null}
          ctx={ctx}
        >
          {objective[kind].map((linked) => (
            <LinkedItem key={linked.id} ctx={ctx} linked={linked} href={data.linkHref(kind, linked)} />
          ))}
        </Links>
      ))}
      {mayEdit ? (
        <DangerZone
          title={t('plan.objective.withdraw')}
          consequence={t('plan.objective.withdraw-text')}
          act={
            <a class="btn btn-outline-danger btn-sm" href={`${path}/ritira`}>
              {t('plan.objective.withdraw-act', { code: objective.code })}
            </a>
          }
        />
      ) : null}
      {objective.withdrawnAt && inOffice ? (
        <ActButton
          ctx={ctx}
          action={`${path}/ripristina`}
          label={t('plan.restore')}
          values={{ version: String(objective.version) }}
        />
      ) : null}
    </Shell>
  );
}

export const LINK_PATHS = {
  organisations: 'enti',
  services: 'servizi',
  networks: 'reti',
  agreements: 'accordi',
} as const;

function Links(props: {
  ctx: PageCtx;
  id: string;
  title: string;
  empty: string;
  edit: string | null;
  children: VNode[];
}): VNode {
  return (
    <Section
      id={props.id}
      title={props.title}
      actions={
        props.edit ? (
          <ButtonLink href={props.edit} kind="link">
            {planText(props.ctx.lang)('plan.link-edit')}
            <span class="visually-hidden">: {props.title}</span>
          </ButtonLink>
        ) : undefined
      }
    >
      {props.children.length === 0 ? (
        <p class="trama-unsaid">{props.empty}</p>
      ) : (
        <ul class="trama-linked">{props.children}</ul>
      )}
    </Section>
  );
}

/** What is tied, and why: words of the plan, or the office's own reading of theme and place. */
export function LinkedItem({
  ctx,
  linked,
  href,
}: {
  ctx: PageCtx;
  linked: Linked & { role?: PartnerRole };
  href: string | null;
}): VNode {
  const t = planText(ctx.lang);
  return (
    <li>
      <span class="trama-code">{linked.code}</span> {href ? <a href={href}>{linked.title}</a> : linked.title}
      {linked.role ? (
        <span class="trama-why">
          {t(`plan.partner.${linked.role}`)}
          {linked.reason ? `. ${linked.reason}` : ''}
        </span>
      ) : linked.reason || linked.basis === 'theme' ? (
        <span class="trama-why">
          {linked.basis === 'theme' ? t('plan.link.by-theme') : t('plan.link.stated')}
          {linked.reason ? ` ${linked.reason}` : ''}
        </span>
      ) : null}
    </li>
  );
}

function Side(props: ObjectivePageData & { ctx: PageCtx; path: string }): VNode {
  const { ctx, mendings, recent, path } = props;
  const t = planText(ctx.lang);
  return (
    <>
      {mendings.length > 0 ? (
        <Section title={t('plan.mend')} id="da-sistemare" tone="late">
          <List
            items={mendings.map(
              (one): ComponentChildren => (
                <>
                  {one.text} {props.mayEdit ? <a href={one.href}>{one.act}</a> : null}
                </>
              ),
            )}
          />
        </Section>
      ) : (
        <Section title={t('plan.mend')} id="da-sistemare">
          <p>{t('plan.mend-nothing')}</p>
        </Section>
      )}
      <Section title={t('plan.recent')} id="modifiche">
        {recent.length === 0 ? (
          <p>{t('plan.recent-none')}</p>
        ) : (
          <List
            items={recent.map((entry) => (
              <>
                {actName(ctx, entry.action)}
                <span class="trama-when">
                  {[entry.accountName, formatDate(entry.at, { lang: ctx.lang })].filter(Boolean).join(', ')}
                </span>
              </>
            ))}
          />
        )}
        <p>
          <a href={`${path}/storia`}>{t('plan.history')}</a>
        </p>
      </Section>
    </>
  );
}

export function actName(ctx: PageCtx, action: string): string {
  const key = `plan.audit.${action}`;
  return hasMessage(key) ? translate(ctx.lang, key) : action;
}
