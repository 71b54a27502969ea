import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx';
import type { Document } from './documents.types.js';
import { fontFamily } from './fonts.js';
import type { Words } from './words.js';

/** Colours as Word writes them; the same as the page's and the PDF's. */
export const colour = {
  ink: '17324D',
  soft: '5B6F82',
  line: 'D9E1E8',
  wash: 'F5F8FB',
  accent: '0066CC',
  late: 'B35900',
} as const;

/** Width of the text between the margins, in twips: 160 mm upright, 247 mm turned. */
export const textTwips = {
  portrait: convertMillimetersToTwip(160),
  landscape: convertMillimetersToTwip(247),
};
export const margins = {
  top: convertMillimetersToTwip(30),
  bottom: convertMillimetersToTwip(27),
  left: convertMillimetersToTwip(25),
  right: convertMillimetersToTwip(25),
};

/** Half points, as the format counts them. */
const size = (points: number) => Math.round(points * 2);
const space = (millimetres: number) => convertMillimetersToTwip(millimetres);

const heading = (level: number, points: number, before: number, after: number, pageBreakBefore = false) => ({
  run: { font: fontFamily, size: size(points), bold: true, color: colour.ink },
  paragraph: {
    spacing: { before: space(before), after: space(after), line: 204, lineRule: LineRuleType.AUTO },
    keepNext: true,
    keepLines: true,
    pageBreakBefore,
    // What makes it a heading to LibreOffice and to screen readers; its name alone is enough to Word only.
    outlineLevel: level - 1,
  },
});

const paragraphStyle = (
  id: string,
  name: string,
  run: NonNullable<NonNullable<IStylesOptions['paragraphStyles']>[number]['run']>,
  paragraph: NonNullable<NonNullable<IStylesOptions['paragraphStyles']>[number]['paragraph']>,
) => ({ id, name, basedOn: 'Normal', quickFormat: true, run, paragraph });

/**
 * Lines of the contents: titles that wrap stay clear of the numbers. Word and `docx` put the title of each level at
 * 480 twips more than the one above.
 */
const contentsStyles = [480, 560, 640, 800].map((hanging, level) =>
  paragraphStyle(
    `TOC${level + 1}`,
    `toc ${level + 1}`,
    { bold: level === 0 },
    {
      indent: { left: 480 * (level + 1), hanging },
      spacing: {
        before: level === 0 ? space(1.8) : 0,
        after: space(0.4),
        line: 204,
        lineRule: LineRuleType.AUTO,
      },
    },
  ),
);

/** Lines of the lists of tables and figures, which Word calls by one name. */
const listStyle = paragraphStyle(
  'TableOfFigures',
  'table of figures',
  {},
  {
    indent: { left: 1_134, hanging: 1_134 },
    spacing: { after: space(0.4), line: 204, lineRule: LineRuleType.AUTO },
  },
);

/**
 * Paragraph styles by their Word names, so that who edits the file restyles it in one place.
 * Titillium Web asks for lines of 1.52 times its size: the multiples (240 is one) are lower to print at 1.3, as the PDF
 * does: the nearer the two, the nearer the pages that the contents tell.
 * Without a rule beside them LibreOffice reads them as exact heights, and cuts pictures and titles.
 */
export function getStyles({ lang, form }: Document): IStylesOptions {
  const isBook = form !== 'report';
  const barred = (color: string) => ({ style: BorderStyle.SINGLE, size: 24, color, space: 10 });
  return {
    default: {
      document: {
        run: {
          font: fontFamily,
          size: size(10.5),
          color: colour.ink,
          language: { value: lang === 'it' ? 'it-IT' : 'en-GB' },
        },
        paragraph: { spacing: { after: space(1.4), line: 210, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { size: size(isBook ? 36 : 24), bold: true, color: colour.ink },
        paragraph: { spacing: { after: space(3) } },
      },
      heading1: isBook ? heading(1, 21, 0, 7, true) : heading(1, 17, 8, 4),
      heading2: heading(2, 14.5, 8, 3),
      heading3: heading(3, 12, 6, 2.5),
      heading4: heading(4, 10.5, 5, 2),
      footnoteText: {
        run: { size: size(8.5), color: colour.ink },
        paragraph: { spacing: { after: space(0.8), line: 204, lineRule: LineRuleType.AUTO } },
      },
      footnoteReference: { run: { superScript: true, color: colour.accent, bold: true } },
      hyperlink: { run: { color: colour.accent, underline: { color: colour.accent } } },
      listParagraph: { run: { font: fontFamily } },
    },
    paragraphStyles: [
      paragraphStyle(
        'Caption',
        'caption',
        { bold: true, size: size(10), color: colour.accent },
        {
          keepNext: true,
          keepLines: true,
          spacing: { before: space(5), after: space(2) },
        },
      ),
      ...contentsStyles,
      listStyle,
      paragraphStyle(
        'Remark',
        'Nota di tabella',
        { size: size(8.5), color: colour.soft },
        {
          spacing: { before: space(0.6), after: 0, line: 192, lineRule: LineRuleType.AUTO },
        },
      ),
      paragraphStyle(
        'Running',
        'Testatina',
        { size: size(8.5), color: colour.soft },
        { spacing: { before: 0, after: 0, line: 204, lineRule: LineRuleType.AUTO } },
      ),
      paragraphStyle(
        'Lead',
        'Apertura',
        { size: size(13) },
        { spacing: { after: space(4), line: 222, lineRule: LineRuleType.AUTO } },
      ),
      paragraphStyle('Small', 'Minore', { size: size(9), color: colour.soft }, {}),
      paragraphStyle(
        'Cell',
        'Cella',
        {},
        { spacing: { before: 0, after: 0, line: 204, lineRule: LineRuleType.AUTO } },
      ),
      paragraphStyle(
        'Field',
        'Campo',
        { size: size(9.5) },
        { spacing: { before: 0, after: space(0.5), line: 204, lineRule: LineRuleType.AUTO } },
      ),
      paragraphStyle(
        'KeyValue',
        'Cifra chiave',
        { size: size(19), bold: true },
        { spacing: { after: 0 }, keepNext: true },
      ),
      paragraphStyle(
        'ListTitle',
        'Titolo di elenco',
        { size: size(15), bold: true },
        {
          keepNext: true,
          spacing: { before: space(8), after: space(3) },
        },
      ),
      paragraphStyle(
        'Quotation',
        'Citazione',
        {},
        {
          indent: { left: space(6), right: space(8) },
          border: { left: { style: BorderStyle.SINGLE, size: 12, color: colour.line, space: 10 } },
        },
      ),
      paragraphStyle(
        'CalloutNote',
        'Riquadro nota',
        {},
        {
          indent: { left: space(4), right: space(4) },
          border: { left: barred(colour.accent) },
          shading: { fill: colour.wash },
          spacing: { before: 0, after: 0 },
          keepLines: true,
        },
      ),
      paragraphStyle(
        'CalloutWarning',
        'Riquadro attenzione',
        {},
        {
          indent: { left: space(4), right: space(4) },
          border: { left: barred(colour.late) },
          shading: { fill: colour.wash },
          spacing: { before: 0, after: 0 },
          keepLines: true,
        },
      ),
    ],
  };
}

/** Numbers that Word keeps up while people edit: headings 1–4, annexes, lists. They count as number.ts does. */
export function getNumbering(words: Words): INumberingOptions {
  const levels = [0, 1, 2, 3];
  const bulleted = (level: number) => ({
    level,
    format: LevelFormat.BULLET,
    text: level === 0 ? '•' : '–',
    alignment: AlignmentType.LEFT,
    style: {
      run: { color: colour.accent },
      paragraph: {
        indent: { left: space(5 + level * 5), hanging: space(4) },
        spacing: { after: space(0.6) },
      },
    },
  });
  const ordered = (level: number) => ({
    ...bulleted(level),
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    style: {
      paragraph: {
        indent: { left: space(6 + level * 6), hanging: space(6) },
        spacing: { after: space(0.6) },
      },
    },
  });
  const chapter = (
    level: number,
    opening: string,
    format: typeof LevelFormat.DECIMAL | typeof LevelFormat.UPPER_LETTER,
  ) => ({
    level,
    format: level === 0 ? format : LevelFormat.DECIMAL,
    text:
      level === 0
        ? opening
        : levels
            .slice(0, level + 1)
            .map((inner) => `%${inner + 1}`)
            .join('.'),
    alignment: AlignmentType.LEFT,
    style: {
      run: { color: colour.accent },
      paragraph: {
        indent: { left: space([11, 12, 14, 17][level] ?? 17), hanging: space([11, 12, 14, 17][level] ?? 17) },
      },
    },
  });
  return {
    config: [
      { reference: 'headings', levels: levels.map((level) => chapter(level, '%1', LevelFormat.DECIMAL)) },
      {
        reference: 'annexes',
        levels: levels.map((level) => {
          const numbered = chapter(level, `${words.annex} %1`, LevelFormat.UPPER_LETTER);
          // The word takes more room than a hanging number has: the title follows on the same line.
          return level > 0
            ? numbered
            : { ...numbered, style: { ...numbered.style, paragraph: { indent: { left: 0 } } } };
        }),
      },
      { reference: 'bullets', levels: levels.map(bulleted) },
      { reference: 'items', levels: levels.map(ordered) },
    ],
  };
}
