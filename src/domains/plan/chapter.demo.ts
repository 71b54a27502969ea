import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { writeChapter } from './chapter.actions.js';
import { ChapterContent } from './chapter.types.js';
import { getPlan } from './plan.actions.js';

const Chapters = z.record(z.string(), ChapterContent);

/** Loads the texts of the demonstration plan's chapters; the plan must be there. */
export async function loadChaptersDemo(ctx: Ctx, folder: string): Promise<void> {
  const plan = await getPlan(ctx, '2021-2023');
  const chapters = Chapters.parse(JSON.parse(readFileSync(`${folder}chapters.json`, 'utf8')));
  // The guideline's own blocks are all that they use.
  for (const [number, content] of Object.entries(chapters))
    await writeChapter(ctx, plan, number, content, 0, new Set());
}
