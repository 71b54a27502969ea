import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { p } from '#domains/documents/index.js';
import { registerThread } from '#domains/thread/index.js';
import { ensureAccount, insertGrant } from '#platform/auth/accounts.sql.js';
import type { Grant } from '#platform/auth/roles.js';
import { newToken, openSession } from '#platform/auth/session.sql.js';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase } from '#platform/db/test-database.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { SESSION_COOKIE } from '#platform/http/cookies.js';
import { CSRF_HEADER, tokenFor } from '#platform/http/csrf.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { newId } from '#platform/ids.js';
import { registerTableImports } from '#platform/imports/import.routes.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { type Answer, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { planImportKinds } from './bring/bring.imports.js';
import { loadGuidelines } from './guideline.sql.js';
import { Guideline } from './guideline.types.js';
import { planAddress, planBlocks, planComposer, registerPlan, registerPlanDocument } from './index.js';
import { addLinks } from './link.actions.js';
import { createNeeds } from './need.actions.js';
import type { NewNeed } from './need.types.js';
import { createObjectives } from './objective.actions.js';
import { emptyObjective } from './objective.form.js';
import type { NewObjective } from './objective.types.js';
import { createPlan, recordPlanAct } from './plan.actions.js';

/** A need as the form sends it. */
export const NEED = {
  theme: 'Abitare',
  description: 'Stanze per chi studia',
  place: 'nord',
  target: '',
  priority: 'medium',
  raisedBy: 'Tavolo casa',
  source: '',
  note: '',
};

export const BASE = '/prova/ufficio/piano/2021-2023';

export interface PlanWorld {
  database: Database;
  server: Server;
  ambito: Ambito;
  other: Ambito;
  inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
  visitor: (role: Grant['role'] | null, scope?: Partial<Grant>, where?: Ambito) => Promise<Visitor>;
  client: (role: Grant['role'], where?: Ambito) => Promise<JsonClient>;
  close: () => Promise<void>;
}

export interface JsonClient {
  send(method: 'GET' | 'POST' | 'PATCH', url: string, body: unknown): Promise<Answer>;
}

export function need(fields: Partial<NewNeed> = {}): NewNeed {
  return {
    code: null,
    theme: 'Abitare',
    description: 'Case a canone sostenibile per chi lavora',
    place: 'nord',
    target: null,
    priority: null,
    raisedBy: null,
    source: null,
    note: null,
    evidence: [],
    ...fields,
  };
}

export function objective(fields: Partial<NewObjective> = {}): NewObjective {
  return {
    ...emptyObjective,
    code: 'N-1',
    title: 'Abitare vicino al lavoro',
    level: 'subAmbito',
    rank: 'specific',
    place: 'nord',
    indicators: [],
    actions: [],
    ...fields,
  };
}

/** The plan's own blocks; those of the domains above draw nothing. */
export function worldComposer(): ReturnType<typeof planComposer> {
  const own = planBlocks({ money: async () => new Map() });
  const file = new URL('../../../guidelines/lombardia-2021-2023.json', import.meta.url);
  const guideline = Guideline.parse(JSON.parse(readFileSync(file, 'utf8')));
  const named = [...guideline.chapters, ...guideline.annexes].flatMap((chapter) =>
    chapter.blocks.map((use) => use.block),
  );
  return planComposer({
    ...Object.fromEntries(named.map((name) => [name, async () => []])),
    'prova.saluto': async (_ctx, plan) => [p(`Buongiorno da ${plan.title}`)],
    ...own,
  });
}

/** Two ambiti with a plan in force each, in a database of the test's own. */
export async function openPlanWorld(): Promise<PlanWorld> {
  const test = await createTestDatabase();
  const database = openPools(test);
  await loadGuidelines(database.owner);
  const ambito: Ambito = {
    id: newId(),
    slug: 'prova',
    name: 'Ambito di prova',
    leadBody: null,
    isDemo: false,
  };
  const other: Ambito = { ...ambito, id: newId(), slug: 'altro', name: 'Altro ambito' };
  for (const one of [ambito, other]) {
    await database.transaction({ ambitoId: one.id }, (tx) => insertAmbito(tx, one));
    await insideAmbito(database, one, fill);
  }
  const server = await buildTestServer(database);
  registerThread(server, { address: planAddress });
  registerPlan(server);
  registerTableImports(server, planImportKinds);
  registerPlanDocument(server, worldComposer());

  async function account(role: Grant['role'], scope: Partial<Grant>, where: Ambito): Promise<string> {
    return insideAmbito(database, where, async (ctx) => {
      const email = `${role}-${randomBytes(4).toString('hex')}@prova.example`;
      const id = await ensureAccount(ctx.tx, { email, name: `Persona ${role}` });
      await insertGrant(ctx, id, { role, scopeKind: 'ambito', scopeCode: '', ...scope });
      return id;
    });
  }

  return {
    database,
    server,
    ambito,
    other,
    inside: (work) => insideAmbito(database, ambito, work),
    visitor: async (role, scope = {}, where = ambito) =>
      openVisitor(server, role === null ? null : await account(role, scope, where)),
    client: async (role, where = ambito) => openClient(server, await account(role, {}, where)),
    close: async () => {
      await server.app.close();
      await database.close();
      await test.drop();
    },
  };
}

async function openClient(server: Server, accountId: string): Promise<JsonClient> {
  const token = newToken();
  await server.database.transaction({ ambitoId: null }, (tx) => openSession(tx, token, accountId));
  const cookies = { trama_form: randomBytes(16).toString('base64url'), [SESSION_COOKIE]: token };
  const form = tokenFor(server.formSecret, cookies.trama_form, token);
  return {
    send: (method, url, body) =>
      server.app.inject({
        method,
        url,
        cookies,
        headers: { [CSRF_HEADER]: form },
        ...(body === null ? {} : { payload: body as Record<string, unknown> }),
      }),
  };
}

async function fill(ctx: Ctx): Promise<void> {
  const ids: Record<string, string> = {};
  for (const [code, kind, name] of [
    [ctx.ambito.slug, 'ambito', ctx.ambito.name],
    ['nord', 'area', 'Nord'],
    ['sud', 'area', 'Sud'],
    ['000001', 'comune', 'Perù sul Po'],
    ['000002', 'comune', 'Sotto'],
  ] as const) {
    ids[code] = newId();
    await ctx.tx.insertInto('territory.place').values({ id: ids[code], code, kind, name }).execute();
  }
  const held: [string, string][] = [
    [ctx.ambito.slug, '000001'],
    [ctx.ambito.slug, '000002'],
    ['nord', '000001'],
    ['sud', '000002'],
  ];
  await ctx.tx
    .insertInto('territory.area_comune')
    .values(held.map(([area, comune]) => ({ area_id: ids[area] ?? '', comune_id: ids[comune] ?? '' })))
    .execute();
  const plan = await createPlan(ctx, {
    code: '2021-2023',
    isTranscribed: true,
    title: 'Piano di prova',
    guidelineCode: 'lombardia-2021-2023',
    summary: null,
  });
  await recordPlanAct(ctx, plan, {
    state: 'inForce',
    takenOn: '2021-01-01',
    actNumber: '7',
    bodyName: 'Assemblea',
    note: null,
  });
  await createNeeds(ctx, plan, [
    need({ code: 'F-001', description: 'Pochi trasporti fra i comuni', theme: 'Mobilità', place: '000001' }),
    need({
      code: 'F-002',
      description: `Case per chi lavora in ${ctx.ambito.name}`,
      evidence: [{ kind: 'metric', reference: 'densita', category: null, place: null, text: 'Poche case' }],
    }),
    need({ code: 'F-003', description: '=1+1 <b>Voci</b> del sud', place: 'sud', priority: 'high' }),
  ]);
  await createObjectives(ctx, plan, [
    objective({ code: 'N-0', rank: 'strategic', title: 'Una terra che tiene' }),
    objective({
      code: 'N-1',
      parent: 'N-0',
      policyAreas: ['B'],
      indicators: [
        {
          kind: 'output',
          title: 'Alloggi recuperati',
          unit: 'alloggi',
          baseline: 2,
          target: 12,
          targetAsStated: null,
          frequency: null,
          measuredBy: 'registro',
        },
      ],
    }),
    objective({ code: 'S-1', title: 'Il sud che ascolta', place: 'sud' }),
  ]);
  await addLinks(ctx, plan, [
    { objective: 'N-1', kind: 'need', target: 'F-002', basis: 'stated', reason: 'Scheda N-1' },
  ]);
}
