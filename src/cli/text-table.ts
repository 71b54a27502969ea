export interface TextColumn {
  label: string;
  kind?: 'text' | 'number';
}

/** A table in plain text: columns as wide as their longest cell, numbers at the right. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, index) =>
    Math.max(...[column.label, ...rows.map((row) => row[index] ?? '')].map((cell) => [...cell].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const room = ' '.repeat(Math.max(0, (widths[index] ?? 0) - [...cell].length));
        return columns[index]?.kind === 'number' ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.label)),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map((row) => line(columns.map((_, index) => row[index] ?? ''))),
  ];
}
