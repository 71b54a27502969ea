import { backTestYear, testBack } from '#domains/territory/projection/back-test.js';
import { addCourses } from '#domains/territory/projection/band.js';
import { openOutlook, projectPlace } from '#domains/territory/projection/course.js';
import { estimate } from '#domains/territory/projection/estimate.js';
import { shippedScenario } from '#domains/territory/projection/scenario.types.js';
import { readHistories } from '#domains/territory/projection.histories.js';
import type { Ctx } from '#platform/http/context.js';
import { median, report } from './report.ts';

const ROUNDS = 5;

/** Ten years ahead for every comune, with bands, and the back-test, on the residents by single age of an ambito. */
export async function benchProjection(ctx: Ctx): Promise<boolean[]> {
  const rounds = { read: [] as number[], project: [] as number[], test: [] as number[] };
  let comuni = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const histories = await readHistories(ctx);
    const known = [...(histories[0]?.population.keys() ?? [])].sort((a, b) => a - b);
    const base = known.at(-1) ?? 0;
    const read = performance.now();
    const guess = estimate(histories, base);
    const outlook = openOutlook(guess, shippedScenario('centrale', guess));
    const { bands } = addCourses(guess.places.map((place) => projectPlace(outlook, place)));
    const projected = performance.now();
    const tested = testBack(histories, backTestYear(known) ?? base - 1, base);
    comuni = Math.min(guess.places.length, tested.places, bands.length > 0 ? guess.places.length : 0);
    rounds.read.push(read - begun);
    rounds.project.push(projected - read);
    rounds.test.push(performance.now() - projected);
  }
  const line = (name: string, values: readonly number[], note: string, atMost?: number) =>
    report({
      name,
      value: median(values),
      unit: 'ms',
      decimals: 0,
      note,
      ...(atMost === undefined ? {} : { goal: { atMost } }),
    });
  return [
    line('Proiezione di tutto l’ambito, dieci anni, con forchette', rounds.project, `${comuni} comuni`, 200),
    line('La sua prova all’indietro', rounds.test, 'cinque anni'),
    line('Lettura dei residenti per età, nati e morti', rounds.read, 'tutti gli anni, base dati compresa'),
  ];
}
