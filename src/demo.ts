import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureAccount, insertGrant } from '#platform/auth/accounts.sql.js';
import { ROLES } from '#platform/auth/roles.js';
import type { Database } from '#platform/db/database.js';
import { kyselyOn } from '#platform/db/walled.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { findAmbito, insertAmbito } from '#platform/tenancy/ambito.sql.js';

const folder = fileURLToPath(new URL('../demo/oglio-po/', import.meta.url));

/** What a domain loads of the demonstration, through its own actions. */
export interface DemoPart {
  /** What is being loaded, for the line that shows progress. */
  label: string;
  load: (ctx: Ctx, folder: string) => Promise<void>;
}

const people = z.object({
  people: z.array(
    z.object({ name: z.string(), role: z.enum(ROLES), email: z.string(), territory: z.string() }),
  ),
});

const scopes: Record<string, { scopeKind: 'area' | 'comune'; scopeCode: string }> = {
  Casalasco: { scopeKind: 'area', scopeCode: 'casalasco' },
  Viadanese: { scopeKind: 'area', scopeCode: 'viadanese' },
  Casalmaggiore: { scopeKind: 'comune', scopeCode: '019021' },
  Viadana: { scopeKind: 'comune', scopeCode: '020066' },
};

/**
 * Loads the demonstration ambito, all or nothing: a start that is cut off begins again.
 * @returns false when it is there already
 */
export async function loadDemo(
  database: Database,
  parts: readonly DemoPart[],
  step: (text: string) => void,
): Promise<boolean> {
  const ambito = {
    id: newId(),
    slug: 'oglio-po',
    name: 'Ambito Oglio Po',
    leadBody: 'Azienda Speciale Consortile “Oglio Po”',
    isDemo: true,
  };
  const loaded = await database.transaction({ ambitoId: ambito.id }, async (tx, client) => {
    if (await findAmbito(tx, ambito.slug)) return false;
    await insertAmbito(tx, ambito);
    const ctx: Ctx = {
      tx: kyselyOn(client, database.watch),
      client,
      ambito,
      user: null,
      grants: ROLES.map((role) => ({ role, scopeKind: 'ambito', scopeCode: '' })),
      now: new Date(),
      lang: 'it',
      requestId: 'demo',
    };
    for (const part of parts) {
      step(part.label);
      await part.load(ctx, folder);
    }
    step('persone');
    await loadPeople(ctx);
    return true;
  });
  // PostgreSQL would count the new rows by itself within minutes; until then it plans as if tables were empty.
  if (loaded) await database.owner.query('analyze');
  return loaded;
}

async function loadPeople(ctx: Ctx): Promise<void> {
  const facts = people.parse(JSON.parse(readFileSync(`${folder}people.json`, 'utf8')));
  for (const person of facts.people) {
    const accountId = await ensureAccount(ctx.tx, person);
    const scope = scopes[person.territory] ?? { scopeKind: 'ambito' as const, scopeCode: '' };
    await insertGrant(ctx, accountId, { role: person.role, ...scope });
  }
}
