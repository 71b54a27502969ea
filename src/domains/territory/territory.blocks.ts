import type { LiveBlockParam, LiveBlocks } from '#domains/documents/index.js';
import { foreignResidents, populationChange, populationTable } from './context-block.js';
import { listSeriesNames } from './context-block.sql.js';
import { densityMap, keyFigures, sizeClasses } from './density-block.js';
import { lookBlock } from './looks/look.block.js';
import { listPlaces } from './place.sql.js';
import { projectionBlock } from './projection.block.js';
import { qualityNotes } from './quality-block.js';
import { seriesTable } from './series-block.js';

/** A part of the ambito, or the whole, to which a block keeps. */
export const placeParam: LiveBlockParam = {
  name: 'territory',
  label: { it: 'Territorio', en: 'Place' },
  choices: async (ctx) =>
    (await listPlaces(ctx.tx))
      .filter((place) => place.kind === 'ambito' || place.kind === 'area')
      .map((place) => ({ value: place.name, label: place.name })),
};

const period: LiveBlockParam = {
  name: 'period',
  label: { it: 'Data (AAAA-MM-GG)', en: 'Date (YYYY-MM-DD)' },
};

/** What the observatory prints in a plan. */
export const territoryBlocks: LiveBlocks = {
  'territory.key-figures': keyFigures,
  'territory.population-table': { build: populationTable, params: [period] },
  'territory.population-change': {
    build: populationChange,
    params: [
      { name: 'from', label: { it: 'Dal (AAAA-MM-GG)', en: 'From (YYYY-MM-DD)' } },
      { name: 'to', label: { it: 'Al (AAAA-MM-GG)', en: 'To (YYYY-MM-DD)' } },
    ],
  },
  'territory.density-map': { build: densityMap, params: [period] },
  'territory.size-classes': { build: sizeClasses, params: [period] },
  'territory.foreign-residents': { build: foreignResidents, params: [period] },
  'territory.series-table': {
    build: seriesTable,
    params: [
      {
        name: 'indicator',
        label: { it: 'Serie', en: 'Series' },
        required: true,
        choices: async (ctx) =>
          (await listSeriesNames(ctx.tx)).map(({ code, name }) => ({ value: code, label: name })),
      },
      placeParam,
    ],
  },
  'territory.quality-notes': qualityNotes,
  'territory.projection': projectionBlock,
  'territory.look': lookBlock,
};
