/** One published sum of a spending series. */
export interface SpendingFigure {
  variable: string;
  name: string;
  place: string;
  placeName: string;
  period: string;
  /** The item; empty or `totale` for the published total. */
  item: string;
  /** Null where the source has the cell and not the sum. */
  cents: number | null;
  source: string;
  note: string | null;
}

/** One series, item by period, with its published totals beside the sum of its items. */
export interface SpendingSeries {
  variable: string;
  name: string;
  placeName: string;
  periods: string[];
  /** Largest first, by their sum over the periods. */
  items: { name: string; cents: Map<string, number | null> }[];
  published: Map<string, number>;
  parts: Map<string, number>;
  sources: string[];
  notes: string[];
}

export function isTotal(item: string): boolean {
  return item === '' || item === 'totale';
}

/** Figures gathered into series: one for each variable and place. */
export function gatherSeries(figures: readonly SpendingFigure[]): SpendingSeries[] {
  const series = new Map<string, SpendingSeries>();
  const items = new Map<string, Map<string, Map<string, number | null>>>();
  for (const figure of figures) {
    const key = `${figure.variable}\u001f${figure.place}`;
    const one = series.get(key) ?? emptySeries(figure);
    series.set(key, one);
    if (!one.periods.includes(figure.period)) one.periods.push(figure.period);
    if (!one.sources.includes(figure.source)) one.sources.push(figure.source);
    if (figure.note && !one.notes.includes(figure.note)) one.notes.push(figure.note);
    if (isTotal(figure.item)) {
      if (figure.cents !== null) one.published.set(figure.period, figure.cents);
      continue;
    }
    const rows = items.get(key) ?? new Map<string, Map<string, number | null>>();
    items.set(key, rows);
    const row = rows.get(figure.item) ?? new Map<string, number | null>();
    rows.set(figure.item, row);
    row.set(figure.period, figure.cents);
    one.parts.set(figure.period, (one.parts.get(figure.period) ?? 0) + (figure.cents ?? 0));
  }
  for (const [key, one] of series) {
    one.periods.sort();
    one.items = [...(items.get(key) ?? [])]
      .map(([name, cents]) => ({ name, cents }))
      .sort((a, b) => sumOf(b.cents) - sumOf(a.cents));
  }
  return [...series.values()];
}

function emptySeries(figure: SpendingFigure): SpendingSeries {
  return {
    variable: figure.variable,
    name: figure.name,
    placeName: figure.placeName,
    periods: [],
    items: [],
    published: new Map(),
    parts: new Map(),
    sources: [],
    notes: [],
  };
}

function sumOf(cents: ReadonlyMap<string, number | null>): number {
  let sum = 0;
  for (const value of cents.values()) sum += value ?? 0;
  return sum;
}

/** Periods in which the published total is not the sum of the items, with the difference in cents (published − sum). */
export function findDifferences(series: SpendingSeries): { period: string; cents: number }[] {
  return series.periods.flatMap((period) => {
    const published = series.published.get(period);
    const parts = series.parts.get(period);
    if (published === undefined || parts === undefined || published === parts) return [];
    return [{ period, cents: published - parts }];
  });
}
