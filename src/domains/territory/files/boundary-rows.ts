import { reportAbsent } from './absent-comuni.js';
import type { Boundary } from './files.types.js';
import { boundaryGeometry } from './geometry-checks.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import type { ReadingState } from './reader.types.js';

/** Names under which publishers keep the code: openpolis, ISTAT's own files, and the project's. Compared in lower case. */
const codeProperties = [
  'com_istat_code',
  'pro_com_t',
  'istat_code',
  'cod_istat',
  'place_code',
  'pro_com',
  'code',
];
const nameProperties = ['name', 'comune', 'com_name', 'denominazione', 'nome'];

/** Shapes of comuni with their properties, whatever file they come from: codes, repetitions, geometry, what is missing. */
export class BoundaryRows {
  readonly #reading: ReadingState;
  readonly #positions = new Map<string, number>();
  #points = 0;
  #last = 0;

  constructor(reading: ReadingState) {
    this.#reading = reading;
  }

  /** Whether attributes of these names can tell comuni. */
  static namesComuni(fields: readonly string[]): boolean {
    const known = new Set(fields.map((field) => field.toLowerCase()));
    return codeProperties.slice(0, -1).some((property) => known.has(property));
  }

  /** Whether a shape is of a comune asked for: others need not be read. */
  isWanted(properties: unknown): boolean {
    const { keep } = this.#reading;
    const code = findCode(lowerCased(properties));
    return code === undefined || !keep || keep.has(code);
  }

  /** Checks a shape. @param geometry asked for only when the comune is kept; @throws ReadingStopped on too many points */
  take(position: number, given: unknown, geometry: () => unknown): Boundary | undefined {
    const { log, counts, keep, knownCodes, limits } = this.#reading;
    this.#last = position;
    const properties = lowerCased(given);
    const code = findCode(properties);
    if (!code) {
      log.report('feature-code-missing', {
        found: position,
        expected: codeProperties.slice(0, 3).join(', '),
      });
      return undefined;
    }
    const earlier = this.#positions.get(code);
    if (earlier !== undefined) {
      log.report('feature-repeated', { place: code, found: position, expected: earlier });
      return undefined;
    }
    this.#positions.set(code, position);
    if (keep && !keep.has(code)) {
      counts.skipped += 1;
      return undefined;
    }
    if (knownCodes && !knownCodes.has(code)) {
      log.report('place-unknown', { found: code, place: code });
      return undefined;
    }
    const name = findText(properties, nameProperties) ?? '';
    const checked = boundaryGeometry(geometry(), `${code} ${name}`.trim(), log);
    if (!checked) return undefined;
    this.#points += checked.points;
    if (this.#points > limits.maxPoints)
      throw new ReadingStopped(fileProblem('points-too-many', { expected: limits.maxPoints }));
    counts.kept += 1;
    return { position, code, name, geometry: checked.geometry };
  }

  /** Says what is missing once all shapes have passed. */
  finish(): void {
    const { log, counts } = this.#reading;
    if (log.errorCount > 0) return;
    if (counts.kept === 0) {
      log.report('features-missing', { found: this.#last });
      return;
    }
    reportAbsent(this.#reading, (code) => this.#positions.has(code));
  }
}

function lowerCased(properties: unknown): Map<string, unknown> {
  const isRecord = typeof properties === 'object' && properties !== null && !Array.isArray(properties);
  return new Map(
    Object.entries(isRecord ? properties : {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
}

function findText(properties: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = properties.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** Codes written as numbers have lost their leading zeros: 19009 is 019009. */
function findCode(properties: ReadonlyMap<string, unknown>): string | undefined {
  for (const name of codeProperties) {
    const value = properties.get(name);
    const isNumber = typeof value === 'number' || (name === 'pro_com' && typeof value === 'string');
    const text = isNumber ? String(value).trim().padStart(6, '0') : value;
    if (typeof text === 'string' && /^\d{6}$/.test(text.trim())) return text.trim();
  }
  return undefined;
}
