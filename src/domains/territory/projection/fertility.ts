import { AGES } from './age-vector.js';

/** 105.5 boys for 100 girls: the biological ratio, steady everywhere. */
export const BOYS = 105.5 / 205.5;

// Bell of two halves: most births near 33, more slowly rising before than falling after. Its mean, 32.5 years, is the
// mean age at childbirth that ISTAT published for Italy in 2023; its spread, 5.8 years, is an assumption.
const [MODE, BEFORE, AFTER] = [33.4, 6.3, 5.2];
const [FIRST, LAST] = [15, 49];

const shape = Float64Array.from({ length: AGES }, (_, age) => {
  if (age < FIRST || age > LAST) return 0;
  const distance = (age + 0.5 - MODE) / (age + 0.5 < MODE ? BEFORE : AFTER);
  return Math.exp((-distance * distance) / 2);
});
const sum = shape.reduce((total, weight) => total + weight, 0);

/** How one child a woman would be spread over her ages: adds up to 1. */
export const FERTILITY_SHAPE: Float64Array = shape.map((weight) => weight / sum);

/** Births of a year if each woman had one child in her life: women of 15–49, in the middle of the year, by the shape. */
export function birthsAtOneChild(before: Float64Array, after: Float64Array): number {
  let births = 0;
  for (let age = FIRST; age <= LAST; age++)
    births += ((FERTILITY_SHAPE[age] ?? 0) * ((before[age] ?? 0) + (after[age] ?? 0))) / 2;
  return births;
}
