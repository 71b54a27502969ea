import type { OnStep } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { getDocumentStamp } from './chapter.sql.js';
import { composePlanDocument, type Palette } from './document.compose.js';
import type { PlanDocument } from './document.types.js';
import { readFrozenDocument } from './life/frozen-document.js';
import { findVersionHash } from './life/version.sql.js';
import { shownVersion } from './plan.actions.js';
import type { Plan } from './plan.types.js';

interface Kept {
  /** What the ambito's register and the plan's chapters were at when the composition began. */
  stamp: string;
  until: number;
  composed: PlanDocument;
  /** Pages made of it, by chapter. */
  html: Map<string, string>;
}

/** Bounds what is kept in memory: a whole plan with its drawings is a few megabytes. */
const MOST_KEPT = 3;
/** Days pass without any act (what has expired, what is due), so even an untouched composition grows old. */
const KEPT_MS = 300_000;

/** Composes plans as their readers are shown them, and gives the same composition again while nothing has been written in the ambito. */
export interface PlanComposer {
  palette: Palette;
  /** The plan as this reader is shown it: a frozen version from its adoption on. @param version another frozen one */
  compose(ctx: Ctx, plan: Plan, version?: number, onStep?: OnStep): Promise<PlanDocument>;
  /** A piece of page made from the present composition; kept with it. */
  html(
    ctx: Ctx,
    plan: Plan,
    key: string,
    draw: (composed: PlanDocument) => string,
    version?: number,
  ): Promise<{ html: string; hash: string }>;
}

export function createPlanComposer(palette: Palette): PlanComposer {
  const kept = new Map<string, Kept>();
  const frozen = new Map<string, Kept>();
  const underWay = new Map<string, Promise<PlanDocument>>();

  /** Those who ask while it is being composed wait for the same one; if that fails, each composes its own. */
  async function composeOnce(ctx: Ctx, plan: Plan, id: string, onStep?: OnStep): Promise<PlanDocument> {
    const others = underWay.get(id);
    if (others) return others.catch(() => composePlanDocument(ctx, plan, palette, undefined, onStep));
    const mine = composePlanDocument(ctx, plan, palette, undefined, onStep);
    underWay.set(id, mine);
    try {
      return await mine;
    } finally {
      underWay.delete(id);
    }
  }

  /** A frozen version is read once: it does not change. */
  async function keepFrozen(ctx: Ctx, plan: Plan, number: number): Promise<Kept> {
    const head = await findVersionHash(ctx.tx, plan.id, number);
    if (!head) throw new Absent('version');
    const known = frozen.get(head.id);
    frozen.delete(head.id);
    const fresh = known ?? {
      stamp: '',
      until: 0,
      composed: await readFrozenDocument(ctx, head.id),
      html: new Map<string, string>(),
    };
    frozen.set(head.id, fresh);
    for (const oldest of frozen.keys()) {
      if (frozen.size <= MOST_KEPT) break;
      frozen.delete(oldest);
    }
    return fresh;
  }

  async function keep(ctx: Ctx, plan: Plan, version?: number, onStep?: OnStep): Promise<Kept> {
    const number = version ?? shownVersion(ctx, plan);
    if (number !== null) return keepFrozen(ctx, plan, number);
    // Read before composing: what is written meanwhile has a later number, and makes this composition old.
    const stamp = await getDocumentStamp(ctx.tx, plan.id);
    const key = `${ctx.ambito.id}:${plan.id}`;
    const known = kept.get(key);
    kept.delete(key);
    const fresh =
      known && known.stamp === stamp && known.until > Date.now()
        ? known
        : {
            stamp,
            until: Date.now() + KEPT_MS,
            composed: await composeOnce(ctx, plan, `${key}:${stamp}`, onStep),
            html: new Map<string, string>(),
          };
    // The same content keeps its pages: a composition is old more often than it is different.
    if (known && fresh !== known && known.composed.hash === fresh.composed.hash) fresh.html = known.html;
    kept.set(key, fresh);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return fresh;
  }

  return {
    palette,
    compose: async (ctx, plan, version, onStep) => (await keep(ctx, plan, version, onStep)).composed,
    async html(ctx, plan, key, draw, version) {
      const { composed, html: pages } = await keep(ctx, plan, version);
      const drawn = pages.get(key) ?? draw(composed);
      pages.set(key, drawn);
      return { html: drawn, hash: composed.hash };
    },
  };
}
