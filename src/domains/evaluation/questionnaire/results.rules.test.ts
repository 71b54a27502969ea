import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { AnswerSheet, Question } from './questionnaire.types.js';
import { countAnswers, faultsOf, readAnswers, suppress } from './results.rules.js';

const question = (given: Partial<Question>): Question => ({
  id: 'q1',
  kind: 'scale5',
  words: 'Quanto siete soddisfatti?',
  options: [],
  required: false,
  ...given,
});
const SCALE = question({});
const MANY = question({ id: 'q2', kind: 'multiple', options: ['Orari', 'Cortesia', 'Vicinanza'] });
const TEXT = question({ id: 'q3', kind: 'text', required: true });

it('reads what a form may send, and refuses the rest', () => {
  const read = (body: Record<string, unknown>) => readAnswers([SCALE, MANY, TEXT], body);
  assert.deepEqual(read({ 'd.q1': '4', 'd.q2': ['0', '2'], 'd.q3': ' Bene ' }), {
    answers: { q1: 4, q2: [0, 2] },
    texts: [{ questionId: 'q3', words: 'Bene' }],
    problems: [],
  });
  const codes = (body: Record<string, unknown>) =>
    read(body).problems.map((one) => `${one.field} ${one.code}`);
  assert.deepEqual(codes({}), ['d.q3 evaluation.questionnaire.answer-needed']);
  for (const bad of ['0', '6', '1.5', 'x', ['1', '2']])
    assert.deepEqual(codes({ 'd.q1': bad, 'd.q3': 'a' }), ['d.q1 evaluation.questionnaire.answer-unknown']);
  assert.equal(codes({ 'd.q2': ['3'], 'd.q3': 'a' }).length, 1);
});

it('counts those who answered, with shares and means', () => {
  const sheets: AnswerSheet[] = [
    { channel: 'link', answers: { q1: 5, q2: [0, 1] } },
    { channel: 'link', answers: { q1: 4 } },
    { channel: 'phone', answers: { q1: 3, q2: [0] } },
    { channel: 'phone', answers: { q2: [0] } },
  ];
  const [scale, many] = countAnswers([SCALE, MANY, TEXT], sheets);
  assert.deepEqual([scale?.answered, scale?.mean, scale?.options[4]?.count], [3, 4, 1]);
  assert.deepEqual(
    many?.options.map((one) => [one.label, one.count, one.share]),
    [
      ['Orari', 3, 100],
      ['Cortesia', 1, (1 / 3) * 100],
      ['Vicinanza', 0, 0],
    ],
  );
  assert.deepEqual(many?.options[0]?.byChannel, { link: null, phone: null });
});

it('never leaves a small number to be found by subtraction', () => {
  const counts = fc.array(fc.record({ link: fc.nat(9), phone: fc.nat(9) }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(counts, (given) => {
      const cells = given.flatMap(({ link, phone }) => [link, phone]);
      const isSmall = cells.some((one) => one > 0 && one < 3);
      const shown = suppress(given).flatMap(({ link, phone }) => [link, phone]);
      assert.deepEqual(shown, isSmall ? cells.map(() => null) : cells);
    }),
  );
});

it('tells nothing of a question that one or two answered, and no channel of a lonely answer', () => {
  const sheets: AnswerSheet[] = [
    ...Array.from({ length: 4 }, (): AnswerSheet => ({ channel: 'link', answers: { q2: [0] } })),
    { channel: 'phone', answers: { q1: 5, q2: [1] } },
  ];
  const [scale, many] = countAnswers([SCALE, MANY], sheets);
  assert.deepEqual([scale?.answered, scale?.isWithheld, scale?.mean, scale?.options], [1, true, null, []]);
  assert.deepEqual(
    many?.options.map((one) => [one.count, one.byChannel.link, one.byChannel.phone]),
    [
      [4, null, null],
      [1, null, null],
      [0, null, null],
    ],
  );
});

it('cannot be opened without questions, or with a choice of one', () => {
  assert.equal(faultsOf([]), 'evaluation.questionnaire.no-questions');
  assert.equal(
    faultsOf([question({ kind: 'single', options: ['Sì'] })]),
    'evaluation.questionnaire.few-options',
  );
  assert.equal(faultsOf([SCALE, MANY, TEXT]), null);
});
