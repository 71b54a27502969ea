/** One line that tells how far a long work is; lines, where the output is not a terminal. */
export interface ProgressLine {
  /** Says what is being done now; the previous step keeps no trace in a terminal. */
  step(text: string): void;
  /** Ends the line with what was done and the seconds it took. */
  done(text: string): void;
}

export function openProgressLine(output: NodeJS.WriteStream, now: () => number = Date.now): ProgressLine {
  const start = now();
  let last = '';
  const show = (text: string) => {
    if (text === last) return;
    last = text;
    if (output.isTTY) output.write(`\r\x1b[2K${text.slice(0, (output.columns || 80) - 1)}`);
    else output.write(`${text}\n`);
  };
  return {
    step: (text) => show(`${text}…`),
    done: (text) => {
      const seconds = ((now() - start) / 1000).toLocaleString('it-IT', { maximumFractionDigits: 1 });
      show(`${text} (${seconds} s)`);
      if (output.isTTY) output.write('\n');
    },
  };
}
