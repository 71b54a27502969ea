import { Option } from 'commander';
import { territoryActs } from '#domains/territory/index.js';
import { invitePerson } from '#platform/auth/accounts.actions.js';
import { roleLabel } from '#platform/auth/auth.messages.js';
import { type Grant, ROLES, type Role } from '#platform/auth/roles.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { type AddCommand, addCommand } from './command-line.js';
import { readEmail } from './read-email.js';

interface Options {
  ambito: string;
  email: string;
  nome: string;
  ruolo: string;
  dove?: string;
}

/** Roles by the words that people use: direttrice, amministratore… */
const WORDS = new Map<string, Role>(ROLES.map((role) => [plain(roleLabel('it', role)), role]));

/** `trama utente invita` */
export const addPerson: AddCommand = (program, line) => {
  const group = addCommand(program, 'utente', 'le persone che lavorano nell’ambito');
  addCommand(group, 'invita', "dà a una persona un ruolo, e l'indirizzo con cui sceglie la password")
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .requiredOption('--email <indirizzo>', 'posta elettronica')
    .requiredOption('--nome <nome>', 'nome e cognome')
    .addOption(
      new Option(
        '--ruolo <ruolo>',
        `che cosa fa: ${ROLES.map((role) => `${role} (${roleLabel('it', role)})`).join(', ')}`,
      ).makeOptionMandatory(),
    )
    .option(
      '--dove <codice>',
      'comune (codice Istat) o sub-ambito in cui vale il ruolo; se manca, tutto l’ambito',
    )
    .action(async (options: Options) => {
      const role = readRole(options.ruolo);
      const email = readEmail(options.email);
      const name = options.nome.trim();
      if (name.length < 2 || name.length > 120)
        throw new OperatorError('Il nome deve avere da 2 a 120 caratteri.');
      const installation = await line.open();
      const { token } = await installation.inside(options.ambito, async (ctx) => {
        const grant: Grant = { role, ...(await findScope(ctx, options.dove)) };
        return invitePerson(ctx, { email, name, grant });
      });
      if (token === null) {
        line.note(`${name} ha il ruolo. È già registrata: entra con la sua password.`);
        return;
      }
      line.print(`${installation.address}/invito/${token}`);
      line.note(`Date questo indirizzo a ${name}: si apre una sola volta, entro tre giorni.`);
    });
};

function readRole(text: string): Role {
  const role = ROLES.find((one) => one.toLowerCase() === text.trim().toLowerCase()) ?? WORDS.get(plain(text));
  if (role) return role;
  throw new OperatorError(`Il ruolo «${text}» non c'è. I ruoli: ${ROLES.join(', ')}.`);
}

async function findScope(
  ctx: Parameters<typeof invitePerson>[0],
  code: string | undefined,
): Promise<Omit<Grant, 'role'>> {
  if (code === undefined) return { scopeKind: 'ambito', scopeCode: '' };
  const places = await territoryActs.listPlaces(ctx.tx);
  const place = places.find(
    (one) =>
      (one.kind === 'area' || one.kind === 'comune') &&
      (one.code === code || plain(one.name) === plain(code)),
  );
  if (!place || (place.kind !== 'area' && place.kind !== 'comune'))
    throw new OperatorError(
      `«${code}» non è né un comune né un sub-ambito di «${ctx.ambito.slug}». Serve un codice Istat, o il codice di un sub-ambito.`,
    );
  return { scopeKind: place.kind, scopeCode: place.code };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
