import { headerKey } from './cells.js';
import type { Sex } from './files.types.js';
import { levelOfCodeColumn } from './level-columns.js';

/** A measure of ISTAT's demographic balance and the column that holds it for each sex. */
export interface BalanceMeasure {
  /** Header without the sex, as `headerKey` reduces it. */
  header: string;
  variable: string;
  /** 1 January and 31 December are one variable in two periods. */
  isYearEnd: boolean;
}

export interface BalanceLayout {
  code: 'istat-p2' | 'istat-p3';
  measures: readonly BalanceMeasure[];
  /** Net figures: first minus second is third. */
  nets: readonly (readonly [string, string, string])[];
  start: string;
  end: string;
  /** Headers added to (1) or taken from (-1) the start to reach the end. */
  steps: readonly (readonly [string, 1 | -1])[];
}

/** Marks of what is provisional. */
export const marksHeader = 'informazioni';
const start = 'popolazione censita al 1° gennaio';
const end = 'popolazione al 31 dicembre';
const territorial = 'unità in più/meno dovute a variazioni territoriali';
const acquisitions = 'acquisizioni della cittadinanza italiana';
const nets = [
  ['nati vivi', 'morti', 'saldo naturale'],
  ['immigrati da altro comune', 'emigrati per altro comune', 'saldo migratorio interno'],
  ["immigrati dall'estero", "emigrati per l'estero", "saldo migratorio con l'estero"],
] as const;

function measure(header: string, variable: string, isYearEnd = false): BalanceMeasure {
  return { header, variable, isYearEnd };
}

function measures(prefix: string, extra: readonly BalanceMeasure[]): BalanceMeasure[] {
  return [
    measure(start, `${prefix}population`),
    measure('nati vivi', `${prefix}births`),
    measure('morti', `${prefix}deaths`),
    measure('saldo naturale', `${prefix}natural-balance`),
    measure('immigrati da altro comune', `${prefix}internal-arrivals`),
    measure('emigrati per altro comune', `${prefix}internal-departures`),
    measure('saldo migratorio interno', `${prefix}internal-balance`),
    measure("immigrati dall'estero", `${prefix}arrivals-from-abroad`),
    measure("emigrati per l'estero", `${prefix}departures-abroad`),
    measure("saldo migratorio con l'estero", `${prefix}balance-with-abroad`),
    ...extra,
    measure(territorial, `${prefix}territorial-change`),
    // Residents on 31 December are those of the next 1 January: so one file gives the mean population of its year.
    measure(end, `${prefix}population`, true),
    measure('iscritti in anagrafe per altri motivi', `${prefix}other-registrations`),
    measure("cancellati dall'anagrafe per altri motivi", `${prefix}other-cancellations`),
  ];
}

const commonSteps = [
  ['saldo naturale', 1],
  ['saldo migratorio interno', 1],
  ["saldo migratorio con l'estero", 1],
  [territorial, 1],
] as const;

/** P2: all residents. The columns "altri motivi" are outside the balance, as ISTAT's note says. */
export const p2Layout: BalanceLayout = {
  code: 'istat-p2',
  measures: measures('', []),
  nets,
  start,
  end,
  steps: commonSteps,
};

/** P3: foreigners. Who becomes Italian leaves the count. */
export const p3Layout: BalanceLayout = {
  code: 'istat-p3',
  measures: measures('foreign-', [measure(acquisitions, 'citizenship-acquisitions')]),
  nets,
  start,
  end,
  steps: [...commonSteps, [acquisitions, -1]],
};

export const balanceSexes: readonly (readonly [Sex, string])[] = [
  ['m', 'maschi'],
  ['f', 'femmine'],
  ['', 'totale'],
];

/** Key of the column of a measure for a sex. P2 writes "… - Maschi (v)", P3 "… (v) - Maschi": both reduce to this. */
export function balanceHeader(header: string, sexName: string): string {
  return headerKey(`${header} - ${sexName}`);
}

/** Whether a row has the names of the columns. */
export function isBalanceHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => levelOfCodeColumn(headerKey(cell)) !== undefined);
}

/** Which balance a header row is of, if any. Two known columns are enough: what lacks is said by the reader. */
export function balanceLayoutOf(records: readonly string[][]): BalanceLayout | undefined {
  const header = records.find(isBalanceHeader);
  if (!header) return undefined;
  const keys = new Set(header.map(headerKey));
  if (!keys.has(balanceHeader(start, 'maschi')) || !keys.has(balanceHeader('nati vivi', 'maschi')))
    return undefined;
  const isForeign =
    keys.has(balanceHeader(acquisitions, 'maschi')) || /stranier/i.test(records[0]?.[0] ?? '');
  return isForeign ? p3Layout : p2Layout;
}
