import type { ComponentChildren, VNode } from 'preact';
import type { ThreadCounts } from '#domains/thread/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber, formatPercent } from '#platform/i18n/format.js';
import { List } from '#platform/ui/parts.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { Guideline, SheetField } from './guideline.types.js';
import type { KeyPoint, Objective } from './objective.types.js';
import { planText } from './plan.messages.js';
import { answerOf, isAnsweredElsewhere, isAsked, isUnanswered } from './sheet-field.rules.js';
import { LightText } from './writing/light-text.js';

interface SheetProps {
  ctx: PageCtx;
  guideline: Guideline;
  objective: Objective;
  counts: ThreadCounts;
  mayEdit: boolean;
  path: string;
}

/** The sheet as the guideline lays it out: every field in its order, each edited in place by itself. */
export function SheetRows(props: SheetProps): VNode {
  const { ctx, guideline, objective } = props;
  const t = planText(ctx.lang);
  const fields = guideline.objectiveSheet.fields.filter((field) => isAsked(guideline, objective, field));
  const own: [string, ComponentChildren][] = [
    [t('plan.source'), objective.source],
    [t('plan.note'), objective.note === null ? null : <LightText key="note" text={objective.note} />],
  ];
  return (
    <dl class="trama-facts trama-sheet">
      {fields.map((field) => (
        <Row
          key={field.key}
          label={field.label[ctx.lang]}
          // What stands at the top of the screen is repeated on paper, where the form must be whole.
          onPaperOnly={field.key === 'title' || field.key === 'description' || field.kind === 'indicators'}
          edit={
            props.mayEdit && !isAnsweredElsewhere(field) && !field.shownWhen
              ? `${props.path}/modifica/${field.key}`
              : null
          }
          ctx={ctx}
        >
          <Answer {...props} field={field} />
        </Row>
      ))}
      <Row
        label={t('plan.sheet.belongs')}
        edit={props.mayEdit ? `${props.path}/modifica/collocazione` : null}
        ctx={ctx}
      >
        {objective.parent
          ? `${objective.parent.code} · ${objective.parent.title}`
          : t('plan.sheet.no-parent')}
      </Row>
      {own.map(([label, content]) => (
        <Row
          key={label}
          label={label}
          edit={props.mayEdit ? `${props.path}/modifica/collocazione` : null}
          ctx={ctx}
        >
          {content}
        </Row>
      ))}
    </dl>
  );
}

function Row(props: {
  ctx: PageCtx;
  label: string;
  edit: string | null;
  onPaperOnly?: boolean;
  children: ComponentChildren;
}): VNode {
  const t = planText(props.ctx.lang);
  return (
    <div class={props.onPaperOnly ? 'trama-on-paper' : undefined}>
      <dt>{props.label}</dt>
      <dd>
        {props.children ?? <span class="trama-unsaid">{uiText(props.ctx.lang)('ui.not-said')}</span>}
        {props.edit ? (
          <a class="trama-edit" href={props.edit}>
            {t('plan.edit')}
            <span class="visually-hidden"> {props.label}</span>
          </a>
        ) : null}
      </dd>
    </div>
  );
}

function Answer(props: SheetProps & { field: SheetField }): VNode | string {
  const { ctx, guideline, objective, counts, field } = props;
  const t = planText(ctx.lang);
  const unsaid = <span class="trama-unsaid">{uiText(ctx.lang)('ui.not-said')}</span>;
  if (field.key === 'budgetEuro')
    return counts.cents > 0 ? formatEuroCents(counts.cents, { lang: ctx.lang }) : unsaid;
  if (field.kind === 'indicators') {
    const titles = objective.indicators.filter((one) => one.kind === field.indicatorKind);
    return titles.length === 0 ? unsaid : <List items={titles.map((one) => one.title)} />;
  }
  if (field.kind === 'actions')
    return objective.actions.length === 0 ? (
      unsaid
    ) : (
      <List items={objective.actions.map((one) => one.title)} />
    );
  const answer = answerOf(objective, field);
  if (field.kind === 'measurementTools') return <Tools ctx={ctx} objective={objective} others={answer} />;
  if (isUnanswered(answer)) return unsaid;
  switch (field.kind) {
    case 'boolean': {
      const note =
        field.key === 'continuity'
          ? objective.continuityNote
          : field.key === 'sociosanitaryIntegration'
            ? objective.integrationNote
            : null;
      return (
        <>
          {uiText(ctx.lang)(answer === true ? 'ui.yes' : 'ui.no')}
          {note ? <LightText text={note} /> : null}
        </>
      );
    }
    case 'policyAreas':
      return (
        <List
          items={(answer as string[]).map((code) => `${code} · ${areaName(guideline, code, ctx.lang)}`)}
        />
      );
    case 'keyPoints':
      return <KeyPoints ctx={ctx} guideline={guideline} points={answer as KeyPoint[]} />;
    case 'choice':
      return <>{field.options?.find((one) => one.value === answer)?.label[ctx.lang] ?? String(answer)}</>;
    case 'percent':
      return <>{formatPercent(Number(answer), { lang: ctx.lang })}</>;
    case 'euro':
      return <>{formatNumber(Number(answer), { lang: ctx.lang, decimals: 2 })} €</>;
    case 'list':
      return <List items={answer as string[]} />;
    case 'longText':
      return <LightText text={String(answer)} />;
    default:
      return (
        <span class="trama-long">
          {Array.isArray(answer) ? answer.join(t('plan.list-comma')) : String(answer)}
        </span>
      );
  }
}

export function areaName(guideline: Guideline, code: string, lang: 'it' | 'en'): string {
  return guideline.policyAreas.find((area) => area.code === code)?.name[lang] ?? code;
}

function KeyPoints({
  ctx,
  guideline,
  points,
}: {
  ctx: PageCtx;
  guideline: Guideline;
  points: KeyPoint[];
}): VNode {
  const byArea = Map.groupBy(points, (point) => point.area);
  return (
    <List
      items={[...byArea].map(([area, own]) => (
        <>
          {areaName(guideline, area, ctx.lang)}
          <List items={own.map((point) => pointName(guideline, point, ctx.lang))} />
        </>
      ))}
    />
  );
}

/** The sheet's own words where they are kept, else the guideline's. */
export function pointName(guideline: Guideline, point: KeyPoint, lang: 'it' | 'en'): string {
  const known = guideline.policyAreas
    .find((area) => area.code === point.area)
    ?.keyPoints.find((one) => one.code === point.point);
  if (lang === 'it' && point.pointAsStated) return point.pointAsStated;
  return known?.name[lang] ?? point.pointAsStated ?? '';
}

function Tools({ ctx, objective, others }: { ctx: PageCtx; objective: Objective; others: unknown }): VNode {
  const items = [
    ...objective.indicators.flatMap((one) => (one.measuredBy ? [`${one.title}: ${one.measuredBy}`] : [])),
    ...(Array.isArray(others) ? others.map(String) : []),
  ];
  if (items.length === 0) return <span class="trama-unsaid">{uiText(ctx.lang)('ui.not-said')}</span>;
  return <List items={items} />;
}
