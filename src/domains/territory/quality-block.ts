import { type Block, type BlockProvider, h, p, type QualityNote, small } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { getQualitySummary, listFindings, listFindingsAbout } from './finding.sql.js';
import type { Finding, FindingSeverity } from './finding.types.js';
import { nameOfRule, sayDifference, sayFigure, sayFinding, titleOfFinding } from './finding.words.js';

const GROUPS: readonly { severity: FindingSeverity; title: string; lead: string }[] = [
  {
    severity: 'error',
    title: 'Cifre che non seguono dai dati',
    lead: 'La differenza supera l’arrotondamento dell’ultima cifra pubblicata.',
  },
  {
    severity: 'warning',
    title: 'Cifre da verificare',
    lead: 'Sono differenze piccole o dati incompleti: possono avere una spiegazione che il testo non riporta.',
  },
];

/** Published figures that the data do not give, each with the recomputed one: the plan tells its own errors. */
export const qualityNotes: BlockProvider = async (ctx): Promise<Block[]> => {
  const findings = await listFindings(ctx.tx);
  const summary = await getQualitySummary(ctx.tx);
  const checked = summary.totals - summary.notComputable;
  const checkedOn = summary.checkedAt === null ? null : summary.checkedAt.toISOString().slice(0, 10);
  const isPublished = (finding: Finding) => finding.rule === 'published-total';
  const wrong = findings.filter((one) => isPublished(one) && one.severity === 'error').length;
  const others = findings.filter((one) => !isPublished(one) && one.severity !== 'info').length;
  const blocks: Block[] = [
    p(
      `Il piano pubblica ${formatNumber(summary.totals)} totali, quote e medie che si possono confrontare con i dati di partenza. ` +
        `Per ${formatNumber(checked)} il confronto è stato fatto; per ${formatNumber(summary.notComputable)} il documento non contiene i dati necessari. ` +
        `Le cifre che non seguono dai dati sono ${formatNumber(wrong)}.` +
        (others === 0
          ? ''
          : ` Altri ${formatNumber(others)} rilievi vengono dalle regole sulle cifre importate: somme, bilanci, quote, ripetizioni, serie.`),
    ),
    small(
      'Un arrotondamento non è un errore: la differenza conta quando supera mezza unità dell’ultima cifra pubblicata.' +
        (checkedOn === null ? '' : ` Controllo del ${formatDate(checkedOn)}.`),
    ),
  ];
  for (const { severity, title, lead } of GROUPS) {
    const notes = findings.filter((finding) => finding.severity === severity);
    if (notes.length === 0) continue;
    blocks.push(h(2, title), p(lead), ...notes.map(toNote));
  }
  return blocks;
};

/** Errors told beside a table; the others are in the annex. */
const BESIDE = 3;

/** What does not follow in the figures of a table, told under it: errors on these variables in that year. */
export async function findingsBeside(ctx: Ctx, variables: readonly string[], year: string): Promise<Block[]> {
  const about = await listFindingsAbout(ctx.tx, variables, Number(year));
  const errors = about.filter((finding) => finding.severity === 'error' && finding.state === 'open');
  if (errors.length === 0) return [];
  const others = errors.length - BESIDE;
  return [
    small(
      `Attenzione alle cifre pubblicate. ${errors.slice(0, BESIDE).map(sayBeside).join(' ')}` +
        (others > 0
          ? ` ${others === 1 ? 'Un altro rilievo è' : `Altri ${formatNumber(others)} rilievi sono`} nelle note sulla qualità dei dati.`
          : ''),
    ),
  ];
}

function sayBeside(finding: Finding): string {
  const said = sayFinding(finding, 'it');
  return finding.name === null
    ? said
    : `${[finding.placeName, finding.name].filter(Boolean).join(', ')}: ${said}`;
}

function toNote(finding: Finding): QualityNote {
  const where = [titleOfFinding(finding, 'it'), ...placesOf(finding)].filter(Boolean).join(' · ');
  const isExplained = finding.state === 'explained' && finding.explanation !== null;
  return {
    kind: 'qualityNote',
    where: where || nameOfRule(finding.rule, 'it'),
    published: finding.asPublished ?? (sayFigure(finding.published, finding, 'it') || 'n.d.'),
    expected: sayFigure(finding.expected, finding, 'it') || 'n.d.',
    ...(finding.difference === null ? {} : { difference: sayDifference(finding, 'it') }),
    message: `${sayFinding(finding, 'it')}${isExplained ? ` L’Ufficio di Piano spiega: ${finding.explanation}` : ''}`,
  };
}

/** The location of a rule's finding names its place already. */
function placesOf(finding: Finding): (string | null)[] {
  return finding.rule === 'published-total' ? [finding.placeName, finding.location] : [finding.location];
}
