import { AGES, type Population, SEXES } from './age-vector.js';

/**
 * Who moves, by age: children with their parents, young adults most of all, few old people (the curve of Rogers and
 * Castro, 1981, with its usual standard parameters). Used where a level of migration must be shared out over ages and
 * for the play of chance in moves; the balance seen by age comes from the data.
 */
const MOBILITY = Float64Array.from({ length: AGES }, (_, age) => {
  const work = Math.exp(-0.1 * (age - 20) - Math.exp(-0.4 * (age - 20)));
  return 0.02 * Math.exp(-0.1 * age) + 0.06 * work + 0.003;
});

/** The curve brought to a mean of 1 over these residents. */
export function mobilityOf(population: Population): Float64Array {
  let people = 0;
  let moves = 0;
  for (const sex of SEXES)
    for (let age = 0; age < AGES; age++) {
      people += population[sex][age] ?? 0;
      moves += (population[sex][age] ?? 0) * (MOBILITY[age] ?? 0);
    }
  const mean = moves > 0 ? moves / people : 1;
  return MOBILITY.map((value) => value / mean);
}
