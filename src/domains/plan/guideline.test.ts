import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findKeyPoint, findPolicyArea, Guideline } from './guideline.types.js';

const folder = new URL('../../../guidelines/', import.meta.url);

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

const lombardia = Guideline.parse(read('lombardia-2021-2023.json'));

test('every shipped guideline is whole, and its file bears its code', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  assert.ok(files.length > 0);
  for (const file of files) assert.equal(`${Guideline.parse(read(file)).code}.json`, file);
});

test('Lombardia 2021-2023 has ten policy areas and seven chapters', () => {
  assert.equal(lombardia.policyAreas.map((area) => area.code).join(''), 'ABCDEFGHIJ');
  assert.deepEqual(
    lombardia.chapters.map((chapter) => chapter.number),
    ['1', '2', '3', '4', '5', '6', '7'],
  );
});

test('a guideline that contradicts itself is refused, saying where', () => {
  const refused = (change: (guideline: Guideline) => void): string => {
    const copy = structuredClone(lombardia);
    change(copy);
    const result = Guideline.safeParse(copy);
    return result.success ? 'accepted' : result.error.issues.map((issue) => issue.message).join(' ');
  };
  assert.match(
    refused((g) => g.policyAreas.push(...g.policyAreas.slice(0, 1))),
    /Il codice A è ripetuto/,
  );
  assert.match(
    refused((g) => g.chapters.push(...g.chapters.slice(0, 1))),
    /Il capitolo 1 è ripetuto/,
  );
  assert.match(
    refused((g) => g.objectiveSheet.fields.push(...g.objectiveSheet.fields.slice(0, 1))),
    /Il campo title è ripetuto/,
  );
  assert.match(
    refused((g) =>
      g.outcomeSheet.fields.push({
        key: 'x',
        kind: 'choice',
        label: { it: 'X', en: 'X' },
        help: { it: 'X', en: 'X' },
        required: false,
      }),
    ),
    /le opzioni vanno indicate/,
  );
  assert.match(
    refused((g) =>
      g.objectiveSheet.fields.splice(
        g.objectiveSheet.fields.findIndex((field) => field.key === 'crossCutting'),
        1,
      ),
    ),
    /dipende da crossCutting/,
  );
  assert.match(
    refused((g) => {
      g.period.to = 2020;
    }),
    /prima di cominciare/,
  );
});

test('the words of a plan are recognised, whatever the wording', () => {
  const work = findPolicyArea(lombardia, 'Interventi connessi alle politiche per il lavoro');
  assert.equal(work?.code, 'H');
  assert.equal(work && findKeyPoint(work, 'Attenzione ai NEET')?.code, 'H2');
  assert.equal(findPolicyArea(lombardia, 'contrasto alla povertà e all’emarginazione sociale')?.code, 'A');
  assert.equal(findPolicyArea(lombardia, 'Urbanistica'), undefined);
});
