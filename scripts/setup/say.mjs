import { fileURLToPath } from 'node:url';

/** The project's folder, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What whoever starts Trama can mend: printed alone, without a stack. */
export class SetupError extends Error {}

/** Progress goes to standard error, so that a command's output stays its own; `quiet` keeps only what is long. */
export const say = {
  quiet: false,
  line(text) {
    process.stderr.write(`${text}\n`);
  },
  /** Says what begins and, when it ends, how long it took. */
  async timed(text, work) {
    if (say.quiet) return work();
    const start = Date.now();
    process.stderr.write(`${text}… `);
    try {
      const result = await work();
      process.stderr.write(`fatto in ${seconds(Date.now() - start)}.\n`);
      return result;
    } catch (error) {
      process.stderr.write('non riuscito.\n');
      throw error;
    }
  },
};

function seconds(ms) {
  return `${(ms / 1000).toFixed(1).replace('.', ',')} s`;
}
