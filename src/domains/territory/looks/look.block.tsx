import { type Block, type Column, type LiveBlock, p, type Table } from '#domains/documents/index.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/format.js';
import { listMetrics } from '../metric.sql.js';
import { sayMetric } from '../metric.words.js';
import { describeLook, LookFigure } from './look.figure.js';
import { lookText } from './look.messages.js';
import { briefSource, capitalised, joinNotes, notesOf } from './look.notes.js';
import { KIND_WORDS, LookQuery, METHOD_WORDS } from './look.query.js';
import { readLook } from './look.reading.js';
import { tableOf } from './look.table.js';
import { LOOK_KINDS, LOOK_LEVELS, type Look } from './look.types.js';
import { headingOf, titleOf } from './look.words.js';

/** A look of the observatory inside a plan: its parameters are those of the look's address. */
export const lookBlock: LiveBlock = {
  title: { it: 'Una vista dell’osservatorio', en: 'A look of the observatory' },
  build: async (ctx, { lang }, params) => {
    const asked = LookQuery.safeParse(params);
    if (!asked.success)
      throw new Refused('territory.look.block.invalid', {
        names: [...new Set(asked.error.issues.map((issue) => issue.path.join('.')))].join(', '),
      });
    const look = await readLook({ ...ctx, lang }, asked.data);
    requireFigures(look);
    const table = toTable(look, lang);
    const drawing = LookFigure({ look, lang, id: 'vista' });
    if (!drawing) return [table];
    const notes = notesOf(look, lang);
    const heading = headingOf(look, lang);
    const figure: Block = {
      kind: 'figure',
      svg: svgDocument(drawing),
      alt: `${heading}. ${describeLook(look, lang)}`,
      caption: titleOf(look, lang),
      source: briefSource(look.sources, lang),
      ...(notes.length === 0 ? {} : { note: capitalised(joinNotes(notes)) }),
    };
    const isTableWanted = ['sì', 'si', 'yes'].includes((params.tabella ?? '').trim().toLowerCase());
    return [p(findingIn(look, heading)), figure, ...(isTableWanted ? [table] : [])];
  },
  params: [
    {
      name: 'vista',
      label: { it: 'Come guardare', en: 'How to look' },
      choices: async ({ lang }) =>
        LOOK_KINDS.map((kind) => ({
          value: KIND_WORDS[kind],
          label: lookText(lang)(`territory.look.kind.${kind}`),
        })),
    },
    { name: 'metrica', label: { it: 'Misura', en: 'Measure' }, choices: listMetricChoices },
    { name: 'con', label: { it: 'Seconda misura', en: 'Second measure' }, choices: listMetricChoices },
    { name: 'anno', label: { it: 'Anno (vuoto: l’ultimo)', en: 'Year (empty: the latest)' } },
    { name: 'anno2', label: { it: 'Anno della sovrapposta', en: 'Year of the one laid over' } },
    {
      name: 'livello',
      label: { it: 'Per', en: 'By' },
      choices: async () => LOOK_LEVELS.map((level) => ({ value: level, label: level })),
    },
    {
      name: 'confronto',
      label: {
        it: 'Confronto (codice del luogo, o nessuno)',
        en: 'Compared with (code of a place, or nessuno)',
      },
    },
    { name: 'luoghi', label: { it: 'Luoghi (codici, con virgole)', en: 'Places (codes, with commas)' } },
    {
      name: 'classi',
      label: { it: 'Classi', en: 'Classes' },
      choices: async ({ lang }) =>
        (['quantile', 'equal', 'natural'] as const).map((method) => ({
          value: METHOD_WORDS[method],
          label: lookText(lang)(`territory.look.method.${method}`),
        })),
    },
    { name: 'numero', label: { it: 'Quante classi (3, 4, 5)', en: 'How many classes (3, 4, 5)' } },
    { name: 'colori', label: { it: 'Colori (una, due tinte)', en: 'Colours (una, due: one, two hues)' } },
    { name: 'tabella', label: { it: 'Con la tabella (sì o no)', en: 'With its table (yes or no)' } },
  ],
};

/** In a chapter the finding stands alone: where it says only "the value", the measure is named before it. */
function findingIn({ choice, metric }: Look, heading: string): string {
  return choice.kind === 'scatter' || choice.kind === 'pyramid'
    ? `${heading}.`
    : `${metric.name}. ${heading}.`;
}

function requireFigures({ choice, metric, pyramids, values, lines }: Look): void {
  const isPyramid = choice.kind === 'pyramid';
  const isEmpty = isPyramid
    ? pyramids.length === 0
    : values.every(({ value }) => value === null) &&
      lines.every(({ points }) => points.every(({ value }) => value === null));
  if (isEmpty)
    throw new Refused(isPyramid ? 'territory.look.block.no-ages' : 'territory.look.block.empty', {
      metric: metric.name,
    });
}

async function listMetricChoices(ctx: Ctx) {
  return (await listMetrics(ctx.tx)).map((metric) => ({
    value: metric.code,
    label: sayMetric(metric, ctx.lang).name,
  }));
}

function toTable(look: Look, lang: Lang): Table {
  const { columns, rows, foot } = tableOf(look, lang);
  const notes = notesOf(look, lang);
  return {
    kind: 'table',
    caption: titleOf(look, lang),
    columns: columns.map(({ label, measure }): Column => {
      if (!measure) return { title: label, kind: 'text', width: 2 };
      if (measure.unit === '%') return { title: label, kind: 'percent', decimals: measure.decimals };
      const unit = measure.unit === '' ? '' : ` (${measure.unit})`;
      return { title: `${label}${unit}`, kind: 'number', decimals: measure.decimals };
    }),
    rows: rows.map(({ name, cells }) => ({ cells: [name, ...cells] })),
    ...(foot.length === 0
      ? {}
      : { footer: foot.map(({ name, cells }) => ({ cells: [name, ...cells], style: 'total' as const })) }),
    ...(notes.length === 0 ? {} : { notes: notes.map(capitalised) }),
    source: briefSource(look.sources, lang),
  };
}
