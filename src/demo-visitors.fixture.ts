import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type DemoWorld, openDemoWorld } from './demo-world.fixture.js';
import type { Visitor } from './visitor.fixture.js';

/** The demonstration, and who comes to it: who may read, who may write everywhere, in one place, nothing, elsewhere. */
export interface DemoVisitors {
  world: Pick<DemoWorld, 'visitor' | 'inside'>;
  anyone: Visitor;
  director: Visitor;
  /** Coordinator of the Viadanese only. */
  viadanese: Visitor;
  mayor: Visitor;
  /** Director of another ambito. */
  stranger: Visitor;
}

/** A demonstration for the tests of the block that calls this: opened before the first, closed after the last. */
export function demoVisitors(): DemoVisitors {
  let world: DemoWorld | undefined;
  const opened = () => world ?? assert.fail('asked for before the first test');
  const people = new Map<string, Visitor>();
  before(async () => {
    world = await openDemoWorld();
    people.set('anyone', await world.visitor(null));
    people.set('director', await world.visitor('director'));
    people.set('viadanese', await world.visitor('coordinator', 'viadanese'));
    people.set('mayor', await world.visitor('mayor', '019021'));
    people.set('stranger', await world.stranger());
  });
  after(() => world?.close());
  // Named while the block is read, when nobody is there yet: each asks for its own when it is used.
  const visitor = (name: string): Visitor => {
    const own = () => people.get(name) ?? assert.fail(name);
    return {
      get: (...given) => own().get(...given),
      post: (...given) => own().post(...given),
      send: (...given) => own().send(...given),
      json: (...given) => own().json(...given),
    };
  };
  return {
    world: {
      visitor: (...given) => opened().visitor(...given),
      inside: (work) => opened().inside(work),
    },
    anyone: visitor('anyone'),
    director: visitor('director'),
    viadanese: visitor('viadanese'),
    mayor: visitor('mayor'),
    stranger: visitor('stranger'),
  };
}
