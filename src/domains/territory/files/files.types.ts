import type { MultiPolygon, Polygon } from 'geojson';
import type { ColumnMapping, NamedPlace } from './mapping.types.js';

/** Layouts that Trama reads; each has a file `read-….ts` of its own. */
export type LayoutCode =
  | 'istat-p2'
  | 'istat-p3'
  | 'istat-posas'
  | 'istat-strasa'
  | 'istat-sdmx'
  | 'istat-comuni'
  | 'istat-soppressi'
  | 'istat-classificazioni'
  | 'mef-irpef'
  | 'trama-series'
  | 'trama-tidy'
  /** Any other table, read as its mapping says. */
  | 'mapped'
  | 'geojson'
  | 'topojson'
  | 'shapefile';

export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** '' is both sexes together: never add it to 'm' and 'f'. */
export type Sex = '' | 'm' | 'f';

/**
 * One published figure.
 * `period` is the file's own text for tidy files and a year for ISTAT's; a stock of 1 January has its year as period.
 * `value` is a decimal with a point, kept as text so that no digit is lost before it reaches the database.
 */
export interface Observation {
  line: number;
  /** ISTAT code of the comune, 6 digits; '' when the file names its places without codes. */
  placeCode: string;
  placeName: string;
  /** Level as the file states it (comune, sub-ambito, ambito, provincia…). */
  placeLevel: string;
  variable: string;
  period: string;
  /** Year to which the period belongs, of a span its last; null for periods without one ("pluriennale"). */
  year: number | null;
  sex: Sex;
  ageFrom: number | null;
  /** Inclusive; null with `ageFrom` set is an open class (100 and over). */
  ageTo: number | null;
  category: string;
  /** null where the publisher withholds the figure (too few people to be named): never zero. */
  value: string | null;
  unit: string;
  /** Only in files that state it row by row. */
  stated?: { source: string; chapter: string; note: string };
}

/** Polygon of a comune in WGS84, exterior rings clockwise as d3-geo reads them (RFC 7946 winds the other way). */
export interface Boundary {
  /** Position in the collection, from 1. */
  position: number;
  code: string;
  name: string;
  geometry: Polygon | MultiPolygon;
}

/** A line of ISTAT's lists of comuni. */
export type RegistryEntry =
  | {
      kind: 'comune';
      line: number;
      code: string;
      name: string;
      /** In the other language of bilingual places; '' elsewhere. */
      otherName: string;
      provinceCode: string;
      /** Car plate: CR. */
      province: string;
      provinceName: string;
      regionCode: string;
      region: string;
      cadastralCode: string;
    }
  | {
      kind: 'change';
      line: number;
      /** The comune that ended, and what it became part of. */
      code: string;
      name: string;
      /** ISO day. */
      on: string;
      /** '' for those ceded to another state. */
      successorCode: string;
      successorName: string;
      /** The ended comune went to several: its figures cannot be summed into one of them. */
      isSplit: boolean;
    };

export interface FileFacts {
  layout: LayoutCode;
  encoding: FileEncoding;
  delimiter: string;
  /** Code that editions of one publication share; '' where whoever imports the file names it. */
  publication: string;
  title: string;
  source: string;
  licence: string;
  /** Day to which the file's title refers, ISO; '' when it states none. */
  referenceOn: string;
  year: number | null;
  /** Foot of the file (ISTAT says there what is provisional). */
  notes: string;
  /** Figures, not yet final, that the publisher marks as such. */
  provisional: boolean;
}

export interface FileCounts {
  bytes: number;
  /** Rows (or polygons) whose place is kept. */
  kept: number;
  /** Rows (or polygons) of other places. */
  skipped: number;
}

export type ProblemSeverity = 'error' | 'warning';

/** What is wrong and where. Text in two languages by `describeProblem`. */
export interface FileProblem {
  code: ProblemCode;
  severity: ProblemSeverity;
  /** From 1; null when the problem is of the whole file. */
  line: number | null;
  column: number | null;
  columnName: string;
  found: string;
  expected: string;
  place: string;
  /** The other row of a repetition. */
  otherLine: number | null;
}

export type ProblemCode =
  | 'file-empty'
  | 'file-too-large'
  | 'file-legacy-office'
  | 'file-open-document'
  | 'file-word'
  | 'zip-damaged'
  | 'zip-encrypted'
  | 'zip-too-large'
  | 'zip-several'
  | 'zip-without-data'
  | 'workbook-damaged'
  | 'sheet-missing'
  | 'formula-empty'
  | 'formula-refused'
  | 'formula-used'
  | 'shapefile-damaged'
  | 'shapefile-without-comuni'
  | 'projection-unknown'
  | 'file-gzip'
  | 'file-pdf'
  | 'file-image'
  | 'file-html'
  | 'file-xml'
  | 'file-binary'
  | 'file-unreadable-text'
  | 'layout-unknown'
  | 'json-layout-unknown'
  | 'json-invalid'
  | 'json-truncated'
  | 'line-too-long'
  | 'columns-too-many'
  | 'rows-too-many'
  | 'truncated'
  | 'end-unsure'
  | 'quote-misplaced'
  | 'separator-mixed'
  | 'header-missing'
  | 'column-missing'
  | 'column-unknown'
  | 'column-repeated'
  | 'row-width'
  | 'rows-missing'
  | 'year-missing'
  | 'value-missing'
  | 'number-expected'
  | 'count-expected'
  | 'decimal-comma'
  | 'thousands-ambiguous'
  | 'number-unreadable'
  | 'number-negative'
  | 'code-malformed'
  | 'place-unknown'
  | 'name-unknown'
  | 'name-ambiguous'
  | 'total-skipped'
  | 'place-repeated'
  | 'places-absent'
  | 'places-unlisted'
  | 'row-repeated'
  | 'balance-broken'
  | 'net-broken'
  | 'sexes-broken'
  | 'statuses-broken'
  | 'ages-broken'
  | 'ages-missing'
  | 'age-unknown'
  | 'variable-malformed'
  | 'variable-unknown'
  | 'column-ignored'
  | 'day-malformed'
  | 'unit-missing'
  | 'unit-mismatch'
  | 'period-malformed'
  | 'sex-malformed'
  | 'age-malformed'
  | 'features-missing'
  | 'feature-code-missing'
  | 'feature-repeated'
  | 'geometry-unsupported'
  | 'coordinates-projected'
  | 'coordinates-outside'
  | 'coordinates-malformed'
  | 'ring-open'
  | 'ring-short'
  | 'points-too-many';

export interface FileLimits {
  /** Whole file, bytes; a table in a zip counts as what it unpacks to. */
  maxBytes: number;
  /** Files that cannot be read as they stream: zips, workbooks, JSON. */
  maxHeldBytes: number;
  /** All that a zip unpacks to. */
  maxUnpackedBytes: number;
  /** One record of a delimited file, characters. */
  maxRecordLength: number;
  maxColumns: number;
  /** Problems kept; those beyond are counted. */
  maxProblems: number;
  /** Points of all polygons of a boundary file. */
  maxPoints: number;
}

/** A national POSAS is 60 MB of text and 10 zipped, ISTAT's detailed boundaries 60 zipped and 200 unpacked. */
export const defaultLimits: FileLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxHeldBytes: 96 * 1024 * 1024,
  maxUnpackedBytes: 512 * 1024 * 1024,
  maxRecordLength: 64 * 1024,
  maxColumns: 500,
  maxProblems: 100,
  maxPoints: 2_000_000,
};

export interface ReadOptions {
  /** Comuni to keep; rows of others are counted and skipped. Absent: all. */
  keep?: ReadonlySet<string>;
  /** Those of `keep` whose absence is worth saying; absent: all of them. Forebears of merged comuni are not missed. */
  expected?: ReadonlySet<string>;
  /** Codes that exist; a row for another is refused. Absent: any 6-digit code. */
  knownCodes?: ReadonlySet<string>;
  limits?: Partial<FileLimits>;
  /** Reads a table of any shape as this says, without recognising its layout. */
  mapping?: ColumnMapping;
  /** Comuni that a mapping's names are looked for among. */
  places?: readonly NamedPlace[];
}

/** What came of a reading. Nothing of a refused file may be stored: there is no partial success. */
export type FileOutcome =
  | { accepted: true; facts: FileFacts; counts: FileCounts; sha256: string; warnings: FileProblem[] }
  | { accepted: false; problems: FileProblem[]; problemCount: number };

/** Readers yield their rows, figures some thousands at a time, and end; what is wrong goes to the log. */
export type Reading =
  | { kind: 'observations'; observations: AsyncIterable<Observation[]>; outcome: () => FileOutcome }
  | { kind: 'registry'; entries: AsyncIterable<RegistryEntry[]>; outcome: () => FileOutcome }
  | { kind: 'boundaries'; boundaries: AsyncIterable<Boundary>; outcome: () => FileOutcome }
  | { kind: 'refused'; outcome: () => FileOutcome };
