import { Absent, type FieldError, Invalid, Refused, Unavailable, type Way } from '#platform/errors.js';
import { type Lang, translate } from '#platform/i18n/messages.js';

export interface Problem {
  status: number;
  /** Key of the message, for programs. */
  code: string;
  title: string;
  detail?: string;
  errors?: { field: string; message: string }[];
  /** Where one goes on, for a page. */
  ways?: (path: string) => Way[];
}

interface FastifyLike {
  statusCode?: number;
  code?: string;
  validation?: Misfit[];
}

/** One value of an address or of a body that its schema does not take. */
interface Misfit {
  /** `/by`, `/values/0/period`. */
  instancePath: string;
  params?: { values?: unknown; expected?: unknown; origin?: unknown; minimum?: unknown; maximum?: unknown };
}

/** PostgreSQL says so when the application's own checks let something through or two writers met. */
const FROM_DATABASE: Record<string, [number, string]> = {
  '23503': [409, 'platform.still-used'],
  '23505': [409, 'platform.already-there'],
  '23514': [422, 'platform.invalid'],
  '22001': [422, 'platform.invalid'],
  '22003': [422, 'platform.invalid'],
  '22021': [422, 'platform.invalid'],
  '22P02': [422, 'platform.invalid'],
  '22P05': [422, 'platform.invalid'],
  '40001': [409, 'platform.try-again'],
  '40P01': [409, 'platform.try-again'],
  '42501': [403, 'platform.forbidden'],
  '53100': [503, 'platform.disk-full'],
  '57014': [503, 'platform.too-slow'],
};

const FROM_SERVER: Record<number, string> = {
  400: 'platform.bad-request',
  403: 'platform.forbidden',
  404: 'platform.absent',
  405: 'platform.bad-request',
  413: 'platform.too-large',
  414: 'platform.bad-request',
  415: 'platform.bad-request',
  429: 'platform.too-many',
};

/** The one place where an error becomes an answer. Anything unknown is a bug: 500, and nothing of it is told. */
export function problemOf(error: unknown, lang: Lang): Problem {
  if (error instanceof Invalid) {
    return {
      status: 422,
      code: 'platform.invalid',
      title: translate(lang, 'platform.invalid'),
      errors: error.errors.map((one) => ({ field: one.field, message: fieldMessage(one, lang) })),
    };
  }
  if (error instanceof Refused) {
    return {
      status: error.status,
      code: error.code,
      title: translate(lang, error.code, error.values),
      ways: error.ways,
    };
  }
  if (error instanceof Absent) return of(404, error.code, lang);
  if (error instanceof Unavailable) return of(503, error.code, lang);
  const other = error as FastifyLike;
  if (other?.validation) {
    const errors = other.validation.map((one) => misfit(one, lang));
    return { ...of(400, 'platform.bad-request', lang), errors };
  }
  const fromDatabase = typeof other?.code === 'string' ? FROM_DATABASE[other.code] : undefined;
  if (fromDatabase) return of(fromDatabase[0], fromDatabase[1], lang);
  const status = other?.statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return of(status, FROM_SERVER[status] ?? 'platform.bad-request', lang);
  }
  return of(500, 'platform.bug', lang);
}

export function fieldMessage(error: FieldError, lang: Lang): string {
  return translate(lang, error.code, error.values ?? {});
}

/** Which value is wrong, and those that would be right where they are few. */
function misfit({ instancePath, params }: Misfit, lang: Lang): { field: string; message: string } {
  const field = instancePath.slice(1).replaceAll('/', '.');
  const { values, expected } = params ?? {};
  if (Array.isArray(values))
    return { field, message: translate(lang, 'platform.one-of', { values: values.join(', ') }) };
  const bound = boundOf(params ?? {});
  if (bound) return { field, message: fieldMessage({ field, ...bound }, lang) };
  const code = expected === 'number' ? 'platform.number-needed' : 'platform.bad-parameter';
  return { field, message: translate(lang, code) };
}

/** What is too little or too much, with the limit; nothing where the value is wrong in another way. */
function boundOf({ origin, minimum, maximum }: NonNullable<Misfit['params']>) {
  const suffix = origin === 'number' ? ['small', 'big'] : origin === 'string' ? ['short', 'long'] : [];
  if (typeof minimum === 'number' && suffix[0])
    return origin === 'string' && minimum <= 1
      ? { code: 'platform.field.required' }
      : { code: `platform.field.too-${suffix[0]}`, values: { limit: minimum } };
  if (typeof maximum === 'number' && suffix[1])
    return { code: `platform.field.too-${suffix[1]}`, values: { limit: maximum } };
  return undefined;
}

function of(status: number, code: string, lang: Lang): Problem {
  return { status, code, title: translate(lang, code) };
}
