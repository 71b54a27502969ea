import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actWords } from './act-words.js';

const told = (action: string, subjectKind: string, details = {}) => {
  const { what, on } = actWords({ action, subjectKind, details }, 'it');
  return `${what} / ${on}`;
};

describe('the register in words', () => {
  it('names what was done and on what', () => {
    assert.equal(told('need.update', 'need', { code: 'F-012' }), 'Modifica / Bisogno F-012');
    assert.equal(told('person.list', 'ambito', { count: 8 }), "Lettura dell'elenco / Ambito");
    assert.equal(
      told('objective.indicator-add', 'objective', { code: 'CAS-1' }),
      'Aggiunta: indicatore / Obiettivo CAS-1',
    );
    assert.equal(told('need.link-objective', 'need'), 'Legame aggiunto: obiettivo / Bisogno');
    assert.equal(told('need.create-many', 'plan'), 'Inserimento di più voci / Piano');
    assert.equal(
      told('plan.link-many', 'plan', { plan: '2024-2026', count: 3 }),
      'Legami aggiunti / Piano 2024-2026',
    );
    assert.equal(
      actWords({ action: 'network.remove', subjectKind: 'network', details: {} }, 'en').what,
      'Removal',
    );
  });

  it('tells the rest of what is known, each thing once', () => {
    const entry = {
      action: 'chapter.update',
      subjectKind: 'chapter',
      details: { plan: '2021-2023', number: '3', odd: 1 },
    };
    const { on, details } = actWords(entry, 'it');
    assert.equal(on, 'Capitolo 3');
    assert.equal(details, 'piano: 2021-2023, odd: 1');
  });

  it('leaves an act without words its name', () => {
    assert.equal(told('thing.untold', 'thing'), 'thing.untold / thing');
  });
});
