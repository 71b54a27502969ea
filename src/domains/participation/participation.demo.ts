import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readPlaceCodes } from '#domains/governance/index.js';
import type { Ctx } from '#platform/http/context.js';
import { addContributions, answerContribution, publishContribution } from './contribution.actions.js';
import { CHANNELS, CONTRIBUTION_STATES, SPEAKERS } from './participation.types.js';

const PLAN = '2021-2023';

const facts = z.object({
  contributions: z.array(
    z.object({
      title: z.string(),
      channel: z.enum(CHANNELS),
      speaker: z.enum(SPEAKERS).nullable(),
      party: z.string().nullable(),
      territory: z.string(),
      text: z.string(),
      chapters: z.array(z.string()),
      needs: z.array(z.string()),
      source: z.string().nullable(),
      state: z.enum(CONTRIBUTION_STATES),
      answer: z.string().nullable(),
      answeredBy: z.string().nullable(),
      raised: z.array(z.string()),
    }),
  ),
});

/** Loads what the published plan tells of those who were heard, and one invented contribution that waits for its answer. */
export async function loadParticipationDemo(ctx: Ctx, folder: string): Promise<void> {
  const { contributions } = facts.parse(JSON.parse(readFileSync(`${folder}contributions.json`, 'utf8')));
  const place = await readPlaceCodes(ctx);
  const codes = await addContributions(
    ctx,
    PLAN,
    contributions.map(({ territory, ...one }) => ({
      ...one,
      place: place(territory),
      receivedOn: null,
      aboutPlan: false,
      objectives: [],
    })),
  );
  for (const [index, one] of contributions.entries()) {
    const code = codes[index];
    if (code === undefined || one.answer === null) continue;
    await answerContribution(ctx, PLAN, code, 1, { ...one, answeredOn: null, changed: [] });
    await publishContribution(ctx, PLAN, code, 2, one.text);
  }
}
