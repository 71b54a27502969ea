import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { translate } from '#platform/i18n/messages.js';
import { h, p } from '../build.js';
import type { Document } from '../documents.types.js';
import { placeBlocks } from './places.js';
import { sayStep, shareOf } from './share.rules.js';
import type { Step } from './step.types.js';
import { createTeller } from './teller.js';
import '../rendition.messages.js';

describe('how far a file is', () => {
  const sheet = (code: string): Document['blocks'][number] => ({
    kind: 'sheet',
    code,
    title: 'Scheda',
    sections: [{ fields: [{ label: 'Titolo', content: [] }] }],
  });

  test('is told by chapter and, within it, by sheet', () => {
    const places = placeBlocks([
      p('Prima di ogni capitolo'),
      h(1, 'Territorio'),
      p('Testo'),
      h(1, 'Obiettivi.'),
      h(3, 'A-1'),
      sheet('A-1'),
      h(3, 'A-2'),
      sheet('A-2'),
    ]);
    assert.equal(places[0], undefined);
    assert.deepEqual(
      places.slice(1).map((one) => `${one?.number}/${one?.of} ${one?.sheet}/${one?.sheets}`),
      ['1/2 0/0', '1/2 0/0', '2/2 0/2', '2/2 0/2', '2/2 1/2', '2/2 1/2', '2/2 2/2'],
    );
    const said = (step: Step) => {
      const { note, values } = sayStep(step);
      return [translate('it', note, values), translate('en', note, values)];
    };
    const at = places[5];
    assert.ok(at);
    assert.deepEqual(said({ stage: 'parts', done: 0.5, at }), [
      'Impaginazione. Capitolo 2 di 2: Obiettivi — 1 di 2 schede',
      'Layout. Chapter 2 of 2: Obiettivi — 1 of 2 sheets',
    ]);
    assert.deepEqual(said({ stage: 'whole', done: 0, pages: 290 }), [
      'Impaginazione dell’insieme: 290 pagine',
      'Layout of the whole: 290 pages',
    ]);
  });

  test('is told by sheet where sheets were chosen', () => {
    const places = placeBlocks([h(1, 'Prima'), sheet('A'), h(1, 'Seconda'), sheet('B')]);
    const [last] = places.slice(-1);
    assert.ok(last);
    const { note, values } = sayStep({ stage: 'compose', done: 0, at: last });
    assert.equal(translate('it', note, values), 'Scrittura. Scheda 2 di 2: Seconda');
  });

  test('stays within the file, from the first stage to the last', () => {
    const stages = {
      pdf: ['read', 'prepare', 'parts', 'whole', 'write'],
      docx: ['read', 'prepare', 'parts', 'compose', 'write'],
    } as const;
    for (const format of ['pdf', 'docx'] as const) {
      const shares = stages[format].flatMap((stage) =>
        [0, 0.5, 1].map((done) => shareOf(format, { stage, done, pages: 9 })),
      );
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => a - b),
        format,
      );
      assert.deepEqual([shares[0], shares.at(-1)], [0, 1], format);
    }
  });

  test('is written one step at a time, never backwards, and stops the work that was cancelled', async () => {
    const abort = new AbortController();
    const written: number[] = [];
    const teller = createTeller(
      {
        signal: abort.signal,
        progress: async (share) => {
          written.push(share);
        },
      },
      'pdf',
      { from: 0.5, share: 0.5 },
    );
    teller.tell({ stage: 'write', done: 0 });
    teller.tell({ stage: 'read', done: 0 });
    abort.abort(new Error('annullato'));
    assert.throws(() => teller.tell({ stage: 'write', done: 1 }), /annullato/);
    await teller.settle();
    assert.deepEqual(written, [0.94], 'the second waits, and there is nobody left to tell');
  });
});
