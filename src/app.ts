import { randomBytes } from 'node:crypto';
import { type RenderFile, registerEmblem } from '#domains/documents/index.js';
import {
  evaluationBlocks,
  listLatestMeasurements,
  loadEvaluationDemo,
  measurementPart,
  outcomePart,
  outcomeSources,
  registerEvaluation,
  resultSources,
  stateSources,
} from '#domains/evaluation/index.js';
import { governanceBlocks, loadGovernanceDemo, registerGovernance } from '#domains/governance/index.js';
import {
  contributionNeedPart,
  contributionPart,
  contributionPartyPart,
  contributionsPath,
  loadParticipationDemo,
  participationBlocks,
  registerParticipation,
} from '#domains/participation/index.js';
import {
  addBlockAddress,
  loadChaptersDemo,
  loadGuidelines,
  loadPlanDemo,
  planAddress,
  planBlocks,
  planComposer,
  planDocumentJobs,
  planImports,
  registerPlan,
  registerPlanDocument,
  writePlanFile,
} from '#domains/plan/index.js';
import { loadServicesDemo, registerServices, servicesBlocks } from '#domains/services/index.js';
import {
  budgetSources,
  loadSpendingDemo,
  moneyPart,
  openLineSheet,
  readSheetMoney,
  registerSpending,
  spendingBlocks,
  spendingJobs,
  statementImport,
} from '#domains/spending/index.js';
import {
  ambitoMap,
  listPlaces,
  loadItalianComuni,
  loadTerritoryDemo,
  profileSource,
  registerTerritory,
  territoryActs,
  territoryBlocks,
  territoryJobs,
} from '#domains/territory/index.js';
import { type NodeAddress, registerThread, threadBlocks } from '#domains/thread/index.js';
import { placePart, registerToday } from '#domains/today/index.js';
import { registerPeople } from '#platform/auth/people.routes.js';
import type { ListScopes } from '#platform/auth/scopes.js';
import { registerSignIn } from '#platform/auth/sign-in.routes.js';
import type { Database } from '#platform/db/database.js';
import type { Ctx } from '#platform/http/context.js';
import { registerOperation } from '#platform/http/operation.routes.js';
import { buildServer, type Server } from '#platform/http/server.js';
import { registerTableImports } from '#platform/imports/import.routes.js';
import type { JobTasks } from '#platform/jobs/runner.js';
import { registerLegal } from '#platform/legal/legal.routes.js';
import { registerNotices } from '#platform/notices/notice.routes.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { errorPage } from '#platform/ui/error-page.js';
import type { DemoPart } from './demo.js';

export interface AppOptions {
  database: Database;
  demoMode: boolean;
  version: string;
  logLevel?: string;
  trustProxy?: string[];
  /** Where files of this installation live. */
  dataDir?: string;
}

/** What is known of a place beside its figures, on its profile. */
const profileParts = [placePart];

/** What plans are printed from: the live blocks of every domain. */
const composer = planComposer(
  territoryBlocks,
  threadBlocks,
  governanceBlocks,
  servicesBlocks,
  planBlocks({ money: readSheetMoney }),
  spendingBlocks,
  participationBlocks,
  evaluationBlocks,
);

/** The document of a plan as a file, made here and now. @throws Absent */
export const printPlan = (
  inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>,
  code: string,
  format: 'pdf' | 'docx' | 'html',
): Promise<Buffer> => writePlanFile(composer, inside, code, format);

/** Long work by name; each domain brings its own. */
export const jobTasks = (options: Pick<AppOptions, 'dataDir'> & { render?: RenderFile } = {}): JobTasks => ({
  ...planDocumentJobs(
    composer,
    {
      profile: profileSource(profileParts),
      ...stateSources,
      ...resultSources,
      ...budgetSources,
      ...outcomeSources,
    },
    options.render,
  ),
  ...territoryJobs(options.dataDir),
  ...spendingJobs,
});

/** What each domain loads of the demonstration, in the order in which they build on each other. */
export const demoParts: readonly DemoPart[] = [
  { label: 'territorio e dati', load: loadTerritoryDemo },
  { label: 'reti e accordi', load: loadGovernanceDemo },
  { label: 'servizi', load: loadServicesDemo },
  { label: 'piano', load: loadPlanDemo },
  { label: 'risorse', load: loadSpendingDemo },
  { label: 'contributi', load: loadParticipationDemo },
  { label: 'esiti', load: loadEvaluationDemo },
  { label: 'testi del piano', load: loadChaptersDemo },
];

/** Tables of facts and guidelines that ship with the program, the same for every ambito; new metrics for those there are. */
export async function loadReference(database: Database): Promise<void> {
  await loadGuidelines(database.owner);
  await loadItalianComuni(database.owner);
  const ambiti = await database.transaction({ ambitoId: null, readOnly: true }, (tx) => listAmbiti(tx));
  for (const ambito of ambiti)
    await insideAmbito(database, ambito, (ctx) => territoryActs.upgradeShippedMetrics(ctx));
}

/** The server with every domain's routes: the only place that knows them all. */
export async function buildApp(options: AppOptions): Promise<Server> {
  const formSecret = await loadFormSecret(options.database);
  const server = await buildServer({ ...options, formSecret, errorPage });
  registerOperation(server);
  registerLegal(server);
  registerSignIn(server, listScopes);
  registerPeople(server, listScopes);
  registerNotices(server);
  registerTerritory(server, {
    profileParts,
    dataDir: options.dataDir,
    addAddress: (ctx, query) => addBlockAddress(ctx, 'territory.look', query),
    addProjectionAddress: (ctx, params) => addBlockAddress(ctx, 'territory.projection', params),
  });
  registerEmblem(server);
  registerGovernance(server, [contributionPartyPart]);
  registerServices(server);
  registerThread(server, { address: nodeAddress });
  registerPlan(server, {
    sheetParts: [measurementPart, moneyPart, outcomePart, contributionPart],
    needParts: [contributionNeedPart],
    measureAddress: ({ indicatorId }) => `/rilevazioni/${indicatorId}/nuovo`,
    latestMeasurements: (ctx, scope) => listLatestMeasurements(ctx.tx, scope),
    documentAddress: (plan) => `/piano/${plan.code}/documento`,
    stateAddress: (plan) => `/piano/${plan.code}/stato`,
    contributionsAddress: (plan) => contributionsPath(plan.code),
    workbookSheets: new Map([['righe', openLineSheet]]),
    address: nodeAddress,
  });
  registerTableImports(server, [...planImports.kinds, statementImport]);
  registerSpending(server);
  registerParticipation(server);
  registerEvaluation(server);
  registerPlanDocument(server, composer);
  registerToday(server, { ambitoMap });
  return server;
}

/** Where each node of the thread has its page; null where only its thread can be seen. */
const nodeAddress: NodeAddress = (node, face) => {
  const code = encodeURIComponent(node.code);
  const isOffice = face === 'office';
  switch (node.kind) {
    case 'dataset':
      return isOffice ? `/territorio/dati/${node.id}` : `/dati/serie/${code}`;
    case 'metric':
      return isOffice ? `/territorio/misure/${code}` : `/dati/misura/${code}`;
    case 'service':
      return `/servizi/${code}`;
    case 'network':
      return `/rete/reti/${code}`;
    case 'agreement':
      return `/rete/accordi/${code}`;
    case 'organisation':
      return `/rete/enti/${code}`;
    case 'fund':
      return `/risorse/fondi/${code}`;
    case 'commitment':
      return isOffice ? `/risorse/${node.plan}/impegni/${node.id}` : null;
    case 'payment':
      return isOffice ? `/risorse/${node.plan}/impegni/${node.owner}#pagamenti` : null;
    case 'measurement':
      return isOffice ? `/rilevazioni/${node.owner}` : null;
    case 'contribution':
      return node.plan === null ? null : `${contributionsPath(node.plan)}/${code}`;
    case 'outcomeSheet':
      return `/esiti/${node.plan}/${code}`;
    default:
      return planAddress(node, face);
  }
};

/** Where a role may hold: the whole ambito, its areas, its comuni. */
const listScopes: ListScopes = async (ctx) => [
  { value: 'ambito:', label: ctx.ambito.name },
  ...(await listPlaces(ctx.tx))
    .filter((place) => place.kind === 'area' || place.kind === 'comune')
    .map(({ kind, code, name }) => ({ value: `${kind}:${code}`, label: name })),
];

/** The same key after a restart, so that a form that was open can still be sent. */
async function loadFormSecret(database: Database): Promise<Buffer> {
  await database.owner.query(
    `insert into platform.secret (name, bytes) values ('form', $1) on conflict do nothing`,
    [randomBytes(32)],
  );
  const { rows } = await database.owner.query<{ bytes: Buffer }>(
    `select bytes from platform.secret where name = 'form'`,
  );
  const secret = rows[0]?.bytes;
  if (!secret) throw new Error('The key for forms is missing.');
  return secret;
}
