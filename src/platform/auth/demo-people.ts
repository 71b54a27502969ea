import type { Database } from '#platform/db/database.js';
import type { Lang } from '#platform/i18n/messages.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { listPeople } from './accounts.sql.js';
import { grantInWords, type ListScopes } from './scopes.js';
import type { DemoPerson } from './sign-in.page.js';

/** Addresses that nobody can have (RFC 2606): the mark of an invented person. */
const INVENTED = /@[a-z.-]*\.example$/;

/** The invented people of the demonstration ambiti. Whoever asks must be on this machine: the caller checks. */
export async function listDemoPeople(
  database: Database,
  listScopes: ListScopes,
  lang: Lang,
): Promise<(DemoPerson & { ambito: string })[]> {
  const ambiti = await database.transaction({ ambitoId: null, readOnly: true }, (tx) => listAmbiti(tx));
  const found: (DemoPerson & { ambito: string })[] = [];
  for (const ambito of ambiti.filter((one) => one.isDemo)) {
    const [people, scopes] = await insideAmbito(
      database,
      ambito,
      async (ctx) => [await listPeople(ctx), await listScopes(ctx)] as const,
      {
        readOnly: true,
        lang,
      },
    );
    for (const person of people.filter((one) => INVENTED.test(one.email) && one.suspendedAt === null)) {
      found.push({
        id: person.id,
        name: person.name,
        roles: person.grants.map((grant) => grantInWords(lang, grant, scopes)).join('; '),
        ambito: ambito.slug,
      });
    }
  }
  return found;
}
