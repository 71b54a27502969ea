import { registerPeople } from '#platform/auth/people.routes.js';
import type { ListScopes } from '#platform/auth/scopes.js';
import { registerSignIn } from '#platform/auth/sign-in.routes.js';
import type { Database } from '#platform/db/database.js';
import { registerNotices } from '#platform/notices/notice.routes.js';
import { errorPage } from '#platform/ui/error-page.js';
import { registerOperation } from './operation.routes.js';
import { buildServer, type Server } from './server.js';

/** The platform alone, without any domain: for its own tests. */
export async function buildTestServer(database: Database): Promise<Server> {
  const server = await buildServer({
    database,
    formSecret: Buffer.alloc(32, 7),
    demoMode: false,
    version: 'test',
    errorPage,
  });
  const listScopes: ListScopes = async (ctx) => [{ value: 'ambito:', label: ctx.ambito.name }];
  registerOperation(server);
  registerSignIn(server, listScopes);
  registerPeople(server, listScopes);
  registerNotices(server);
  return server;
}
