import type { Document } from '../documents.types.js';
import { placeBlocks } from './places.js';
import type { OnStep, Place, Stage } from './step.types.js';

export interface Tally {
  /** Told before each block, in their order. */
  next(): void;
}

/** A step is told when this much more is done, so that a long document is told in some hundred of them. */
const leastShare = 0.01;

/** Tells how far a stage is that works block by block, by the characters of what is done. */
export function createTally(blocks: Document['blocks'], stage: Stage, onStep: OnStep): Tally {
  const places = placeBlocks(blocks);
  const weights = blocks.map(weigh);
  const whole = weights.reduce((sum, one) => sum + one, 0) || 1;
  let index = 0;
  let before = 0;
  let told: { done: number; at: Place | undefined } | undefined;
  return {
    next() {
      const at = places[index];
      const done = before / whole;
      const isNews = !told || at?.number !== told.at?.number || done >= told.done + leastShare;
      if (isNews) {
        onStep({ stage, done, ...(at ? { at } : {}) });
        told = { done, at };
      }
      before += weights[index] ?? 0;
      index += 1;
    },
  };
}

/** The bytes of photographs are copied, which costs nothing beside words. */
function weigh(block: Document['blocks'][number]): number {
  return block.kind === 'image' ? 1_000 : JSON.stringify(block).length;
}
