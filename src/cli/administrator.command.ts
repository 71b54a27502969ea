import { inviteAdministrator, inviteFirstAdministrator } from '#platform/auth/accounts.actions.js';
import { hasAccounts } from '#platform/auth/accounts.sql.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { findAccountByEmail, makeInstallationAdmin } from './administrator.sql.js';
import { type AddCommand, addCommand } from './command-line.js';
import { readEmail } from './read-email.js';

/** `trama amministratore [--email … --nome …]` */
export const addAdministrator: AddCommand = (program, line) => {
  addCommand(
    program,
    'amministratore',
    "dà l'indirizzo, da aprire una sola volta, con cui si registra chi amministra l'installazione",
  )
    .option('--email <indirizzo>', 'posta elettronica: serve quando il primo amministratore c’è già')
    .option('--nome <nome>', 'nome e cognome')
    .action(async (options: { email?: string; nome?: string }) => {
      const installation = await line.open();
      const isFirst = await installation.outside(async (ctx) => !(await hasAccounts(ctx.tx)));
      if (isFirst) {
        const token = await installation.outside((ctx) => inviteFirstAdministrator(ctx.tx));
        return line.print(`${installation.address}/invito/${token}`);
      }
      if (options.email === undefined || options.nome === undefined)
        throw new OperatorError(
          "Un amministratore c'è già. Per aggiungerne un altro indicate --email e --nome.",
        );
      const email = readEmail(options.email);
      const name = options.nome.trim();
      if (name.length < 2 || name.length > 120)
        throw new OperatorError('Il nome deve avere da 2 a 120 caratteri.');
      const known = await findAccountByEmail(installation.database.owner, email);
      if (known && !known.isInstallationAdmin)
        await makeInstallationAdmin(installation.database.owner, known.id);
      if (known?.hasPassword)
        return line.print(
          `${email} amministra l'installazione, ed entra con la sua password: ${installation.address}/accesso`,
        );
      const token = await installation.outside((ctx) => inviteAdministrator(ctx.tx, { email, name }));
      line.print(`${installation.address}/invito/${token}`);
    });
};
