import type { JumpRow, MissingRow, SexesRow, StoredTotal } from './finding.sql.js';
import type { NewFinding } from './finding.types.js';
import { listInputs } from './quality/formula.inputs.js';
import { readFormula } from './quality/formula.reader.js';
import type { Cell, ObservationSource } from './quality/observation-source.js';
import { checkPublishedTotals } from './quality/published.rules.js';

/** Variables that the formulas of the totals read. */
export function listVariablesOf(totals: readonly StoredTotal[]): readonly string[] {
  const formulas = totals.flatMap((total) => {
    const read = total.formula === null ? undefined : readFormula(total.formula);
    return read && 'formula' in read ? [read.formula] : [];
  });
  return listInputs(formulas).variables;
}

/** A stock of 1 January is kept under its year; formulas may name the day. */
export function withDays(cells: readonly Cell[]): Cell[] {
  return cells.flatMap((cell) =>
    /^\d{4}$/.test(cell.period) ? [{ ...cell, period: `${cell.period}-01-01` }, cell] : [cell],
  );
}

/** Published totals that do not follow from the figures. */
export function findPublishedDifferences(
  totals: readonly StoredTotal[],
  source: ObservationSource,
): NewFinding[] {
  const byCode = new Map(totals.map((total) => [total.code, total]));
  return checkPublishedTotals(totals, source).flatMap((check) => {
    if (check.kind !== 'differs') return [];
    const { finding } = check;
    return [
      {
        code: finding.code,
        rule: 'published-total' as const,
        severity: finding.severity,
        location: byCode.get(finding.code)?.location ?? '',
        published: finding.published,
        expected: finding.expected,
        difference: finding.difference,
        messageKey: finding.messageKey,
        messageValues: { ...finding.messageValues },
      },
    ];
  });
}

export function sexesFinding(row: SexesRow): NewFinding {
  return {
    code: [row.variable, row.code, row.period].join('.'),
    rule: 'sexes-sum',
    severity: 'error',
    location: `${row.title}: ${row.place}`,
    published: row.total,
    expected: row.sum,
    difference: String(Number(row.total) - Number(row.sum)),
    messageKey: 'territory.finding.sexes-sum',
    messageValues: {
      name: row.name,
      place: row.place,
      period: row.period,
      total: Number(row.total),
      sum: Number(row.sum),
    },
  };
}

export function missingFinding(row: MissingRow): NewFinding {
  return {
    code: [row.dataset, row.variable, row.period].join('.'),
    rule: 'places-missing',
    severity: 'warning',
    location: row.title,
    published: String(row.present),
    expected: String(row.comuni),
    difference: String(row.present - row.comuni),
    messageKey: 'territory.finding.places-missing',
    messageValues: {
      name: row.name,
      period: row.period,
      count: row.comuni - row.present,
      comuni: row.comuni,
      absent: row.absent.length > 200 ? `${row.absent.slice(0, 200)}…` : row.absent,
    },
  };
}

export function jumpFinding(row: JumpRow): NewFinding {
  return {
    code: [row.variable, row.code, row.year].join('.'),
    rule: 'jump',
    severity: 'warning',
    location: `${row.name}: ${row.place}`,
    published: row.after,
    expected: row.before,
    difference: String(Number(row.after) - Number(row.before)),
    messageKey: 'territory.finding.jump',
    messageValues: {
      name: row.name,
      place: row.place,
      year: String(row.year),
      before: Number(row.before),
      after: Number(row.after),
      percent: Math.round(row.percent),
    },
  };
}
