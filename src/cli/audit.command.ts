import { findBrokenAudit, getAuditSeq } from '#platform/audit/audit.sql.js';
import { formatNumber } from '#platform/i18n/format.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { type AddCommand, addCommand } from './command-line.js';

/** `trama registro verifica --ambito SLUG` */
export const addAudit: AddCommand = (program, line) => {
  const group = addCommand(program, 'registro', 'il registro di chi ha fatto che cosa');
  addCommand(group, 'verifica', 'controlla che nessuna voce del registro sia stata cambiata o tolta')
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .action(async (options: { ambito: string }) => {
      const installation = await line.open();
      const { broken, last } = await installation.inside(options.ambito, async (ctx) => ({
        broken: await findBrokenAudit(ctx),
        last: await getAuditSeq(ctx.tx),
      }));
      if (broken !== null)
        throw new OperatorError(
          `Il registro di «${options.ambito}» non è integro: la voce ${broken} è stata cambiata, o prima di lei ne manca una. Confrontatelo con una copia di sicurezza.`,
        );
      line.print(`Il registro di «${options.ambito}» è integro: ${formatNumber(last)} voci.`);
    });
};
