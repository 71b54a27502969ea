import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Guideline } from '../guideline.types.js';
import { type Letters, letterChoices, moveLetters } from './area-map.rules.js';

const read = (code: string) =>
  Guideline.parse(
    JSON.parse(readFileSync(new URL(`../../../../guidelines/${code}.json`, import.meta.url), 'utf8')),
  );
const before = read('lombardia-2021-2023');
const after = read('lombardia-2025-2027');
const letters = (fields: Partial<Letters>): Letters => ({
  policyAreas: [],
  crossCuttingAreas: [],
  keyPoints: [],
  ...fields,
});

test('Each area in use is proposed what has its name, whatever its letter; what the other guideline lacks waits', () => {
  const all = before.policyAreas.map(({ code }) => letters({ policyAreas: [code] }));
  const proposed = new Map(letterChoices(before, after, all).map((one) => [one.code, one.proposed]));
  assert.equal(proposed.get('D'), 'C', 'Domiciliarità');
  assert.equal(proposed.get('E'), 'D', 'Anziani');
  assert.equal(proposed.get('I'), 'H', 'famiglia');
  assert.equal(proposed.get('J'), 'I', 'disabilità, in nearly the same words');
  assert.equal(proposed.get('C'), null, 'its letter is another’s now');
  assert.equal(proposed.has('B'), false, 'the same in both');
  assert.deepEqual(letterChoices(before, before, all), []);
  assert.deepEqual(letterChoices(before, after, []), []);
});

test('Letters move together, a point without a place keeps its words, and going back is not needed to read them', () => {
  const one = letters({
    policyAreas: ['D', 'C', 'E'],
    crossCuttingAreas: ['C'],
    keyPoints: [
      { area: 'D', point: 'D1', areaAsStated: null, pointAsStated: null },
      { area: 'C', point: null, areaAsStated: 'Inclusione', pointAsStated: 'Parole proprie' },
    ],
  });
  const map = {
    area: new Map([
      ['D', 'C'],
      ['E', 'D'],
      ['C', null],
    ]),
    keyPoint: new Map([['D1', null]]),
  };
  const point = before.policyAreas.find(({ code }) => code === 'D')?.keyPoints[0]?.name.it;
  assert.deepEqual(moveLetters(one, map, before, after), {
    policyAreas: ['C', 'D'],
    crossCuttingAreas: [],
    keyPoints: [
      { area: 'C', point: null, areaAsStated: 'Domiciliarità', pointAsStated: point },
      { area: '', point: null, areaAsStated: 'Inclusione', pointAsStated: 'Parole proprie' },
    ],
  });
  const none = { area: new Map(), keyPoint: new Map() };
  assert.deepEqual(moveLetters(letters({ policyAreas: ['B'] }), none, before, after).policyAreas, ['B']);
});
