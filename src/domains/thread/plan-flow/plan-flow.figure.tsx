import type { VNode } from 'preact';
import { Sankey } from '#platform/charts/sankey.js';
import type { Lang } from '#platform/i18n/messages.js';
import { threadText } from '../thread.messages.js';
import type { FlowColumnKey, FlowItem, PlanFlow } from './plan-flow.types.js';
import { describePlanFlow, flowFinding, nameOf, writeValue } from './plan-flow.words.js';

const COLUMNS: readonly FlowColumnKey[] = ['need', 'objective', 'fund'];

export interface PlanFlowFigureProps {
  flow: PlanFlow;
  lang: Lang;
  id: string;
  /** Where a part of the picture leads; nowhere in a file or a document. */
  hrefOf?: (item: FlowItem) => string | undefined;
}

/** Needs, objectives and funds of a whole plan with what passes between them. */
export function PlanFlowFigure({ flow, lang, id, hrefOf }: PlanFlowFigureProps): VNode {
  const t = threadText(lang);
  return (
    <Sankey
      id={id}
      lang={lang}
      title={flowFinding(flow, lang)}
      description={describePlanFlow(flow, lang)}
      columns={COLUMNS.map((column) => t(`thread.flow.column.${column}`))}
      nodes={flow.items.map((item) => {
        const href = hrefOf?.(item);
        return {
          id: item.id,
          column: COLUMNS.indexOf(item.column),
          label: nameOf(item, lang),
          detail: writeValue(flow, item.value, lang),
          ...(item.label === null ? { isLoose: true } : {}),
          ...(href === undefined ? {} : { href }),
        };
      })}
      ribbons={flow.edges.map((edge) => ({ ...edge, label: writeValue(flow, edge.value, lang) }))}
    />
  );
}
