import { type Block, type BlockProvider, type LiveBlocks, p, type Row } from '#domains/documents/index.js';
import { lightWords } from '#domains/plan/index.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { listContributions } from './contribution.sql.js';
import { sayWho } from './contribution-words.js';
import { participationText } from './participation.messages.js';
import type { Contribution } from './participation.types.js';

/** What was published and answered, as the public reads it: what waits inside the office is not printed. */
const contributions: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const { rows } = await listContributions(ctx.tx, subject.id, {}, false);
  if (rows.length === 0) return [p('Di questo piano non è pubblicato alcun contributo.')];
  const t = participationText('it');
  const raised = new Set(rows.flatMap((one) => one.raised.map(({ code }) => code))).size;
  const changed = new Set(rows.flatMap((one) => one.changed.map(({ code }) => code))).size;
  return [
    p(
      `${rows.length === 1 ? 'È pubblicato un contributo' : `Sono pubblicati ${formatNumber(rows.length)} contributi`}, con la risposta: ` +
        `${countWords(raised, 'bisogno del piano viene', 'bisogni del piano vengono')} da qui, ` +
        `${countWords(changed, 'obiettivo è cambiato', 'obiettivi sono cambiati')} per questo.`,
    ),
    {
      kind: 'table',
      id: 'contributi-e-risposte',
      caption: 'Contributi ricevuti e risposte, per argomento',
      columns: [
        { title: 'Codice', kind: 'text', width: 0.7 },
        { title: 'Chi e come', kind: 'text', width: 1.6 },
        { title: 'Contributo', kind: 'text', width: 3.2 },
        { title: 'Risposta', kind: 'text', width: 2.6 },
        { title: 'Che cosa ha portato', kind: 'text', width: 1.4 },
      ],
      rows: [...Map.groupBy(rows, subjectOf)].flatMap(([subjectName, group]): Row[] => [
        { group: subjectName },
        ...group.map((one) => ({
          cells: [
            one.code,
            [
              sayWho('it', one),
              t(`participation.channel.${one.channel}`).toLocaleLowerCase('it'),
              one.receivedOn === null ? null : formatDate(one.receivedOn),
            ]
              .filter(Boolean)
              .join(', '),
            `${one.title}. ${lightWords(one.text)}`,
            `${t(`participation.state.${one.state}`)}. ${one.answer === null ? '' : lightWords(one.answer)}`.trim(),
            [...one.raised, ...one.changed].map(({ code }) => code).join(', ') || '—',
          ],
        })),
      ]),
    },
  ];
};

function countWords(count: number, one: string, many: string): string {
  if (count === 0) return `nessun ${one}`;
  return count === 1 ? `un ${one}` : `${formatNumber(count)} ${many}`;
}

/** The group under which a contribution is printed: the plan first, then chapters, then what it names. */
function subjectOf(one: Contribution): string {
  const t = participationText('it');
  if (one.aboutPlan) return t('participation.about-plan');
  const [chapter] = one.chapters;
  if (chapter !== undefined) return t('participation.chapter', { number: chapter });
  if (one.objectives.length > 0) return 'Obiettivi';
  return one.needs.length > 0 ? 'Bisogni' : 'Altro';
}

export const participationBlocks: LiveBlocks = {
  'participation.contributions': {
    build: contributions,
    title: { it: 'Contributi e risposte', en: 'Contributions and answers' },
    params: [],
  },
};
