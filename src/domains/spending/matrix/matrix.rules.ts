import type { BudgetLine } from '../spending.types.js';

export const GROUPINGS = ['objective', 'fund', 'service', 'comune'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const MEASURES = ['allocated', 'committed', 'paid', 'residual'] as const;
export type Measure = (typeof MEASURES)[number];

/** Funds and objectives that lines name, to choose among, in the order in which they come. */
export interface LineChoices {
  funds: { value: string; label: string }[];
  objectives: { value: string; label: string }[];
}

export function lineChoices(lines: readonly BudgetLine[]): LineChoices {
  const distinct = (code: 'fund' | 'objectiveCode', name: 'fundName' | 'objectiveCode') =>
    [...new Map(lines.map((line) => [line[code], line[name]]))].map(([value, label]) => ({ value, label }));
  return { funds: distinct('fund', 'fundName'), objectives: distinct('objectiveCode', 'objectiveCode') };
}

export interface MatrixRow {
  /** Code of what the row is about; empty for lines that name none. */
  code: string;
  name: string;
  /** By column, in cents; null where there is nothing. */
  cells: (number | null)[];
  total: number;
  /** Lines that name the fund and not the sum: in no total. */
  unstated: number;
  /** Part of the total that was worked out from the plan's words. */
  derived: number;
}

export interface Matrix {
  /** Years, and null at the end where something is given once in the period. */
  columns: (number | null)[];
  rows: MatrixRow[];
  totals: number[];
  total: number;
}

/** Cents of a line by a measure; null where the line states no sum and nothing moved. */
export function measureOf(line: BudgetLine, measure: Measure): number | null {
  switch (measure) {
    case 'allocated':
      return line.allocatedCents;
    case 'committed':
      return line.committedCents;
    case 'paid':
      return line.paidCents;
    case 'residual':
      return line.allocatedCents === null && line.committedCents === 0
        ? null
        : (line.allocatedCents ?? 0) - line.committedCents;
  }
}

const NAMED: Record<Grouping, (line: BudgetLine) => [string, string]> = {
  objective: (line) => [line.objectiveCode, `${line.objectiveCode} ${line.objectiveTitle}`],
  fund: (line) => [line.fund, line.fundName],
  service: (line) => [line.service ?? '', line.serviceName ?? ''],
  comune: (line) => [line.comune ?? '', line.comuneName ?? ''],
};

/** Lines gathered in rows, in the order in which they come, and columns by year; what names nothing stands last. */
export function buildMatrix(
  lines: readonly BudgetLine[],
  grouping: Grouping,
  measure: Measure,
  years: readonly number[],
): Matrix {
  const columns: (number | null)[] = [...years];
  if (lines.some((line) => line.year === null && measureOf(line, measure) !== null)) columns.push(null);
  const rows = new Map<string, MatrixRow>();
  for (const line of lines) {
    const [code, name] = NAMED[grouping](line);
    const row = rows.get(code) ?? {
      code,
      name,
      cells: columns.map(() => null),
      total: 0,
      unstated: 0,
      derived: 0,
    };
    rows.set(code, row);
    const cents = measureOf(line, measure);
    if (line.allocatedCents === null) row.unstated += 1;
    if (cents === null) continue;
    const at = columns.indexOf(line.year);
    row.cells[at] = (row.cells[at] ?? 0) + cents;
    row.total += cents;
    if (!line.stated && measure === 'allocated') row.derived += cents;
  }
  const sorted = [...rows.values()].sort((a, b) => Number(a.code === '') - Number(b.code === ''));
  const totals = columns.map((_, at) => sorted.reduce((sum, row) => sum + (row.cells[at] ?? 0), 0));
  return { columns, rows: sorted, totals, total: totals.reduce((sum, cents) => sum + cents, 0) };
}

/** A row's total as it is shown: none where no line of it states a sum, which is not nil. */
export function shownTotal(row: MatrixRow): number | null {
  return row.cells.every((cents) => cents === null) ? null : row.total;
}

/** What does not add up, or is not in the sums. */
export type MatrixFinding =
  | { kind: 'row'; name: string; cents: number }
  | { kind: 'column'; column: number | null; cents: number }
  | { kind: 'whole'; cents: number }
  /** Lines without a sum, and where. */
  | { kind: 'unstated'; names: string[]; count: number }
  | { kind: 'derived'; names: string[]; cents: number }
  /** More committed than the line gives. */
  | { kind: 'overCommitted'; names: string[]; cents: number };

/** Checks every sum again from the lines themselves, and names what the totals do not hold. */
export function checkMatrix(matrix: Matrix, lines: readonly BudgetLine[], measure: Measure): MatrixFinding[] {
  const found: MatrixFinding[] = [];
  for (const row of matrix.rows) {
    const sum = row.cells.reduce<number>((all, cents) => all + (cents ?? 0), 0);
    if (sum !== row.total) found.push({ kind: 'row', name: row.name, cents: row.total - sum });
  }
  matrix.columns.forEach((column, at) => {
    const sum = addUp(
      lines.filter((line) => line.year === column),
      measure,
    );
    if (sum !== matrix.totals[at])
      found.push({ kind: 'column', column, cents: (matrix.totals[at] ?? 0) - sum });
  });
  const whole = addUp(lines, measure);
  if (whole !== matrix.total) found.push({ kind: 'whole', cents: matrix.total - whole });
  const unstated = matrix.rows.filter((row) => row.unstated > 0);
  if (unstated.length > 0)
    found.push({
      kind: 'unstated',
      names: unstated.map((row) => row.code || row.name),
      count: unstated.reduce((sum, row) => sum + row.unstated, 0),
    });
  const derived = matrix.rows.filter((row) => row.derived > 0);
  if (derived.length > 0)
    found.push({
      kind: 'derived',
      names: derived.map((row) => row.code || row.name),
      cents: derived.reduce((sum, row) => sum + row.derived, 0),
    });
  const over = lines.filter((line) => line.committedCents > (line.allocatedCents ?? 0));
  if (over.length > 0)
    found.push({
      kind: 'overCommitted',
      names: [...new Set(over.map((line) => line.objectiveCode))],
      cents: over.reduce((sum, line) => sum + line.committedCents - (line.allocatedCents ?? 0), 0),
    });
  return found;
}

function addUp(lines: readonly BudgetLine[], measure: Measure): number {
  return lines.reduce((sum, line) => sum + (measureOf(line, measure) ?? 0), 0);
}
