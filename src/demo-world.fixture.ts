import assert from 'node:assert/strict';
import { listPeople } from '#platform/auth/accounts.sql.js';
import type { Role } from '#platform/auth/roles.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { findAmbito, insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp } from './app.js';
import { openDemoDatabase } from './demo.fixture.js';
import { openPerson, openVisitor, type Visitor } from './visitor.fixture.js';

/** The demonstration with its server, its people, and a director of another ambito. */
export interface DemoWorld {
  /** Nobody when null; with a place, the one who holds the role there. */
  visitor(role: Role | null, scopeCode?: string): Promise<Visitor>;
  /** Director of another ambito of the same installation. */
  stranger(): Promise<Visitor>;
  inside<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openDemoWorld(): Promise<DemoWorld> {
  const demo = await openDemoDatabase();
  const server = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
  const ambito = await demo.database.transaction({ ambitoId: null, readOnly: true }, (tx) =>
    findAmbito(tx, 'oglio-po'),
  );
  assert.ok(ambito);
  const inside: DemoWorld['inside'] = (work) => insideAmbito(demo.database, ambito, work);
  return {
    inside,
    async visitor(role, scopeCode = '') {
      if (role === null) return openVisitor(server, null);
      const people = await inside(listPeople);
      const found = people.find((person) =>
        person.grants.some((grant) => grant.role === role && grant.scopeCode === scopeCode),
      );
      assert.ok(found, `nobody is ${role} in «${scopeCode}»`);
      return openVisitor(server, found.id);
    },
    async stranger() {
      const other: Ambito = {
        id: newId(),
        slug: 'altrove',
        name: 'Ambito Altrove',
        leadBody: null,
        isDemo: false,
      };
      await demo.database.transaction({ ambitoId: other.id }, (tx) => insertAmbito(tx, other));
      return openPerson(server, other, 'altrui@esempio.example', 'director', 'Persona Altrui');
    },
    async close() {
      await server.app.close();
      await demo.drop();
    },
  };
}
