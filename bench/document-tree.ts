import type { Block, Document } from '#domains/documents/index.js';

const SENTENCE =
  'I comuni dell’ambito programmano insieme gli interventi, con le risorse di ciascuno e con quelle dei fondi regionali e nazionali. ';

/** The same numbers at every run. */
function createDice(): (sides: number) => number {
  let seed = 20212023;
  return (sides) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % sides;
  };
}

/**
 * A plan of some 290 pages: 40 sheets with tables in them, 20 tables of 80 rows upright and turned, 40 drawings, 120
 * notes, 40 references with their pages, chapters and annexes.
 */
export function largeDocument(): Document {
  const dice = createDice();
  const blocks: Block[] = [];
  for (let chapter = 1; chapter <= 20; chapter += 1) {
    blocks.push({
      kind: 'heading',
      level: 1,
      text: `Capitolo di prova numero ${chapter}`,
      id: `c-${chapter}`,
      ...(chapter > 17 ? { numbering: 'annex' as const } : {}),
    });
    for (let section = 1; section <= 6; section += 1) blocks.push(...writeSection(chapter, section, dice));
    blocks.push(writeTable(chapter, dice));
  }
  return {
    title: 'Piano di Zona di prova',
    ambito: 'Ambito di prova',
    version: 'Versione 1.0',
    date: '2022-03-12',
    lang: 'it',
    coverLines: ['Ente capofila'],
    blocks,
  };
}

function writeSection(chapter: number, section: number, dice: (sides: number) => number): Block[] {
  const blocks: Block[] = [
    {
      kind: 'heading',
      level: 2,
      text: `Paragrafo ${section} del capitolo ${chapter}`,
      id: `p-${chapter}-${section}`,
    },
  ];
  for (let paragraph = 0; paragraph < 11; paragraph += 1) {
    blocks.push({
      kind: 'paragraph',
      text: [
        { kind: 'text', text: SENTENCE.repeat(3 + dice(4)) },
        ...(paragraph === 0
          ? [{ kind: 'note' as const, text: `Nota del paragrafo ${section}: ${SENTENCE}` }]
          : []),
        ...(paragraph === 3 && section % 3 === 0
          ? [
              { kind: 'text' as const, text: 'Si veda ' },
              { kind: 'ref' as const, to: `t-${1 + dice(20)}`, page: true },
            ]
          : []),
      ],
    });
  }
  if (section % 3 === 0) blocks.push(writeSheet(`OB-${chapter}-${section}`, dice));
  if (section % 3 === 1) blocks.push(writeChart(`f-${chapter}-${section}`, dice));
  return blocks;
}

function writeTable(chapter: number, dice: (sides: number) => number): Block {
  const isWide = chapter % 4 === 0;
  const years = Array.from({ length: isWide ? 10 : 4 }, (_, index) => String(2012 + index));
  return {
    kind: 'table',
    id: `t-${chapter}`,
    caption: `Spesa per comune e anno, tabella ${chapter}`,
    landscape: isWide,
    columns: [
      { title: 'Comune', kind: 'text' },
      ...years.map((title) => ({ title, kind: 'number' as const })),
    ],
    rows: Array.from({ length: 80 }, (_, row) => ({
      cells: [`Comune numero ${row + 1}`, ...years.map(() => dice(1_000_000))],
    })),
    source: 'Bilanci dei comuni',
  };
}

function writeSheet(code: string, dice: (sides: number) => number): Block {
  return {
    kind: 'sheet',
    code,
    title: `Scheda dell’obiettivo ${code}`,
    sections: Array.from({ length: 4 }, (_, section) => ({
      title: `Parte ${section + 1}`,
      fields: [
        ...Array.from({ length: 4 }, (_field, field) => ({
          label: `Voce ${field + 1} della scheda`,
          content: [{ kind: 'text' as const, text: SENTENCE.repeat(1 + dice(3)) }],
        })),
        {
          label: 'Indicatori',
          content: [
            {
              kind: 'table' as const,
              columns: [
                { title: 'Indicatore', kind: 'text' as const },
                { title: 'Atteso', kind: 'number' as const },
              ],
              rows: Array.from({ length: 6 }, (_row, row) => ({
                cells: [`Indicatore ${row + 1} della parte`, dice(500)],
              })),
            },
          ],
        },
      ],
    })),
  };
}

function writeChart(id: string, dice: (sides: number) => number): Block {
  const bars = Array.from({ length: 12 }, (_, index) => {
    const y = 20 + index * 24;
    const width = 80 + dice(300);
    return `<text x="0" y="${y + 13}">Comune ${index + 1}</text><rect x="110" y="${y}" width="${width}" height="16" fill="#0066cc"/><text x="${118 + width}" y="${y + 13}">${width}</text>`;
  });
  return {
    kind: 'figure',
    id,
    svg: `<svg viewBox="0 0 560 320" role="img"><g font-size="13" fill="#17324d">${bars.join('')}</g></svg>`,
    alt: 'Dodici barre, una per comune.',
    caption: `Residenti per comune, figura ${id}`,
  };
}
