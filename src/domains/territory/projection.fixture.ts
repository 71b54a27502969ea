import assert from 'node:assert/strict';
import type { Ctx } from '#platform/http/context.js';
import type { GeneratedComune } from './files/community.fixture.js';
import { encoded, generateP2, generatePosas } from './files/generated.fixture.js';
import { importFile } from './import.actions.js';

/** Comuni of the demonstration with invented sizes, the smallest and the largest of a real ambito among them. */
export const PROJECTED: readonly GeneratedComune[] = [
  { code: '019009', name: 'Calvatone', size: 400 },
  { code: '019021', name: 'Casalmaggiore', size: 14_500 },
  { code: '019031', name: 'Cella Dati', size: 700 },
  { code: '020007', name: 'Bozzolo', size: 3_900 },
];

/** Brings in the publisher's files of these years, with invented figures. */
export async function importGenerated(
  ctx: Ctx,
  years: { posas: readonly number[]; p2?: readonly number[] },
  comuni: readonly GeneratedComune[] = PROJECTED,
): Promise<void> {
  for (const year of years.posas)
    await bring(ctx, `posas-${year}.csv`, generatePosas({ year, comuni, short: true }));
  for (const year of years.p2 ?? []) await bring(ctx, `p2-${year}.csv`, generateP2({ year, comuni }));
}

async function bring(ctx: Ctx, fileName: string, text: AsyncIterable<string>): Promise<void> {
  const report = await importFile(ctx, { stream: encoded(text), fileName });
  assert.ok(report.accepted, JSON.stringify(report));
}
