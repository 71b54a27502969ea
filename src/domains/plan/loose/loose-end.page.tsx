import type { VNode } from 'preact';
import { LOOSE_RULES, type LooseEnd, type LooseRule, type NodeAddress } from '#domains/thread/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { draftText } from '../draft/draft.messages.js';
import { planText } from '../plan.messages.js';
import { editors, isOpen } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { looseText } from './loose-end.messages.js';
import type { ExplainedEnd } from './loose-end-note.types.js';

/** Of each sort, until one asks for that sort alone. */
const SHOWN = 8;

export interface LooseFilter {
  rule?: LooseRule | undefined;
  place?: string | undefined;
  explained?: 'si' | 'no' | undefined;
}

export interface LooseEndsData {
  plan: Plan;
  ends: readonly ExplainedEnd[];
  filter: LooseFilter;
  /** Where nodes of other domains have their pages. */
  address: NodeAddress;
  /** Objectives of a draft without a policy area, for who works on it. */
  unassigned: readonly { code: string; title: string }[];
}

/** What waits for a policy area, after other guidelines were followed or before any was ticked. */
function Unassigned(props: { ctx: PageCtx; plan: Plan; rows: LooseEndsData['unassigned'] }): VNode {
  const { ctx, plan, rows } = props;
  const d = draftText(ctx.lang);
  const path = (code: string, rest = '') =>
    inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(code)}${rest}`);
  return (
    <Section id="da-assegnare" title={d('plan.draft.waiting')}>
      <ul class="trama-linked">
        {rows.map(({ code, title }) => (
          <li key={code}>
            <span class="trama-code">{code}</span> <a href={path(code)}>{title}</a>{' '}
            <a class="trama-edit" href={path(code, '/modifica/policyAreas')}>
              {d('plan.draft.waiting-assign', { code })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the thread of the plan does not hold, by rule, each with the page that mends it. */
export function LooseEndsPage(props: LooseEndsData & { ctx: PageCtx }): VNode {
  const { ctx, plan, ends, filter, address } = props;
  const t = planText(ctx.lang);
  const n = looseText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = inPlan(ctx, plan, '/fili-sciolti');
  const inPlace = ends.filter((one) => !filter.place || one.placeCode === filter.place);
  const shown = inPlace.filter(
    (one) =>
      (!filter.rule || one.rule === filter.rule) &&
      (!filter.explained || (one.note !== null) === (filter.explained === 'si')),
  );
  const groups = Map.groupBy(shown, (one) => one.rule);
  const places = new Map(
    ends.flatMap((one) => (one.placeCode ? [[one.placeCode, one.node.placeName ?? '']] : [])),
  );
  const mayMend = ctx.view.face === 'office' && may(ctx, editors, []) && isOpen(plan);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.loose.title')}
      lead={
        ends.length === 0
          ? undefined
          : inPlace.length === 0
            ? t('plan.loose.lead', { count: 0 })
            : n('plan.loose-note.lead', {
                open: inPlace.filter((one) => one.note === null).length,
                explained: inPlace.filter((one) => one.note !== null).length,
              })
      }
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.loose.title') })}
    >
      {mayMend && props.unassigned.length > 0 ? (
        <Unassigned ctx={ctx} plan={plan} rows={props.unassigned} />
      ) : null}
      {ends.length === 0 ? null : (
        <>
          <KeyFigures>
            {LOOSE_RULES.map((rule) => ({ rule, count: inPlace.filter((one) => one.rule === rule).length }))
              .filter(({ count }) => count > 0)
              .map(({ rule, count }) => (
                <KeyFigure
                  key={rule}
                  value={formatNumber(count, { lang: ctx.lang })}
                  label={t(`plan.loose.${rule}`)}
                  href={withQuery(path, { regola: rule, territorio: filter.place })}
                />
              ))}
          </KeyFigures>
          <FilterForm
            lang={ctx.lang}
            action={path}
            clear={filter.rule || filter.place || filter.explained ? path : undefined}
          >
            <FilterSelect
              name="regola"
              label={t('plan.loose.rule')}
              value={filter.rule}
              all={ui('ui.all')}
              choices={LOOSE_RULES.map((rule) => ({ value: rule, label: t(`plan.loose.${rule}`) }))}
            />
            <FilterSelect
              name="territorio"
              label={t('plan.place')}
              value={filter.place}
              all={ui('ui.all')}
              choices={[...places].map(([value, label]) => ({ value, label }))}
            />
            <FilterSelect
              name="spiegazione"
              label={n('plan.loose-note.state')}
              value={filter.explained}
              all={ui('ui.all')}
              choices={[
                { value: 'no', label: n('plan.loose-note.open') },
                { value: 'si', label: n('plan.loose-note.explained') },
              ]}
            />
          </FilterForm>
        </>
      )}
      {shown.length === 0 ? (
        <EmptyState title={t('plan.loose.none')} text={t('plan.loose.none-text')} />
      ) : null}
      {[...groups].map(([rule, own]) => (
        <Section
          key={rule}
          id={rule}
          title={`${t(`plan.loose.${rule}`)} (${formatNumber(own.length, { lang: ctx.lang })})`}
          lead={t(`plan.loose.why.${rule}`)}
        >
          <ul class="trama-linked">
            {(filter.rule ? own : own.slice(0, SHOWN)).map((one) => (
              <EndItem key={one.node.id} {...{ ctx, plan, end: one, address, mayMend, path }} />
            ))}
          </ul>
          {!filter.rule && own.length > SHOWN ? (
            <p>
              <a href={withQuery(path, { regola: rule, territorio: filter.place })}>
                {t('plan.loose.all', { count: own.length })}
                <span class="visually-hidden">: {t(`plan.loose.${rule}`)}</span>
              </a>
            </p>
          ) : null}
        </Section>
      ))}
    </Shell>
  );
}

function EndItem(props: {
  ctx: PageCtx;
  plan: Plan;
  end: ExplainedEnd;
  address: NodeAddress;
  mayMend: boolean;
  path: string;
}): VNode {
  const { ctx, plan, end, address, mayMend, path } = props;
  const { node, note, rule } = end;
  const t = planText(ctx.lang);
  const n = looseText(ctx.lang);
  const about = <span class="visually-hidden"> {node.code}</span>;
  return (
    <li>
      <span class="trama-code">{node.code}</span> <a href={nodeHref(ctx, plan, end, address)}>{node.title}</a>
      <span class="trama-why">
        {[node.kind === 'need' ? node.detail : null, node.placeName].filter(Boolean).join(' · ')}
      </span>
      {note === null ? null : (
        <blockquote class="trama-note">
          <p class="trama-long">{note.reason}</p>
          <footer class="trama-why">
            {[note.writtenBy, formatDate(note.writtenAt, { lang: ctx.lang })].filter(Boolean).join(', ')}
          </footer>
        </blockquote>
      )}
      {mayMend ? (
        <p class="trama-mends">
          <a href={mendHref(ctx, plan, end, address)}>
            {t(`plan.loose.mend.${rule}`)}
            {about}
          </a>
          {note === null ? (
            <a href={`${path}/${rule}/${node.id}/nuovo`}>
              {n('plan.loose-note.act')}
              {about}
            </a>
          ) : (
            (['modifica', 'storia', 'rimuovi'] as const).map((act) => (
              <a key={act} href={`${path}/spiegazioni/${note.id}/${act}`}>
                {n(NOTE_ACTS[act])}
                <span class="visually-hidden"> {n('plan.loose-note.of', { code: node.code })}</span>
              </a>
            ))
          )}
        </p>
      ) : null}
    </li>
  );
}

const NOTE_ACTS = {
  modifica: 'plan.loose-note.change',
  storia: 'plan.loose-note.history',
  rimuovi: 'plan.loose-note.remove',
} as const;

function nodeHref(ctx: PageCtx, plan: Plan, { node }: LooseEnd, address: NodeAddress): string {
  if (node.kind === 'need') return inPlan(ctx, plan, `/bisogni/${encodeURIComponent(node.code)}`);
  if (node.kind === 'objective') return inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(node.code)}`);
  return at(ctx, address(node, ctx.view.face) ?? `/filo/esito/${node.id}`);
}

/** The page where a loose end is tied. */
function mendHref(ctx: PageCtx, plan: Plan, end: LooseEnd, address: NodeAddress): string {
  const code = encodeURIComponent(end.node.code);
  switch (end.rule) {
    case 'contribution-unanswered':
      return `${nodeHref(ctx, plan, end, address)}/risposta`;
    case 'need-unanswered':
      return inPlan(ctx, plan, `/bisogni/${code}/collegamenti`);
    case 'need-unproven':
      return inPlan(ctx, plan, `/bisogni/${code}/prove/nuova`);
    case 'objective-without-need':
      return inPlan(ctx, plan, `/obiettivi/${code}/collegamenti/bisogni`);
    case 'objective-without-money':
      return inPlan(ctx, plan, `/obiettivi/${code}#risorse`);
    case 'objective-not-measurable':
      return inPlan(ctx, plan, `/obiettivi/${code}#indicatori`);
    case 'objective-without-action':
      return inPlan(ctx, plan, `/obiettivi/${code}/azioni/nuova`);
    case 'outcome-not-taken-up':
      return `${nodeHref(ctx, plan, end, address)}/modifica`;
  }
}
