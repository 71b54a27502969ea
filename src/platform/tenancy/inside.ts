import { type Database, INSTALLATION } from '#platform/db/database.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';

/**
 * Runs an action for the installation itself, inside one ambito: command line, demonstration, jobs without a person.
 * It may everything there, and the audit trail shows no account.
 */
export async function insideAmbito<T>(
  database: Database,
  ambito: Ambito,
  work: (ctx: Ctx) => Promise<T>,
  options: { lang?: Lang; requestId?: string; accountId?: string | null; readOnly?: boolean } = {},
): Promise<T> {
  const scope = {
    ambitoId: ambito.id,
    accountId: options.accountId ?? INSTALLATION,
    readOnly: options.readOnly ?? false,
  };
  return database.transaction(scope, (tx, client) =>
    work({
      tx,
      client,
      ambito,
      user: null,
      grants: [
        { role: 'administrator', scopeKind: 'ambito', scopeCode: '' },
        { role: 'director', scopeKind: 'ambito', scopeCode: '' },
      ],
      now: new Date(),
      lang: options.lang ?? 'it',
      requestId: options.requestId ?? 'installation',
    }),
  );
}

/**
 * The record of an ambito that is kept in memory for some seconds is told that a text is about to be amended: no request
 * of this process reads the first words written as if they were adopted. Told in vain, when the act fails, it does no harm.
 */
export function startReadingAdopted(ambito: Ambito): void {
  ambito.isAmended = true;
}
