import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type ImportAnswer, territoryActs } from '#domains/territory/index.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { openProgressLine } from '#platform/process/progress-line.js';
import { type AddCommand, addCommand, type CommandLine } from './command-line.js';
import { explainError, explainFileError } from './explain-error.js';

interface Options {
  ambito: string;
  prova?: boolean;
  anteprima?: boolean;
  tuttaItalia?: boolean;
  ricetta?: string;
  periodo?: string;
  titolo?: string;
  fonte?: string;
  licenza?: string;
  riferimento?: string;
  codice?: string;
  nota?: string;
}

/** Shorter work needs no progress. */
const SHOW_AFTER_MS = 700;

/** `trama import FILE… --ambito SLUG` */
export const addImport: AddCommand = (program, line) => {
  addCommand(
    program,
    'import',
    'importa uno o più file: ne riconosce il formato e tiene ciò che riguarda i comuni dell’ambito',
  )
    .alias('importa')
    .argument('<file...>', 'file di Istat come si scaricano, tabelle CSV o XLSX, confini')
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .option('--anteprima', 'legge e controlla tutto, dice che cosa cambierebbe, non tiene nulla')
    .option('--prova', 'lo stesso di --anteprima')
    .option('--tutta-italia', 'tiene tutti i comuni d’Italia, per i confronti')
    .option(
      '--ricetta <nome>',
      'ricetta con cui leggere una tabella propria; se manca, quella delle sue colonne',
    )
    .option('--periodo <periodo>', 'periodo di una tabella propria che non lo dice, come 2025 o 2024-12-31')
    .option('--titolo <testo>', 'titolo dei dati, se il file non lo dice')
    .option('--fonte <testo>', 'chi li ha pubblicati, se il file non lo dice')
    .option('--licenza <codice>', 'licenza, per esempio CC-BY-4.0')
    .option('--riferimento <giorno>', 'giorno a cui si riferiscono, come 2021-01-01')
    .option('--codice <codice>', 'codice della pubblicazione di cui è una nuova edizione')
    .option('--nota <testo>', 'ciò che chi legge i dati deve sapere')
    .action((paths: string[], options: Options) => importAll(line, paths, options));
};

/** Each file is all or nothing; those that are refused do not stop the others. */
async function importAll(line: CommandLine, paths: readonly string[], options: Options): Promise<void> {
  if (options.riferimento !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.riferimento))
    throw new OperatorError(
      `«${options.riferimento}» non va bene per --riferimento: serve un giorno come 2021-01-01.`,
    );
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return importOne(line, only, options);
  let refused = 0;
  for (const path of paths) {
    try {
      await importOne(line, path, options);
    } catch (error) {
      const lines = explainError(error);
      if (!lines) throw error;
      refused += 1;
      for (const text of lines) line.note(text);
    }
  }
  if (refused > 0)
    throw new OperatorError(
      `${refused === 1 ? 'Un file non è stato caricato' : `${formatNumber(refused)} file non sono stati caricati`}, su ${formatNumber(paths.length)}.`,
    );
}

async function importOne(line: CommandLine, path: string, options: Options): Promise<void> {
  const installation = await line.open();
  const fileName = basename(path);
  const answer = await installation
    .inside(options.ambito, async (ctx) => {
      await territoryActs.allowLongStatements(ctx.tx);
      return territoryActs.importWithRecipes(ctx, {
        open: () => readFollowing(path, fileName),
        fileName,
        dryRun: options.prova ?? options.anteprima ?? false,
        comuni: options.tuttaItalia ? 'all' : 'own',
        recipe: options.ricetta,
        period: options.periodo,
        examples: 0,
        title: options.titolo,
        source: options.fonte,
        licence: options.licenza,
        referenceOn: options.riferimento,
        code: options.codice,
        note: options.nota,
      });
    })
    .catch((error: unknown) => {
      throw explainFileError(error, path);
    });
  if (answer.kind === 'refused') {
    const [refusal = '', ...problems] = territoryActs.describeRefusal(fileName, answer, 'it');
    // A single problem stands beside the refusal: one line tells all.
    throw new OperatorError(
      problems.length === 1 ? `${refusal} ${problems[0]}` : [refusal, ...problems].join('\n'),
    );
  }
  for (const text of describeAnswer(answer)) line.print(text);
}

/** The file's bytes; a long reading tells how far it is, on a terminal. */
async function* readFollowing(path: string, fileName: string): AsyncGenerator<Uint8Array> {
  const progress = openProgressLine(process.stderr);
  const began = Date.now();
  let bytes = 0;
  let isShown = false;
  for await (const chunk of createReadStream(path)) {
    bytes += chunk.length;
    yield chunk;
    if (!process.stderr.isTTY || Date.now() - began < SHOW_AFTER_MS) continue;
    isShown = true;
    progress.step(`Lettura di ${fileName}: ${formatNumber(bytes / 1_000_000, { decimals: 1 })} MB`);
  }
  if (isShown) progress.done(`${fileName} è stato letto`);
}

function describeAnswer(answer: Exclude<ImportAnswer, { kind: 'refused' }>): string[] {
  const tried = answer.dryRun ? 'Prova riuscita, nulla è stato tenuto. ' : '';
  if (answer.kind === 'totals') {
    const count =
      answer.totals === 1 ? 'Un totale pubblicato' : `${formatNumber(answer.totals)} totali pubblicati`;
    return [`${tried}${count} da controllare.`];
  }
  const { dataset, counts, years, variables, supersedes, warnings, changes } = answer.report;
  const figures =
    dataset.layout === 'geojson' || dataset.layout === 'topojson'
      ? `confini di ${formatNumber(counts.figures)} comuni`
      : `${formatNumber(counts.figures)} cifre`;
  return [
    `${tried}«${dataset.title}» (${dataset.layout}): ${figures}.`,
    `Righe tenute: ${formatNumber(counts.kept)}; di altri comuni, saltate: ${formatNumber(counts.skipped)}.`,
    ...(changes
      ? [
          `Nuove: ${formatNumber(changes.counts.fresh)}; cambiate: ${formatNumber(changes.counts.changed)}; uguali: ${formatNumber(changes.counts.equal)}; che non ci sono più: ${formatNumber(changes.counts.gone)}.`,
        ]
      : []),
    ...(years.length > 0 ? [`Anni: ${years.join(', ')}.`] : []),
    ...(variables.length > 0 ? [`Variabili: ${variables.join(', ')}.`] : []),
    ...(supersedes
      ? [`Prende il posto di «${supersedes.title}», importato il ${formatDate(supersedes.importedAt)}.`]
      : []),
    ...warnings.map((warning) => `Attenzione: ${territoryActs.describeProblem(warning, 'it')}`),
  ];
}
