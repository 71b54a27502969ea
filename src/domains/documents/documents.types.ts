import { z } from 'zod';
import { findImageFault, IMAGE_FORMATS, largestImage } from './image.js';
import { findSvgFault } from './picture.js';

/** Only addresses a reader can follow safely from a page, a PDF or Word; `javascript:` and `data:` are refused. */
const Href = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i, 'documents.link.unsafe');

const Anchor = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9-]*$/, 'documents.anchor.invalid');

const TextRun = z.strictObject({
  kind: z.literal('text'),
  text: z.string(),
  strong: z.boolean().optional(),
  em: z.boolean().optional(),
});
const LinkRun = z.strictObject({
  kind: z.literal('link'),
  text: z.string().min(1),
  href: Href,
  strong: z.boolean().optional(),
  em: z.boolean().optional(),
});
/**
 * A cross-reference: printed as "Tabella 3" or "paragrafo 2.1", whatever number the target has in the end. With `page`
 * print goes on with "a pagina 31"; the web page, which has no pages, is a link in any case.
 */
const RefRun = z.strictObject({ kind: z.literal('ref'), to: Anchor, page: z.boolean().optional() });
const BreakRun = z.strictObject({ kind: z.literal('break') });
const PlainRun = z.discriminatedUnion('kind', [TextRun, LinkRun, RefRun, BreakRun]);
/** A footnote, where its mark stands. Numbered through the document; notes hold no notes. */
const NoteRun = z.strictObject({
  kind: z.literal('note'),
  text: z.union([z.string().min(1), z.array(PlainRun).min(1)]),
});

export const Run = z.discriminatedUnion('kind', [TextRun, LinkRun, RefRun, BreakRun, NoteRun]);
export type Run = z.infer<typeof Run>;

/** Inline text: a plain string where nothing is marked, runs where something is. A line feed breaks the line. */
export const Text = z.union([z.string(), z.array(Run)]);
export type Text = z.infer<typeof Text>;

export const Heading = z.strictObject({
  kind: z.literal('heading'),
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  text: z.string().min(1),
  id: Anchor.optional(),
  /** `annex` (level 1 only) opens the letters "Allegato A", which the headings under it follow; `none` has no number. */
  numbering: z.enum(['number', 'annex', 'none']).optional(),
});
export type Heading = z.infer<typeof Heading>;

export const Paragraph = z.strictObject({
  kind: z.literal('paragraph'),
  text: Text,
  /** `lead` opens a chapter in larger type, `small` is for remarks of method. */
  style: z.enum(['lead', 'small']).optional(),
});
export type Paragraph = z.infer<typeof Paragraph>;

const Item = z.strictObject({
  text: Text,
  get children() {
    return z.array(Item).optional();
  },
  /** Whether the children are numbered; as the list around them unless told. */
  ordered: z.boolean().optional(),
});
export type Item = z.infer<typeof Item>;

export const List = z.strictObject({
  kind: z.literal('list'),
  ordered: z.boolean().optional(),
  /** A list without items prints nothing. */
  items: z.array(Item),
});
export type List = z.infer<typeof List>;

export const Column = z.strictObject({
  title: z.string(),
  /** A heading over adjacent columns that share it ("2021" over "M", "F", "Totale"). */
  group: z.string().min(1).optional(),
  /** `euro` cells are integer cents; `percent` cells are already per cent (17.4 prints "17,4 %"). */
  kind: z.enum(['text', 'number', 'euro', 'percent']),
  /** Decimals printed; by default as many as the most precise value of the column has, up to 2 (2 for euro). */
  decimals: z.number().int().min(0).max(6).optional(),
  align: z.enum(['start', 'center', 'end']).optional(),
  /** Share of the table's width against the other columns; by default it follows the contents. */
  width: z.number().positive().optional(),
  /** Prints a plus before gains, for columns of changes. */
  signed: z.boolean().optional(),
});
export type Column = z.infer<typeof Column>;

/** `null` prints "n.d."; in a text column a number is printed as it is, so give codes and years as strings. */
export const Cell = z.union([z.number(), z.null(), Text]);
export type Cell = z.infer<typeof Cell>;

const BodyRow = z.strictObject({
  cells: z.array(Cell),
  /** `total` is set apart by weight and a rule: totals of a group as well as of the table. */
  style: z.enum(['total']).optional(),
});
const GroupRow = z.strictObject({ group: z.string().min(1) });
export const Row = z.union([BodyRow, GroupRow]);
export type Row = z.infer<typeof Row>;
export type BodyRow = z.infer<typeof BodyRow>;
export type GroupRow = z.infer<typeof GroupRow>;

const grid = {
  columns: z.array(Column).min(1).max(40),
  rows: z.array(Row),
  /** The first cell of each row names the row, unless false. */
  rowHeader: z.boolean().optional(),
};
const isRectangular = (table: { columns: unknown[]; rows: Row[]; footer?: BodyRow[] | undefined }) =>
  [...table.rows, ...(table.footer ?? [])].every(
    (row) => 'group' in row || row.cells.length === table.columns.length,
  );
const hasWholeCents = (table: { columns: Column[]; rows: Row[]; footer?: BodyRow[] | undefined }) =>
  [...table.rows, ...(table.footer ?? [])].every(
    (row) =>
      'group' in row ||
      row.cells.every(
        (cell, index) =>
          typeof cell !== 'number' || table.columns[index]?.kind !== 'euro' || Number.isSafeInteger(cell),
      ),
  );

export const Table = z
  .strictObject({
    kind: z.literal('table'),
    id: Anchor.optional(),
    caption: z.string().min(1),
    ...grid,
    footer: z.array(BodyRow).optional(),
    notes: z.array(Text).optional(),
    source: Text.optional(),
    landscape: z.boolean().optional(),
  })
  .refine(isRectangular, 'documents.table.ragged')
  .refine(hasWholeCents, 'documents.table.cents');
export type Table = z.infer<typeof Table>;

export const Figure = z.strictObject({
  kind: z.literal('figure'),
  id: Anchor.optional(),
  /** Self-contained drawing with its size in `viewBox`: no scripts, no outside files, no CSS variables. */
  svg: z.string().refine((svg) => findSvgFault(svg) === undefined, 'documents.figure.unsafe-svg'),
  /** What the picture says, in words, for who does not see it (PDF/UA-1, WCAG 1.1.1). */
  alt: z.string().trim().min(1, 'documents.figure.alt-missing'),
  caption: z.string().min(1),
  source: Text.optional(),
  note: Text.optional(),
  /** Share of the text's width, from 0.2 to 1. */
  width: z.number().min(0.2).max(1).optional(),
});
export type Figure = z.infer<typeof Figure>;

const imageBytes = {
  format: z.enum(IMAGE_FORMATS),
  /** The file's bytes in base64. */
  data: z.string().max(Math.ceil((largestImage.bytes * 4) / 3) + 4, 'documents.image.too-large'),
};
const hasGoodBytes = ({ format, data }: { format: (typeof IMAGE_FORMATS)[number]; data: string }) =>
  findImageFault(Buffer.from(data, 'base64'), format) === undefined;

/** A photograph or a scan. With a caption it is numbered and listed with the figures; without, it is only shown. */
export const Image = z
  .strictObject({
    kind: z.literal('image'),
    id: Anchor.optional(),
    ...imageBytes,
    /** Where the web page finds the same image; without it the bytes are written into the page. */
    src: Href.optional(),
    alt: Figure.shape.alt,
    caption: z.string().min(1).optional(),
    source: Text.optional(),
    note: Text.optional(),
    /** Share of the text's width, from 0.2 to 1; as large as its points at 150 to the inch unless told. */
    width: z.number().min(0.2).max(1).optional(),
  })
  .refine(hasGoodBytes, 'documents.image.unreadable');
export type Image = z.infer<typeof Image>;

const Tick = z.strictObject({ label: z.string().min(1), ticked: z.boolean(), note: z.string().optional() });
const SheetTable = z
  .strictObject({ kind: z.literal('table'), ...grid })
  .refine(isRectangular, 'documents.table.ragged')
  .refine(hasWholeCents, 'documents.table.cents');
export const FieldContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: Text }),
  List,
  z.strictObject({ kind: z.literal('ticks'), items: z.array(Tick) }),
  SheetTable,
]);
export type FieldContent = z.infer<typeof FieldContent>;
export type SheetTable = z.infer<typeof SheetTable>;

/** An empty `content` prints "Non compilato": a form shows also what nobody wrote. */
export const Field = z.strictObject({ label: z.string().min(1), content: z.array(FieldContent) });
export type Field = z.infer<typeof Field>;

/** A form with labels and contents, such as the objective sheet of the region's guideline. */
export const Sheet = z.strictObject({
  kind: z.literal('sheet'),
  id: Anchor.optional(),
  title: z.string().min(1),
  code: z.string().optional(),
  sections: z.array(z.strictObject({ title: z.string().optional(), fields: z.array(Field).min(1) })).min(1),
});
export type Sheet = z.infer<typeof Sheet>;

export const KeyFigures = z.strictObject({
  kind: z.literal('keyFigures'),
  items: z
    .array(
      z.strictObject({ value: z.string().min(1), label: z.string().min(1), note: z.string().optional() }),
    )
    .min(1)
    .max(8),
});
export type KeyFigures = z.infer<typeof KeyFigures>;

export const Callout = z.strictObject({
  kind: z.literal('callout'),
  tone: z.enum(['note', 'warning']),
  title: z.string().optional(),
  blocks: z.array(z.discriminatedUnion('kind', [Paragraph, List])).min(1),
});
export type Callout = z.infer<typeof Callout>;

/** Words of others, set apart, with where they come from. */
export const Quote = z.strictObject({
  kind: z.literal('quote'),
  blocks: z.array(z.discriminatedUnion('kind', [Paragraph, List])).min(1),
  cite: Text.optional(),
});
export type Quote = z.infer<typeof Quote>;

/** A published figure that does not follow from the figures it is made of, told beside the figure itself. */
export const QualityNote = z.strictObject({
  kind: z.literal('qualityNote'),
  where: z.string().min(1),
  published: z.string().min(1),
  expected: z.string().min(1),
  difference: z.string().optional(),
  message: Text,
});
export type QualityNote = z.infer<typeof QualityNote>;

export const PageBreak = z.strictObject({ kind: z.literal('pageBreak') });
export type PageBreak = z.infer<typeof PageBreak>;

export const Block = z.discriminatedUnion('kind', [
  Heading,
  Paragraph,
  List,
  Table,
  Figure,
  Image,
  Sheet,
  KeyFigures,
  Callout,
  Quote,
  QualityNote,
  PageBreak,
]);
export type Block = z.infer<typeof Block>;

export const Emblem = z.union([
  z.strictObject({ svg: Figure.shape.svg, alt: Figure.shape.alt }),
  z.strictObject({ ...imageBytes, alt: Figure.shape.alt }).refine(hasGoodBytes, 'documents.image.unreadable'),
]);
export type Emblem = z.infer<typeof Emblem>;

/** One publication: the tree that the web page, the PDF and the DOCX are made from. */
export const Document = z.strictObject({
  title: z.string().min(1),
  subtitle: z.string().optional(),
  /** Name of the ambito: author and publisher in the files' metadata. */
  ambito: z.string().min(1),
  period: z.string().optional(),
  /** As readers know it: "Versione 1.2", "Bozza per la consultazione". */
  version: z.string().min(1),
  /** Day of this version, as YYYY-MM-DD. */
  date: z.iso.date(),
  lang: z.enum(['it', 'en']),
  /** Lines at the foot of the cover: lead body, comuni, the act that adopted it. */
  coverLines: z.array(z.string()),
  /** Coat of arms on the cover; without one the cover is sober. */
  emblem: Emblem.optional(),
  /** Where figures and text come from, printed after the contents. */
  sourceNote: Text.optional(),
  /** Deepest heading listed in the contents: 3 unless told. */
  contentsDepth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
  /** Reports of a few pages may do without cover, contents and lists. */
  form: z.enum(['book', 'report']).optional(),
  blocks: z.array(Block),
});
export type Document = z.infer<typeof Document>;
