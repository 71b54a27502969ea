import { territoryActs } from '#domains/territory/index.js';
import { formatNumber } from '#platform/i18n/format.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { type AddCommand, addCommand } from './command-line.js';
import { textTable } from './text-table.js';

/** `trama ambito create|list` */
export const addAmbito: AddCommand = (program, line) => {
  const group = addCommand(program, 'ambito', 'crea un ambito, o elenca quelli che ci sono');

  addCommand(group, 'create', "crea un ambito con i suoi comuni: l'indirizzo, il nome, i codici Istat")
    .alias('crea')
    .argument('<indirizzo>', 'prima parola degli indirizzi dell’ambito, per esempio suzzara')
    .requiredOption('--name <nome>', "nome dell'ambito, come lo scrivono i suoi atti")
    .requiredOption('--comuni <codici>', 'codici Istat dei comuni (sei cifre), separati da virgole')
    .option('--capofila <ente>', "ente capofila, se c'è già")
    .action(async (slug: string, options: { name: string; comuni: string; capofila?: string }) => {
      const installation = await line.open();
      const comuni = options.comuni.split(/[\s,;]+/).filter((code) => code !== '');
      const ambito = await installation.outside((ctx) =>
        territoryActs.createAmbito(ctx, {
          slug,
          name: options.name,
          comuni,
          leadBody: options.capofila ?? null,
        }),
      );
      const count = comuni.length === 1 ? 'un comune' : `${formatNumber(comuni.length)} comuni`;
      line.print(`L'ambito «${ambito.name}» è pronto, con ${count}: ${installation.address}/${ambito.slug}`);
      line.note(
        `Il prossimo passo: npm run trama -- import FILE --ambito ${ambito.slug}, e poi npm run trama -- utente invita --ambito ${ambito.slug} …`,
      );
    });

  addCommand(group, 'list', 'elenca gli ambiti di questa installazione')
    .alias('elenca')
    .option('--json', 'scrive JSON invece di una tabella')
    .action(async (options: { json?: boolean }) => {
      const installation = await line.open();
      const rows = [];
      for (const ambito of await installation.outside((ctx) => listAmbiti(ctx.tx))) {
        const places = await installation.inside(ambito.slug, (ctx) => territoryActs.listPlaces(ctx.tx));
        rows.push({
          slug: ambito.slug,
          name: ambito.name,
          leadBody: ambito.leadBody,
          comuni: places.filter((place) => place.kind === 'comune').length,
        });
      }
      if (options.json) return line.print(JSON.stringify({ ambiti: rows }, null, 2));
      if (rows.length === 0) return line.print('Non c’è ancora nessun ambito.');
      const table = textTable(
        [
          { label: 'Indirizzo' },
          { label: 'Nome' },
          { label: 'Ente capofila' },
          { label: 'Comuni', kind: 'number' },
        ],
        rows.map((row) => [row.slug, row.name, row.leadBody ?? '', formatNumber(row.comuni)]),
      );
      for (const text of table) line.print(text);
    });
};
