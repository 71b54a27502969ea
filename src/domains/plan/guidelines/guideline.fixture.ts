import type { Guideline } from '../guideline.types.js';

const local = (words: string) => ({ it: words, en: words });

/** A guideline of no region: other areas, chapters and fields than any that ships. */
export const inventedGuideline: Guideline = {
  code: 'regione-di-prova-2027-2029',
  title: local('Linee di prova 2027-2029'),
  region: local('Regione di prova'),
  regionCode: '99',
  period: { from: 2027, to: 2029 },
  act: 'Atto 1',
  policyAreas: [
    {
      code: 'V',
      name: local('Vicinato'),
      aliases: [],
      keyPoints: [{ code: 'V1', name: local('Cortili'), aliases: [] }],
    },
    { code: 'Z', name: local('Orti'), aliases: [], keyPoints: [] },
  ],
  chapters: [
    { number: '1', title: local('Chi siamo'), help: local('La valle'), blocks: [] },
    {
      number: '2',
      title: local('Che cosa faremo'),
      help: local('Le schede'),
      blocks: [{ block: 'plan.objective-sheets', purpose: local('Schede'), required: true }],
    },
  ],
  annexes: [],
  objectiveSheet: {
    fields: [
      { key: 'title', kind: 'text', label: local('Nome'), help: local('Il nome'), required: true },
      {
        key: 'level',
        kind: 'choice',
        label: local('Livello'),
        help: local('Chi risponde'),
        required: true,
        options: [
          { value: 'ambito', label: local('Ambito') },
          { value: 'subAmbito', label: local('Area') },
        ],
      },
      { key: 'policyAreas', kind: 'policyAreas', label: local('Aree'), help: local('Quali'), required: true },
      {
        key: 'season',
        kind: 'choice',
        label: local('Stagione di avvio'),
        help: local('Quando comincia'),
        required: true,
        options: [
          { value: 'spring', label: local('Primavera') },
          { value: 'autumn', label: local('Autunno') },
        ],
      },
      {
        key: 'volunteers',
        kind: 'list',
        label: local('Volontari coinvolti'),
        help: local('Uno per riga'),
        required: false,
      },
      {
        key: 'outcomeIndicators',
        kind: 'indicators',
        indicatorKind: 'outcome',
        label: local('Che cosa cambia'),
        help: local('Indicatori'),
        required: true,
      },
    ],
  },
  outcomeSheet: {
    fields: [{ key: 'title', kind: 'text', label: local('Nome'), help: local('Il nome'), required: true }],
  },
};
