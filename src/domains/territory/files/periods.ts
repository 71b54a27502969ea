export interface Period {
  /** As stored: a 1 January is its year, for the stock of a year and its flows share the year as period. */
  period: string;
  /** Year to which it belongs; of a span, its last. */
  year: number;
}

const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads a period of a tidy file: year (2021), month (2021-07), day (2021-12-31), school year (2021/2022),
 * span of years or months (2017-2019, 2021-01/2021-09). Undefined when it is none of them.
 */
export function findPeriod(text: string): Period | undefined {
  const year = Number(text.slice(0, 4));
  if (!/^\d{4}/.test(text) || year < 1861 || year > 2200) return undefined;
  const date = day.exec(text);
  if (date) {
    const instant = new Date(`${text}T00:00:00Z`);
    if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text) return undefined;
    return { period: date[2] === '01' && date[3] === '01' ? text.slice(0, 4) : text, year };
  }
  if (/^\d{4}$/.test(text)) return { period: text, year };
  const span = /^(\d{4})[/-](\d{4})$/.exec(text);
  if (span) return Number(span[2]) > year ? { period: text, year: Number(span[2]) } : undefined;
  const month = /^\d{4}-(0[1-9]|1[0-2])$/;
  const [from = '', to = '', ...more] = text.split('/');
  if (more.length > 0 || !month.test(from)) return undefined;
  if (to !== '' && !(month.test(to) && to > from)) return undefined;
  if (text.endsWith('/')) return undefined;
  return { period: text, year: Number((to || from).slice(0, 4)) };
}
