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
import type { Guideline, SheetField } from '#domains/plan/index.js';
import { placeParam } from '#domains/territory/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import type { Answer, OutcomeKind, OutcomeSheet, OutcomeState } from './evaluation.types.js';
import { impactBlocks } from './impact/impact.blocks.js';
import { readSheetGuideline } from './outcome.actions.js';
import { listOutcomeSheets } from './outcome.sql.js';
import { sayAnswer } from './sheet/sheet-answers.words.js';
import { columnOf, reasonKey, sectionsOf } from './sheet/sheet-field.rules.js';

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
            wordOf(sheet.answeredNeed),
            wordOf(sheet.proposedAgain),
          ],
        })),
      ]),
      notes: [
        'Dove la scheda non dichiara una voce la cella riporta n.d.; lo stato di molte azioni non è dichiarato.',
      ],
    },
  ];
};

function wordOf(answer: Answer | null): string {
  return ANSWERS.find(([value]) => value === answer)?.[1].toLowerCase() ?? 'n.d.';
}

const sheets: BlockProvider = async (ctx, subject, params): Promise<Block[]> =>
  drawSheets(ctx, await listSheets(ctx, subject.id, params.territory));

/** The sheets as forms, each after its heading, with the fields of the guideline of the plan that wrote it. */
export async function drawSheets(ctx: Ctx, all: readonly OutcomeSheet[]): Promise<Block[]> {
  const printed: Block[] = [];
  for (const sheet of all)
    printed.push(h(3, `${sheet.code}. ${sheet.title}`), toSheet(await readSheetGuideline(ctx, sheet), sheet));
  return printed;
}

function toSheet(guideline: Guideline, sheet: OutcomeSheet): Sheet {
  const sections = sectionsOf(guideline);
  return {
    kind: 'sheet',
    // The heading above says the title; on the pages that follow the code tells which sheet goes on.
    title: 'Scheda di esito',
    code: sheet.code,
    sections: sections.map(({ title, fields }, index) => ({
      ...(title === null ? {} : { title: title.it }),
      fields: [
        ...(index === 0 ? [field('Territorio', sheet.placeName)] : []),
        ...fields.filter((one) => one.key !== 'title').map((one) => printed(sheet, one)),
        ...(index === sections.length - 1 && sheet.continuesIn.length > 0
          ? [
              field(
                'Nuovi obiettivi che lo riprendono',
                sheet.continuesIn.map((one) => `${one.code} ${one.title}`),
              ),
            ]
          : []),
      ],
    })),
  };
}

function printed(sheet: OutcomeSheet, asked: SheetField): Field {
  const label = asked.label.it;
  switch (asked.key) {
    case 'actions':
      return field(label, sheet.actions.length === 0 ? null : actionTable(sheet));
    case 'respondedToNeed':
      return answerField(label, sheet.answeredNeed, [
        sheet.answeredNeedReason,
        sheet.answeredNeed !== null && sheet.answeredNeedExplicit === false
          ? 'La risposta si desume dal testo della scheda.'
          : null,
      ]);
    case 'inContinuity':
      return yesNoField(label, sheet.inContinuity, sheet.inContinuityNote);
    case 'proposedAgain':
      return answerField(label, sheet.proposedAgain, [sheet.proposedAgainReason]);
  }
  const column = columnOf(asked)?.column;
  if (column !== undefined) {
    const value = sheet[column];
    return field(
      label,
      typeof value === 'number' ? formatPercent(value, { decimals: 0 }) : (value as string | null),
    );
  }
  return ownField(sheet, asked);
}

/** A field that only this guideline asks. */
function ownField(sheet: OutcomeSheet, asked: SheetField): Field {
  const label = asked.label.it;
  const answer = sheet.fields[asked.key] ?? null;
  const reason = asked.withReason ? ((sheet.fields[reasonKey(asked.key)] ?? null) as string | null) : null;
  if (asked.kind === 'boolean') return yesNoField(label, answer as boolean | null, reason);
  if (asked.kind === 'choice' && answer !== null)
    return field(
      label,
      {
        kind: 'ticks',
        items: (asked.options ?? []).map((one) => ({ label: one.label.it, ticked: one.value === answer })),
      },
      reason,
    );
  if (Array.isArray(answer)) return field(label, answer.length === 0 ? null : answer);
  return field(label, sayAnswer(asked, sheet.fields, 'it'));
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

function yesNoField(label: string, answer: boolean | null, note: string | null): Field {
  return field(
    label,
    answer === null
      ? null
      : {
          kind: 'ticks',
          items: [
            { label: 'Sì', ticked: answer },
            { label: 'No', ticked: !answer },
          ],
        },
    note,
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
