import { type Block, type BlockProvider, p, type Row } from '#domains/documents/index.js';
import { formatMeasure, formatNumber } from '#platform/i18n/format.js';
import type { Indicator, IndicatorKind } from './objective.types.js';
import { listObjectiveSheets } from './objective-sheet.sql.js';

export const KIND_WORDS: Readonly<Record<IndicatorKind, string>> = {
  input: 'input',
  process: 'processo',
  output: 'output',
  outcome: 'esito',
};

/** Units as the plans write them, and how they are printed beside a figure. */
const SHOWN = new Map([
  ['percentuale', '%'],
  ['euro', '€'],
]);

/** The expected value in words: the plan's own where it says more than a figure. */
export function sayTarget({ target, unit, targetAsStated }: Indicator): string {
  if (targetAsStated !== null) return targetAsStated;
  if (target === null) return 'n.d.';
  return unit === null ? formatNumber(target) : formatMeasure(target, SHOWN.get(unit) ?? unit);
}

/** Every indicator of the plan with its expected value and the tool that measures it. */
export const evaluationTable: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const objectives = await listObjectiveSheets(ctx.tx, subject.id);
  const indicators = objectives.flatMap((objective) => objective.indicators);
  if (indicators.length === 0) return [];
  const withTarget = indicators.filter((one) => one.target !== null || one.targetAsStated !== null).length;
  const withTool = indicators.filter((one) => one.measuredBy !== null).length;
  const without = objectives.filter((objective) => objective.indicators.length === 0);
  return [
    p(
      `Gli indicatori sono ${formatNumber(indicators.length)}: ${formatNumber(withTarget)} hanno un valore atteso, per ${formatNumber(withTool)} il piano indica lo strumento con cui si rilevano.` +
        (without.length === 0
          ? ''
          : ` Non hanno indicatori ${formatNumber(without.length)} obiettivi: ${without.map((one) => one.code).join(', ')}.`),
    ),
    {
      kind: 'table',
      id: 'tabella-valutazione',
      caption: 'Indicatori, valori attesi e strumenti di rilevazione per obiettivo',
      columns: [
        { title: 'Indicatore', kind: 'text', width: 4 },
        { title: 'Tipo', kind: 'text', width: 0.9 },
        { title: 'Valore atteso', kind: 'text', width: 1.6 },
        { title: 'Strumento', kind: 'text', width: 2 },
      ],
      rows: objectives
        .filter((objective) => objective.indicators.length > 0)
        .flatMap((objective): Row[] => [
          { group: `${objective.code} ${objective.title}` },
          ...objective.indicators.map((indicator) => ({
            cells: [
              indicator.title,
              KIND_WORDS[indicator.kind],
              sayTarget(indicator),
              indicator.measuredBy ?? 'n.d.',
            ],
          })),
        ]),
    },
  ];
};
