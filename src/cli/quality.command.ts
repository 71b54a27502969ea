import { territoryActs } from '#domains/territory/index.js';
import { formatNumber } from '#platform/i18n/format.js';
import { type AddCommand, addCommand } from './command-line.js';

const SEVERITY = { error: 'ERRORE', warning: 'DA VERIFICARE', info: 'NOTA' } as const;

/** `trama qualita --ambito SLUG` */
export const addQuality: AddCommand = (program, line) => {
  addCommand(
    program,
    'qualita',
    'controlla i dati e i totali pubblicati dell’ambito, e scrive che cosa non torna',
  )
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .option('--json', 'scrive JSON, come /api/v1/{ambito}/quality')
    .action(async (options: { ambito: string; json?: boolean }) => {
      const installation = await line.open();
      const findings = await installation.inside(options.ambito, async (ctx) => {
        await territoryActs.checkQuality(ctx);
        return territoryActs.readFindings(ctx);
      });
      if (options.json) return line.print(JSON.stringify({ findings }, null, 2));
      for (const finding of findings) {
        const where = finding.where === '' ? '' : ` [${finding.where}]`;
        line.print(`${SEVERITY[finding.severity]}  ${finding.id}: ${finding.message}${where}`);
      }
      line.print(
        findings.length === 0
          ? 'Nessun rilievo: tutto torna.'
          : `${formatNumber(findings.length)} ${findings.length === 1 ? 'rilievo' : 'rilievi'}.`,
      );
    });
};
