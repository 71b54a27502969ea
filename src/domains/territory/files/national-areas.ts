import areas from './national-areas.json' with { type: 'json' };

/** Levels at which ISTAT publishes, as files and observations name them. */
export type AreaLevel = 'comune' | 'provincia' | 'regione' | 'nazionale';

/** Code of Italy among places. */
export const countryCode = 'IT';

/** Digits of a place's code at each level that has one of digits. */
export const codeLength = { comune: 6, provincia: 3, regione: 2 } as const;

const regionOfProvince = new Map(areas.provinces.map(({ code, region }) => [code, region]));
const names = new Map([...areas.regions, ...areas.provinces].map(({ code, name }) => [code, name]));

interface NutsArea {
  level: AreaLevel;
  code: string;
}

/**
 * ISTAT's codes of province and region under those of the European nomenclature: its data warehouse still has the
 * edition of 2006 with codes of its own (IT108), its lists have 2010 and 2021.
 */
const nuts = new Map<string, NutsArea>([
  ...areas.regions.flatMap(({ code, nuts: codes }) =>
    codes.map((one): [string, NutsArea] => [one, { level: 'regione', code }]),
  ),
  ...areas.provinces.flatMap(({ code, nuts: codes }) =>
    codes.map((one): [string, NutsArea] => [one, { level: 'provincia', code }]),
  ),
  [countryCode, { level: 'nazionale', code: countryCode }],
]);

/** Undefined for groups of regions (ITC, ITFG) and for the two provinces counted as regions (ITD1, ITD2). */
export function findNutsArea(code: string): NutsArea | undefined {
  return nuts.get(code);
}

/** Name of a region or province; '' when it is none. */
export function areaName(code: string): string {
  return code === countryCode ? 'Italia' : (names.get(code) ?? '');
}

/** Whether a code is one of its level by its form: provinces come and go (Sardinia's in 2026). */
export function isAreaCode(level: AreaLevel, code: string): boolean {
  if (level === 'nazionale') return code === countryCode;
  return code.length === codeLength[level] && /^\d+$/.test(code);
}

/** Region of a province, or of a comune by the first digits of its code. */
export function regionOf(code: string): string | undefined {
  return regionOfProvince.get(code.slice(0, 3));
}

/** Codes to keep of every level: the comuni asked for, what holds them, and Italy. */
export function withHolders(comuni: ReadonlySet<string>): ReadonlySet<string> {
  const codes = new Set<string>([...comuni, countryCode]);
  for (const code of comuni) {
    if (code.length !== codeLength.comune) continue;
    codes.add(code.slice(0, 3));
    const region = regionOf(code);
    if (region !== undefined) codes.add(region);
  }
  return codes;
}
