import { idOf, type Row, SIZES, YEARS } from './plan-world.ts';

/** What hangs on the plan beside its text: the ledger, the statement, what-ifs, questionnaires, a long series of measurements. */
export const REST = {
  commitments: 600,
  payments: 900,
  statementPlaces: 27,
  scenarioChanges: 20,
  answerSheets: 300,
  freeAnswers: 60,
  monthlyMeasurements: 36,
};
const AREAS = ['famiglia', 'disabili', 'anziani', 'poverta'];
const INTERVENTIONS = [
  'servizio-sociale',
  'segretariato-sociale',
  'pronto-intervento',
  'affido-adozione',
  'integrazione-sociale',
  'sostegno-scolastico',
];

/** Rows by table, in the order in which they may be written, of the ambito that `generatePlan` makes. */
export function generateRest(ambitoId: string): [string, Row[]][] {
  const many = (count: number, make: (index: number) => Row) =>
    Array.from({ length: count }, (_, index) => ({ ambito_id: ambitoId, ...make(index) }));
  const questionnaireId = idOf('questionnaire', 0);
  return [
    [
      'spending.commitment',
      many(REST.commitments, (index) => ({
        id: idOf('commitment', index),
        budget_line_id: idOf('line', (index * 3) % SIZES.budgetLines),
        committed_cents: 40_000 * (1 + (index % 50)),
        committed_on: `${YEARS[index % 3]}-03-15`,
        act_number: `Det. ${index + 1}`,
        organisation_id: idOf('organisation', index % SIZES.organisations),
        purpose: `Servizio ${index + 1}`,
        entered_at: '2030-03-15',
      })),
    ],
    [
      'spending.payment',
      many(REST.payments, (index) => ({
        id: idOf('payment', index),
        commitment_id: idOf('commitment', index % REST.commitments),
        paid_cents: 10_000 * (1 + (index % 50)),
        paid_on: `${YEARS[index % 3]}-09-15`,
        act_number: `Mandato ${index + 1}`,
        entered_at: '2030-09-15',
      })),
    ],
    [
      'spending.statement_cell',
      many(REST.statementPlaces * AREAS.length * INTERVENTIONS.length, (index) => ({
        id: idOf('cell', index),
        place_id: idOf('place', 4 + (index % REST.statementPlaces)),
        year: YEARS[0],
        area: AREAS[Math.floor(index / REST.statementPlaces) % AREAS.length],
        intervention: INTERVENTIONS[Math.floor(index / REST.statementPlaces / AREAS.length)],
        users: 1 + (index % 40),
        spending_cents: 100_000 * (1 + (index % 30)),
      })),
    ],
    [
      'spending.scenario',
      many(1, () => ({ id: idOf('scenario', 0), plan_id: idOf('plan', 0), name: 'Meno dallo Stato' })),
    ],
    [
      'spending.scenario_change',
      many(REST.scenarioChanges, (index) => ({
        scenario_id: idOf('scenario', 0),
        position: index,
        fund_id: idOf('fund', index % SIZES.funds),
        objective_id: index % 2 ? idOf('objective', index) : null,
        kind: 'percent',
        value: -500 - 100 * index,
      })),
    ],
    [
      'evaluation.measurement',
      many(REST.monthlyMeasurements, (index) => ({
        id: idOf('monthly', index),
        indicator_id: idOf('indicator', 0),
        measured_on: `${YEARS[Math.floor(index / 12)]}-${String(1 + (index % 12)).padStart(2, '0')}-01`,
        value: 10 + index,
      })),
    ],
    [
      'evaluation.questionnaire',
      many(1, () => ({
        id: questionnaireId,
        title: 'Come si sono trovate le persone',
        service_id: idOf('service', 0),
        state: 'open',
        token: 'misura'.repeat(6),
        opened_on: '2026-01-01',
        questions: [
          ...['scale5', 'scale10', 'single', 'multiple'].map((kind, index) => ({
            id: `d${index}`,
            kind,
            words: `Domanda numero ${index + 1}`,
            options: index < 2 ? [] : ['Sì', 'In parte', 'No'],
            required: true,
          })),
          { id: 'parole', kind: 'text', words: 'Che cosa cambierebbe?', options: [], required: false },
        ],
      })),
    ],
    [
      'evaluation.answer_sheet',
      many(REST.answerSheets, (index) => ({
        id: idOf('answers', index),
        questionnaire_id: questionnaireId,
        channel: index % 4 ? 'link' : 'phone',
        answered_on: '2026-02-01',
        answers: { d0: 1 + (index % 5), d1: 1 + (index % 10), d2: index % 3, d3: [index % 3] },
      })),
    ],
    [
      'evaluation.free_answer',
      many(REST.freeAnswers, (index) => ({
        id: idOf('words', index),
        questionnaire_id: questionnaireId,
        question_id: 'parole',
        words: 'Orari più lunghi, una persona che risponda al telefono, meno carte da portare. '.repeat(2),
        decision: index % 2 ? 'shown' : null,
      })),
    ],
  ];
}
