import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeProblem, describeRefusal } from './describe-problem.js';
import en from './files.messages.en.json' with { type: 'json' };
import it_ from './files.messages.it.json' with { type: 'json' };
import type { ProblemCode } from './files.types.js';
import { fileProblem } from './problem-log.js';

const prefix = 'territory.files.problem.';
const codes = Object.keys(it_)
  .filter((key) => key.startsWith(prefix))
  .map((key) => key.slice(prefix.length) as ProblemCode);

describe('Messages about files', () => {
  it('exist in both languages under the same keys', () => {
    assert.deepEqual(Object.keys(en), Object.keys(it_));
  });

  for (const code of codes) {
    it(`says ${code} as a whole sentence, bare or with every detail`, () => {
      const full = {
        line: 7896,
        column: 5,
        columnName: 'Morti',
        found: '12',
        expected: '14',
        place: '019021',
        otherLine: 3,
      };
      for (const lang of ['it', 'en'] as const) {
        for (const at of [{}, full]) {
          const text = describeProblem(fileProblem(code, at), lang);
          assert.match(text, /^\S.*\.$/s);
          assert.doesNotMatch(text, /[{}]|undefined|\bnull\b|territory\./);
        }
      }
    });
  }

  it('begins a refusal by what did not change and ends it with what is not listed', () => {
    const problems = [fileProblem('place-repeated', { line: 92, otherLine: 14, place: '019116' })];
    assert.deepEqual(describeRefusal('P2.csv', { problems, problemCount: 1235 }, 'it'), [
      '«P2.csv» non è stato caricato: nulla è stato modificato.',
      'Il file contiene il comune 019116 due volte (righe 14 e 92). Togliete una delle due righe e ricaricatelo.',
      'Ci sono altri 1.234 problemi.',
    ]);
    assert.equal(
      describeRefusal('x', { problems, problemCount: 2 }, 'en').at(-1),
      'There is one more problem.',
    );
  });

  it('shows hostile cells harmlessly', () => {
    const text = describeProblem(
      fileProblem('count-expected', { found: `\u0000\u001b[31m{x}<b>${'9'.repeat(500)}` }),
      'it',
    );
    assert.doesNotMatch(text, /\p{C}/u);
    assert.ok(text.length < 250);
  });
});
