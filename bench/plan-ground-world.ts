import { idOf, type Many, type Row, SIZES } from './plan-world.ts';

const AREAS = 3;
const COMUNI = 27;
const THEMES = 20;
/** Areas and comuni, after the ambito itself. */
export const PLACES = AREAS + COMUNI;

/** What a plan stands on: places, published figures, organisations, services, funds. */
export function generateGround(many: Many): [string, Row[]][] {
  return [
    [
      'territory.place',
      many(1 + AREAS + COMUNI, (index) => ({
        id: idOf('place', index),
        kind: index === 0 ? 'ambito' : index <= AREAS ? 'area' : 'comune',
        code: index === 0 ? 'misura' : index <= AREAS ? `area-${index}` : String(990_000 + index),
        name: index === 0 ? 'Ambito misurato' : index <= AREAS ? `Area ${index}` : `Comune ${index}`,
      })),
    ],
    [
      'territory.area_comune',
      many(2 * COMUNI, (index) => {
        const comune = index >> 1;
        return {
          area_id: idOf('place', index % 2 === 0 ? 0 : 1 + (comune % AREAS)),
          comune_id: idOf('place', 1 + AREAS + comune),
        };
      }),
    ],
    [
      'territory.dataset',
      many(SIZES.datasets, (index) => ({
        ...titled('dataset', index, 'serie'),
        source: 'Misura',
        licence: 'CC BY 4.0',
        layout: 'tidy',
        imported_at: '2030-01-01',
        row_count: 0,
      })),
    ],
    [
      'territory.figure_shape',
      many(SIZES.datasets * 4, (index) => ({
        dataset_id: idOf('dataset', index % SIZES.datasets),
        variable: `variabile-${index}`,
        category: '',
        sex: '',
        age_from: -1,
        age_to: -1,
        is_packed: false,
      })),
    ],
    [
      'territory.metric',
      many(SIZES.metrics, (index) => ({
        id: idOf('metric', index),
        code: `misura-${index}`,
        name: `Misura ${index}`,
        unit: '%',
        numerator: [{ variable: `variabile-${index}` }],
        explanation: 'Misurata',
        source: 'Misura',
        edition: 1,
        decimals: 1,
        factor: 1,
        shipped: false,
        position: index,
      })),
    ],
    [
      'governance.organisation',
      many(SIZES.organisations, (index) => ({
        ...named('organisation', index, 'E'),
        kind: 'thirdSector',
        is_group: false,
      })),
    ],
    [
      'governance.network',
      many(SIZES.networks, (index) => ({
        ...named('network', index, 'R'),
        theme: themeOf(index),
        state: 'active',
      })),
    ],
    [
      'governance.agreement',
      many(SIZES.agreements, (index) => ({ ...titled('agreement', index, 'A'), state: 'inForce' })),
    ],
    [
      'services.service',
      many(SIZES.services, (index) => ({
        ...named('service', index, 'S'),
        kind: themeOf(index),
        state: 'active',
        target: [],
      })),
    ],
    [
      'spending.fund',
      many(SIZES.funds, (index) => ({
        ...named('fund', index, 'fondo'),
        kind: index % 2 ? 'state' : 'comuni',
      })),
    ],
  ];
}

export function themeOf(index: number): string {
  return `Tema ${1 + (index % THEMES)}`;
}

function named(kind: string, index: number, letter: string): Row {
  return { id: idOf(kind, index), code: `${letter}-${index + 1}`, name: `${letter} numero ${index + 1}` };
}

export function titled(kind: string, index: number, letter: string): Row {
  return { id: idOf(kind, index), code: `${letter}-${index + 1}`, title: `${letter} numero ${index + 1}` };
}
