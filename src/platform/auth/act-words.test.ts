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
      actWords({ action: 'network.remove', subjectKind: 'network', details: {} }, 'en').what,
      'Removal',
    );
  });

  it('leaves an act without words its name', () => {
    assert.equal(told('thing.untold', 'thing'), 'thing.untold / thing');
  });
});
