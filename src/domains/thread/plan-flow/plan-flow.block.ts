import { type LiveBlock, type LiveBlocks, p } from '#domains/documents/index.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { threadText } from '../thread.messages.js';
import { PlanFlowFigure } from './plan-flow.figure.js';
import { planFlow } from './plan-flow.rules.js';
import { readPlanLinks } from './plan-flow.sql.js';
import { FlowGrouping, FlowMeasure } from './plan-flow.types.js';
import { describePlanFlow, flowFinding } from './plan-flow.words.js';

const flowBlock: LiveBlock = {
  title: {
    it: 'Il filo del piano: bisogni, obiettivi, fondi',
    en: 'The plan’s thread: needs, objectives, funds',
  },
  build: async (ctx, subject, params) => {
    const { lang } = subject;
    const flow = planFlow(await readPlanLinks(ctx.tx, subject.id), {
      measure: FlowMeasure.catch('euro').parse(params.misura),
      grouping: FlowGrouping.catch('auto').parse(params.dettaglio),
      lang,
    });
    if (flow.edges.length === 0) return [p(flowFinding(flow, lang))];
    const t = threadText(lang);
    return [
      p(flowFinding(flow, lang)),
      {
        kind: 'figure',
        svg: svgDocument(PlanFlowFigure({ flow, lang, id: 'filo' })),
        alt: describePlanFlow(flow, lang),
        caption: t('thread.flow.caption'),
        note: t(`thread.flow.note.${flow.measure}`),
      },
    ];
  },
  params: [
    {
      name: 'misura',
      label: { it: 'Larghezze', en: 'Widths' },
      choices: async ({ lang }) =>
        FlowMeasure.options.map((value) => ({
          value,
          label: threadText(lang)(`thread.flow.measure.${value}`),
        })),
    },
    {
      name: 'dettaglio',
      label: { it: 'Dettaglio', en: 'Detail' },
      choices: async ({ lang }) =>
        FlowGrouping.options.map((value) => ({
          value,
          label: threadText(lang)(`thread.flow.grouping.${value}`),
        })),
    },
  ],
};

/** What the thread prints in a plan's document. */
export const threadBlocks: LiveBlocks = { 'thread.flow': flowBlock };
