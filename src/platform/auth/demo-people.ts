import type { Database } from '#platform/db/database.js';
import type { Lang } from '#platform/i18n/messages.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { listPeople } from './accounts.sql.js';
import { roleLabel } from './auth.messages.js';
import type { DemoPerson } from './sign-in.page.js';

/** Addresses that nobody can have (RFC 2606): the mark of an invented person. */
const INVENTED = /@[a-z.-]*\.example$/;

/** The invented people of the demonstration ambiti. Whoever asks must be on this machine: the caller checks. */
export async function listDemoPeople(
  database: Database,
  lang: Lang,
): Promise<(DemoPerson & { ambito: string })[]> {
  const ambiti = await database.transaction({ ambitoId: null, readOnly: true }, (tx) => listAmbiti(tx));
  const found: (DemoPerson & { ambito: string })[] = [];
  for (const ambito of ambiti.filter((one) => one.isDemo)) {
    const people = await insideAmbito(database, ambito, (ctx) => listPeople(ctx), { readOnly: true });
    for (const person of people.filter((one) => INVENTED.test(one.email) && one.suspendedAt === null)) {
      found.push({
        id: person.id,
        name: person.name,
        roles: person.grants.map((grant) => roleLabel(lang, grant.role)).join('; '),
        ambito: ambito.slug,
      });
    }
  }
  return found;
}
