import { createHash } from 'node:crypto';
import type pg from 'pg';
import { generateGround, PLACES, themeOf, titled } from './plan-ground-world.ts';
import { generateRest } from './plan-rest-world.ts';

export const PLAN = '2030-2032';

export const YEARS = [2030, 2031, 2032];

/** How much a large plan holds. */
export const SIZES = {
  objectives: 300,
  indicators: 2_000,
  needs: 400,
  actions: 1_500,
  budgetLines: 900,
  measurements: 4_000,
  funds: 15,
  services: 60,
  networks: 20,
  agreements: 30,
  organisations: 100,
  outcomeSheets: 100,
  metrics: 20,
  datasets: 5,
  contributions: 300,
};

export type Row = Record<string, unknown>;
/** So many rows of the measured ambito. */
export type Many = (count: number, make: (index: number) => Row) => Row[];

/** The same plan at every run: identifiers, links and texts follow from their numbers. */
export function generatePlan(): { ambitoId: string; tables: [string, Row[]][] } {
  const ambitoId = idOf('ambito', 0);
  const many: Many = (count, make) =>
    Array.from({ length: count }, (_, index) => ({ ambito_id: ambitoId, ...make(index) }));
  const place = (index: number) => idOf('place', 1 + (index % PLACES));
  const code = (index: number) => `O-${index + 1}`;
  const planId = idOf('plan', 0);
  // One objective in eight is strategic, those after it carry it out.
  const strategic = (index: number) => index - (index % 8);
  const tables: [string, Row[]][] = [
    ...generateGround(many),
    [
      'plan.plan',
      many(1, () => ({
        id: planId,
        code: PLAN,
        title: 'Piano misurato',
        starts_on: '2030-01-01',
        ends_on: '2032-12-31',
        guideline_code: 'lombardia-2021-2023',
      })),
    ],
    [
      'plan.plan_act',
      many(1, () => ({ id: idOf('act', 0), plan_id: planId, state: 'inForce', taken_on: '2024-01-01' })),
    ],
    [
      'plan.need',
      many(SIZES.needs, (index) => ({
        id: idOf('need', index),
        plan_id: planId,
        code: `F-${index + 1}`,
        theme: themeOf(index),
        description: `Bisogno ${index + 1}: ${WORDS[index % WORDS.length]} per chi vive lontano dai servizi`,
        place_id: place(index),
        priority: ['high', 'medium', 'low'][index % 3],
        position: index,
      })),
    ],
    [
      'plan.need_evidence',
      many(SIZES.needs, (index) => ({
        id: idOf('evidence', index),
        need_id: idOf('need', (index * 7) % SIZES.needs),
        kind: 'metric',
        reference: `misura-${index % SIZES.metrics}`,
        text: `Prova ${index + 1}`,
        position: index,
      })),
    ],
    [
      'plan.objective',
      many(SIZES.objectives, (index) => ({
        id: idOf('objective', index),
        plan_id: planId,
        code: code(index),
        parent_id: index % 8 === 0 ? null : idOf('objective', strategic(index)),
        level: 'subAmbito',
        rank: index % 8 === 0 ? 'strategic' : 'specific',
        place_id: place(strategic(index)),
        title: `Obiettivo ${index + 1}: ${WORDS[index % WORDS.length]} in ogni comune dell'ambito`,
        description: 'Che cosa si vuole cambiare, per chi, con chi. '.repeat(8),
        target: ['famiglie', 'anziani'],
        policy_areas: [['A', 'B', 'C', 'D', 'E', 'F'][index % 6]],
        key_points: [],
        stated_needs: ['Un bisogno con le parole della scheda'],
        personnel: ['assistente sociale'],
        cross_cutting: index % 2 === 0,
        cross_cutting_areas: [],
        socio_sanitary_integration: true,
        continuity: index % 3 === 0,
        co_design: [],
        fields: {},
        position: index,
      })),
    ],
    [
      'plan.objective_need',
      distinct(
        many(SIZES.objectives * 3, (index) => ({
          objective_id: idOf('objective', index % SIZES.objectives),
          need_id: idOf('need', (index * 11) % SIZES.needs),
          basis: index % 4 ? 'stated' : 'theme',
        })),
        'need_id',
      ),
    ],
    ...(['service', 'network', 'agreement'] as const).map((kind): [string, Row[]] => [
      `plan.objective_${kind}`,
      many(SIZES.objectives, (index) => ({
        objective_id: idOf('objective', index),
        [`${kind}_id`]: idOf(kind, (index * 13) % SIZES[`${kind}s`]),
      })),
    ]),
    [
      'plan.objective_organisation',
      many(SIZES.objectives, (index) => ({
        objective_id: idOf('objective', index),
        organisation_id: idOf('organisation', (index * 13) % SIZES.organisations),
        role: 'partner',
      })),
    ],
    [
      'participation.contribution',
      many(SIZES.contributions, (index) => ({
        id: idOf('contribution', index),
        plan_id: planId,
        code: `C-${index + 1}`,
        title: `Contributo ${index + 1}`,
        channel: 'table',
        organisation_id: index % 3 === 0 ? idOf('organisation', (index * 7) % SIZES.organisations) : null,
        network_id: index % 3 === 1 ? idOf('network', (index * 7) % SIZES.networks) : null,
        speaker: index % 3 === 2 ? 'citizen' : null,
        place_id: place(index),
        text: `Testo del contributo ${index + 1}`,
        about_plan: index % 10 === 0,
        chapters: index % 4 === 0 ? ['4'] : [],
        state: index % 9 === 0 ? 'received' : 'accepted',
        answer: index % 9 === 0 ? null : 'Risposta',
      })),
    ],
    [
      'participation.contribution_need',
      many(SIZES.contributions * 2, (index) => ({
        contribution_id: idOf('contribution', index % SIZES.contributions),
        need_id: idOf('need', (index * 17) % SIZES.needs),
        tie: 'raised',
      })),
    ],
    [
      'participation.contribution_objective',
      many(SIZES.contributions, (index) => ({
        contribution_id: idOf('contribution', index),
        objective_id: idOf('objective', (index * 23) % SIZES.objectives),
        tie: 'changed',
        reason: 'Cambiato',
      })),
    ],
    [
      'plan.indicator',
      many(SIZES.indicators, (index) => ({
        id: idOf('indicator', index),
        objective_id: idOf('objective', index % SIZES.objectives),
        kind: ['input', 'process', 'output', 'outcome'][index % 4],
        title: `Indicatore ${index + 1}: ${WORDS[index % WORDS.length]} raggiunte`,
        unit: 'persone',
        baseline: 10,
        target: index % 3 === 0 ? null : 100,
        position: index,
      })),
    ],
    [
      'plan.action',
      many(SIZES.actions, (index) => ({
        id: idOf('action', index),
        objective_id: idOf('objective', index % SIZES.objectives),
        title: `Azione ${index + 1}: ${WORDS[index % WORDS.length]} aperte`,
        starts_on: `${YEARS[index % 3]}-01-01`,
        ends_on: `${YEARS[index % 3]}-12-31`,
        owner: 'Ufficio di Piano',
        state: ['planned', 'underWay', 'done'][index % 3],
        position: index,
      })),
    ],
    [
      'spending.budget_line',
      many(SIZES.budgetLines, (index) => ({
        id: idOf('line', index),
        objective_id: idOf('objective', index % SIZES.objectives),
        fund_id: idOf('fund', (index * 3) % SIZES.funds),
        year: YEARS[index % 3],
        allocated_cents: 100_000 * (1 + (index % 50)),
        stated: true,
        position: index,
      })),
    ],
    [
      'evaluation.measurement',
      many(SIZES.measurements, (index) => ({
        id: idOf('measurement', index),
        indicator_id: idOf('indicator', index % SIZES.indicators),
        measured_on: `${YEARS[index % 3]}-06-30`,
        value: index % 120,
      })),
    ],
    [
      'evaluation.outcome_sheet',
      many(SIZES.outcomeSheets, (index) => ({
        ...titled('outcomeSheet', index, 'ES'),
        plan_id: planId,
        level: 'subAmbito',
        place_id: place(index),
        achievement_percent: index % 101,
        proposed_again: 'yes',
        position: index,
      })),
    ],
    [
      'evaluation.outcome_continuity',
      many(SIZES.outcomeSheets, (index) => ({
        outcome_sheet_id: idOf('outcomeSheet', index),
        objective_id: idOf('objective', (index * 3) % SIZES.objectives),
        basis: 'stated',
      })),
    ],
  ];
  return { ambitoId, tables };
}

const WORDS = [
  'case',
  'reti',
  'ore di ascolto',
  'cure a domicilio',
  'scuole',
  'corse',
  'occasioni di lavoro',
];

function distinct(rows: Row[], column: string): Row[] {
  return [...new Map(rows.map((row) => [`${row.objective_id} ${row[column]}`, row])).values()];
}

/** An identifier that follows from what it names. */
export function idOf(kind: string, index: number): string {
  const hex = createHash('sha256').update(`${kind} ${index}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Puts the generated plan into an ambito of its own, and gives a person of the demonstration the director's role there. */
export async function loadPlan(owner: pg.Pool, directorName: string): Promise<string> {
  const { ambitoId, tables } = generatePlan();
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into platform.ambito (id, slug, name, lead_body) values ($1, 'misura', 'Ambito misurato', null)`,
      [ambitoId],
    );
    await client.query(`select set_config('app.ambito_id', $1, true)`, [ambitoId]);
    for (const [table, rows] of [...tables, ...generateRest(ambitoId)]) {
      const columns = Object.keys(rows[0] ?? {}).join(', ');
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [JSON.stringify(rows)],
      );
    }
    await client.query(
      `insert into platform.role_grant (ambito_id, id, account_id, role, scope_kind, scope_code)
       select $1, $2, id, 'director', 'ambito', '' from platform.account where name = $3`,
      [ambitoId, idOf('grant', 0), directorName],
    );
    await client.query('commit');
    await client.query('analyze');
  } finally {
    client.release();
  }
  return ambitoId;
}
