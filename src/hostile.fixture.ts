/** What people, programs and attackers put where a code, a number or a word belongs. */
export const HOSTILE = [
  "'",
  "' or '1'='1",
  '"; drop table plan.objective; --',
  '\0',
  '../../../etc/passwd',
  '..\\..\\',
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}',
  'NaN',
  '-1',
  '99999999999999999999',
  '1e309',
  '0x10',
  '00000000-0000-0000-0000-000000000000',
  '__proto__',
  'constructor',
  '%',
  '\u202e\ufeff\ud800',
  'à'.repeat(5_000),
];
/** Those tried in each parameter by itself, since a refused one hides what the others would do. */
export const SHARP = ["'", '\0', 'NaN', '99999999999999999999', '__proto__', 'constructor'];
/** Those tried in every place of every route. */
export const EVERYWHERE = [...SHARP, '<script>alert(1)</script>'];
/** The others take turns, one route in so many: each meets every kind of parser, but not every route. */
export const TURNS = 3;
/** The same parameter twice, a name with brackets: what a parser may turn into an array or an object. */
export const HOSTILE_QUERIES = ['x=1&x=2', '__proto__[x]=1', '%00=1&%=%&&&lang=xx&lang=it'];

/** As a browser or a program would send it; what has no encoding goes as raw bytes. */
export function encode(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : '%ed%a0%80';
}
