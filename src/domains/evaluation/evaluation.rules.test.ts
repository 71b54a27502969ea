import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Guideline } from '#domains/plan/index.js';
import { fc } from '#platform/properties.fixture.js';
import {
  achievementClass,
  achievementDoubt,
  achievementFromActions,
  nextSheetCode,
} from './evaluation.rules.js';
import { OUTCOME_STATES, type OutcomeAction, type OutcomeState } from './evaluation.types.js';
import { OutcomeSheetForm, prepareSheetForm } from './outcome.schema.js';
import { readAnswers } from './sheet/sheet-answers.form.js';
import { keepUnasked } from './sheet/sheet-field.rules.js';

const actions = (...states: (OutcomeState | null)[]): OutcomeAction[] =>
  states.map((state, index) => ({ id: String(index), text: 'x', state, kind: null, note: null }));

test('The degree that follows from actions is the mean of their worth, and needs all of them', () => {
  assert.equal(achievementFromActions([]), null);
  assert.equal(achievementFromActions(actions('done', null)), null);
  assert.equal(achievementFromActions(actions('done', 'partlyDone', 'notDone')), 50);
  assert.equal(achievementFromActions(actions('done', 'done', 'underWay')), 83);
  assert.equal(achievementFromActions(actions('suspended')), 0);
});

test('A stated degree far from the actions is doubted, a near one is not', () => {
  const doubt = (achievementPercent: number | null, ...states: (OutcomeState | null)[]) =>
    achievementDoubt({ achievementPercent, actions: actions(...states), objectiveId: null });
  assert.equal(doubt(100, 'done', 'notDone'), 50);
  assert.equal(doubt(60, 'done', 'notDone'), null);
  assert.equal(doubt(null, 'done'), null);
  const closing = { achievementPercent: 32, actions: actions('notDone'), objectiveId: 'of its own plan' };
  assert.equal(achievementDoubt(closing), null, 'half of it comes from the indicators');
});

test('Every degree has a class, and what is not stated is never a low one', () => {
  assert.equal(achievementClass(null), 'notStated');
  assert.equal(achievementClass(0), 'below60');
  assert.equal(achievementClass(60), 'from60');
  assert.equal(achievementClass(80), 'from80');
  assert.equal(achievementClass(100), 'full');
});

test('More done never lowers the degree', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...OUTCOME_STATES), { minLength: 1, maxLength: 12 }), (states) => {
      const before = achievementFromActions(actions(...states)) ?? 0;
      const after = achievementFromActions(actions(...states.slice(1), 'done')) ?? 0;
      assert.ok(after >= before);
      assert.ok(before >= 0 && before <= 100);
    }),
  );
});

test('New sheets take the first free code', () => {
  assert.equal(nextSheetCode(new Set(['ESA-1', 'ES-1'])), 'ES-2');
});

test('Actions come from a form row by row, with a message at the row that is wrong', () => {
  const body = {
    title: 'Obiettivo',
    level: 'ambito',
    place: 'oglio-po',
    achievementPercent: '87,5',
    continuesIn: 'CAS-1',
    'actions.id': ['', ''],
    'actions.text': ['Fatto', ''],
    'actions.state': ['done', ''],
    'actions.kind': ['', ''],
    'actions.note': ['', ''],
  };
  const sheet = OutcomeSheetForm.parse(prepareSheetForm(body));
  assert.deepEqual(sheet.actions, [{ id: null, text: 'Fatto', state: 'done', kind: null, note: null }]);
  assert.equal(sheet.achievementPercent, 87.5);
  assert.deepEqual(sheet.continuesIn, ['CAS-1']);
  const wrong = OutcomeSheetForm.safeParse(
    prepareSheetForm({ ...body, achievementPercent: '120', 'actions.text': ['x', ''] }),
  );
  assert.deepEqual(
    wrong.error?.issues.map((issue) => issue.path.join('.')),
    ['actions.0.text', 'achievementPercent'],
  );
});

test('What a guideline does not ask stays as it was when a sheet is saved', () => {
  const file = new URL('../../../guidelines/lombardia-2025-2027.json', import.meta.url);
  const whole = JSON.parse(readFileSync(file, 'utf8')) as Guideline;
  const fields = whole.outcomeSheet.fields.filter(
    ({ key }) => !['criticalities', 'respondedToNeed'].includes(key),
  );
  const guideline = { ...whole, outcomeSheet: { fields } };
  const present = OutcomeSheetForm.parse(
    prepareSheetForm({
      title: 'Prima',
      level: 'ambito',
      place: 'x',
      criticality: 'Pochi posti',
      answeredNeed: 'no',
      answeredNeedReason: 'Era tardi',
    }),
  );
  const sent = OutcomeSheetForm.parse(prepareSheetForm({ title: 'Dopo', level: 'ambito', place: 'x' }));
  const kept = keepUnasked(guideline, sent, present);
  assert.equal(kept.title, 'Dopo');
  assert.equal(kept.criticality, 'Pochi posti');
  assert.deepEqual([kept.answeredNeed, kept.answeredNeedReason], ['no', 'Era tardi']);
  const answers = readAnswers(guideline, { peopleReached: '12' }, { asked2021: 'resta' });
  assert.equal(answers.asked2021, 'resta');
  assert.deepEqual([answers.peopleReached, answers.integrationDone, answers.lessons], ['12', null, []]);
});
