import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Option } from 'commander';
import { Absent } from '#platform/errors.js';
import { formatNumber } from '#platform/i18n/format.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { openProgressLine } from '#platform/process/progress-line.js';
import { type AddCommand, addCommand } from './command-line.js';
import { explainWriteError } from './explain-error.js';

interface Options {
  ambito: string;
  piano: string;
  formato: 'pdf' | 'docx' | 'html';
  output: string;
}

/** `trama documento --ambito SLUG --piano 2021-2023 --formato pdf -o FILE` */
export const addDocument: AddCommand = (program, line) => {
  addCommand(program, 'documento', 'scrive il documento di un piano in un file')
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .requiredOption('--piano <codice>', 'piano, per esempio 2021-2023')
    .addOption(
      new Option('--formato <formato>', 'formato del file').choices(['pdf', 'docx', 'html']).default('pdf'),
    )
    .requiredOption('-o, --output <file>', 'dove scriverlo')
    .action(async (options: Options) => {
      const installation = await line.open();
      // Asked before the long work, not to fail at its end.
      await access(dirname(options.output), constants.W_OK).catch((error: unknown) => {
        throw explainWriteError(error, options.output);
      });
      const progress = openProgressLine(process.stderr);
      progress.step('Composizione del piano');
      // The whole application is loaded only here: the other commands start faster without it.
      const { printPlan } = await import('../app.js');
      const bytes = await printPlan(
        (work) => installation.inside(options.ambito, work),
        options.piano,
        options.formato,
      ).catch((error: unknown) => {
        if (error instanceof Absent)
          throw new OperatorError(`L'ambito «${options.ambito}» non ha un piano «${options.piano}».`);
        throw error;
      });
      await writeFile(options.output, bytes).catch((error: unknown) => {
        throw explainWriteError(error, options.output);
      });
      progress.done(`Il piano ${options.piano} è stato scritto`);
      line.print(`${options.output}: ${formatNumber(bytes.length / 1_000_000, { decimals: 1 })} MB`);
    });
};
