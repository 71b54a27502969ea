import {
  type Block,
  type BlockProvider,
  type Field,
  field,
  h,
  type LiveBlocks,
  p,
  type Row,
  type Sheet,
  type SheetTable,
  ul,
} from '#domains/documents/index.js';
import { placeParam } from '#domains/territory/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import type { Answer, OutcomeKind, OutcomeSheet, OutcomeState } from './evaluation.types.js';
import { impactBlocks } from './impact/impact.blocks.js';
import { listOutcomeSheets } from './outcome.sql.js';

const STATES: Readonly<Record<OutcomeState, string>> = {
  done: 'realizzata',
  partlyDone: 'realizzata in parte',
  underWay: 'in corso',
  suspended: 'sospesa',
  notDone: 'non realizzata',
};
const KINDS: Readonly<Record<OutcomeKind, string>> = {
  improvement: 'miglioramento',
  maintenance: 'mantenimento',
};
const ANSWERS: readonly (readonly [Answer, string])[] = [
  ['yes', 'Sì'],
  ['partly', 'In parte'],
  ['no', 'No'],
];

async function listSheets(ctx: Ctx, planId: string, territory: string | undefined): Promise<OutcomeSheet[]> {
  const sheets = await listOutcomeSheets(ctx.tx, planId);
  return sheets.filter(
    (sheet) => territory === undefined || sheet.placeName === territory || sheet.place === territory,
  );
}

const summary: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const sheets = await listSheets(ctx, subject.id, undefined);
  if (sheets.length === 0) return [];
  const measured = sheets.flatMap((sheet) => sheet.achievementPercent ?? []);
  const actions = sheets.reduce((sum, sheet) => sum + sheet.actions.length, 0);
  const again = sheets.filter((sheet) => sheet.proposedAgain === 'yes').length;
  const answered = sheets.filter((sheet) => sheet.answeredNeed === 'yes').length;
  return [
    p(
      `Gli obiettivi valutati sono ${formatNumber(sheets.length)}, con ${formatNumber(actions)} azioni. ` +
        `Per ${formatNumber(measured.length)} la scheda dichiara un grado di raggiungimento; ` +
        `${formatNumber(answered)} hanno risposto al bisogno e ${formatNumber(again)} saranno riproposti.`,
    ),
    {
      kind: 'table',
      id: 'quadro-esiti',
      caption: 'Quadro degli obiettivi della programmazione precedente',
      columns: [
        { title: 'Scheda', kind: 'text', width: 0.9 },
        { title: 'Obiettivo', kind: 'text', width: 3.6 },
        { title: 'Azioni', kind: 'number', width: 0.7 },
        { title: 'Realizzate', kind: 'number', width: 0.9 },
        { title: 'Raggiunto', kind: 'percent', decimals: 0, width: 0.9 },
        { title: 'Ha risposto al bisogno', kind: 'text', width: 1 },
        { title: 'Riproposto', kind: 'text', width: 0.9 },
      ],
      rows: [...Map.groupBy(sheets, (sheet) => sheet.placeName)].flatMap(([place, group]): Row[] => [
        { group: place },
        ...group.map((sheet) => ({
          cells: [
            sheet.code,
            sheet.title,
            sheet.actions.length,
            sheet.actions.filter((action) => action.state === 'done').length,
            sheet.achievementPercent,
            sayAnswer(sheet.answeredNeed),
            sayAnswer(sheet.proposedAgain),
          ],
        })),
      ]),
      notes: [
        'Dove la scheda non dichiara una voce la cella riporta n.d.; lo stato di molte azioni non è dichiarato.',
      ],
    },
  ];
};

function sayAnswer(answer: Answer | null): string {
  return ANSWERS.find(([value]) => value === answer)?.[1].toLowerCase() ?? 'n.d.';
}

const sheets: BlockProvider = async (ctx, subject, params): Promise<Block[]> =>
  (await listSheets(ctx, subject.id, params.territory)).flatMap((sheet) => [
    h(3, `${sheet.code}. ${sheet.title}`),
    toSheet(sheet),
  ]);

function toSheet(sheet: OutcomeSheet): Sheet {
  return {
    kind: 'sheet',
    // The heading above says the title; on the pages that follow the code tells which sheet goes on.
    title: 'Scheda di esito',
    code: sheet.code,
    sections: [
      {
        fields: [
          field('Territorio', sheet.placeName),
          field('Area', sheet.policyArea),
          field('Descrizione', sheet.description),
        ],
      },
      {
        title: 'Che cosa è stato fatto',
        fields: [
          field('Azioni programmate e loro esito', sheet.actions.length === 0 ? null : actionTable(sheet)),
          field(
            'Grado di raggiungimento',
            sheet.achievementPercent === null
              ? null
              : formatPercent(sheet.achievementPercent, { decimals: 0 }),
          ),
          field('Livello di soddisfazione degli utenti', sheet.userSatisfaction),
        ],
      },
      {
        title: 'Risorse',
        fields: [
          field(
            'Risorse impegnate sulle stanziate',
            sheet.committedPercent === null ? null : formatPercent(sheet.committedPercent, { decimals: 0 }),
          ),
          field('Note sulle risorse', sheet.resourcesNote),
        ],
      },
      {
        title: 'Valutazione',
        fields: [
          field('Criticità rilevate', sheet.criticality),
          answerField('Ha risposto al bisogno e prodotto un cambiamento?', sheet.answeredNeed, [
            sheet.answeredNeedReason,
            sheet.answeredNeed !== null && sheet.answeredNeedExplicit === false
              ? 'La risposta si desume dal testo della scheda.'
              : null,
          ]),
          continuityField(sheet),
          answerField('Sarà riproposto?', sheet.proposedAgain, [sheet.proposedAgainReason]),
          ...(sheet.continuesIn.length === 0
            ? []
            : [
                field(
                  'Nuovi obiettivi che lo riprendono',
                  sheet.continuesIn.map((one) => `${one.code} ${one.title}`),
                ),
              ]),
        ],
      },
    ],
  };
}

function actionTable(sheet: OutcomeSheet): SheetTable {
  return {
    kind: 'table',
    rowHeader: false,
    columns: [
      { title: 'Azione', kind: 'text', width: 4 },
      { title: 'Esito', kind: 'text', width: 1.4 },
    ],
    rows: sheet.actions.map((action) => ({
      cells: [
        action.note === null ? action.text : `${action.text} (${action.note})`,
        [
          action.state === null ? 'non dichiarato' : STATES[action.state],
          action.kind === null ? null : KINDS[action.kind],
        ]
          .filter(Boolean)
          .join(', '),
      ],
    })),
  };
}

function answerField(label: string, answer: Answer | null, reasons: readonly (string | null)[]): Field {
  const reason = reasons.filter(Boolean).join(' ');
  return field(
    label,
    answer === null
      ? null
      : { kind: 'ticks', items: ANSWERS.map(([value, word]) => ({ label: word, ticked: value === answer })) },
    reason === '' ? null : reason,
  );
}

function continuityField({ inContinuity, inContinuityNote }: OutcomeSheet): Field {
  return field(
    'Era in continuità con la programmazione precedente?',
    inContinuity === null
      ? null
      : {
          kind: 'ticks',
          items: [
            { label: 'Sì', ticked: inContinuity },
            { label: 'No', ticked: !inContinuity },
          ],
        },
    inContinuityNote,
  );
}

/** Means of the degrees by place, each with how many sheets it is made of: a mean of two is not one of twenty. */
const means: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const all = await listSheets(ctx, subject.id, undefined);
  if (all.length === 0) return [];
  const line = (name: string, group: readonly OutcomeSheet[]) => {
    const stated = group.flatMap((sheet) => sheet.achievementPercent ?? []);
    const mean = stated.length === 0 ? null : stated.reduce((sum, one) => sum + one, 0) / stated.length;
    return [name, group.length, stated.length, mean];
  };
  return [
    {
      kind: 'table',
      id: 'medie-esiti',
      caption: 'Grado medio di raggiungimento per territorio',
      columns: [
        { title: 'Territorio', kind: 'text', width: 3 },
        { title: 'Schede', kind: 'number', decimals: 0, width: 1 },
        { title: 'Con un grado dichiarato', kind: 'number', decimals: 0, width: 1.4 },
        { title: 'Media', kind: 'percent', decimals: 1, width: 1 },
      ],
      rows: [...Map.groupBy(all, (sheet) => sheet.placeName)].map(([place, group]) => ({
        cells: line(place, group),
      })),
      footer: [{ cells: line('Tutti', all), style: 'total' }],
      notes: [
        'Ogni scheda conta allo stesso modo; quelle senza un grado dichiarato non entrano nella media.',
      ],
    },
  ];
};

/** What goes on and why, what does not and why. */
const continuity: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const all = await listSheets(ctx, subject.id, undefined);
  const told = (sheet: OutcomeSheet) => {
    const into = sheet.continuesIn.map((one) => one.code).join(', ');
    return [
      `${sheet.code} ${sheet.title}`,
      into === '' ? null : `ripreso in ${into}`,
      sheet.proposedAgainReason,
    ]
      .filter(Boolean)
      .join(' – ');
  };
  const part = (title: string, answers: readonly (Answer | null)[]): Block[] => {
    const items = all.filter((sheet) => answers.includes(sheet.proposedAgain)).map(told);
    return items.length === 0 ? [] : [h(3, title), ul(items)];
  };
  return [
    ...part('Che cosa continua e perché', ['yes', 'partly']),
    ...part('Che cosa non continua e perché', ['no']),
    ...part('Su che cosa non è ancora deciso', [null]),
  ];
};

const criticality: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const told = (await listSheets(ctx, subject.id, undefined)).flatMap(({ code, criticality: words }) =>
    words === null ? [] : [`${code}: ${words}`],
  );
  return told.length === 0 ? [] : [ul(told)];
};

/** What the evaluation of the period before prints in a plan. */
export const evaluationBlocks: LiveBlocks = {
  ...impactBlocks,
  'evaluation.outcome-means': {
    build: means,
    title: { it: 'Grado medio di raggiungimento', en: 'Mean degree of achievement' },
    params: [],
  },
  'evaluation.outcome-continuity': {
    build: continuity,
    title: { it: 'Che cosa continua e perché', en: 'What goes on and why' },
    params: [],
  },
  'evaluation.outcome-criticality': {
    build: criticality,
    title: { it: 'Criticità della programmazione precedente', en: 'Difficulties of the period before' },
    params: [],
  },
  'evaluation.outcome-summary': summary,
  'evaluation.outcome-sheets': {
    build: sheets,
    params: [placeParam],
  },
};
