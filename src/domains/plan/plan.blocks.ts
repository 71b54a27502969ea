import type { LiveBlockParam, LiveBlocks } from '#domains/documents/index.js';
import { placeParam } from '#domains/territory/index.js';
import { evaluationTable } from './indicator-block.js';
import { needs, needsWithoutObjective } from './need-block.js';
import { objectiveSheets, objectiveTree, type SheetProviders } from './objective-block.js';

const level: LiveBlockParam = {
  name: 'level',
  label: { it: 'Livello', en: 'Level' },
  choices: async () => [
    { value: 'ambito', label: 'Ambito' },
    { value: 'subAmbito', label: 'Sub-ambito' },
    { value: 'supraZonal', label: 'Sovrazonale' },
    { value: 'reward', label: 'Premialità' },
  ],
};

/** What the plan itself prints: needs, objectives, indicators. */
export function planBlocks(providers: SheetProviders): LiveBlocks {
  return {
    'plan.needs': { build: needs, params: [placeParam] },
    'plan.needs-without-objective': { build: needsWithoutObjective, params: [placeParam] },
    'plan.objective-tree': objectiveTree,
    'plan.objective-sheets': { build: objectiveSheets(providers), params: [level, placeParam] },
    'plan.evaluation-table': evaluationTable,
  };
}
