import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedComuni } from './files.fixture.js';
import { PlaceNames } from './place-names.js';

const places = namedComuni();
const keep = new Set(['019021', '020007', '020057', '019116']);

describe('Names of comuni', () => {
  const names = new PlaceNames(places, keep);
  const found: [string, string, string][] = [
    ['CASALMAGGIORE', '', '019021'],
    [' Comune di Casalmaggiore ', '', '019021'],
    ['Casalmaggiore (CR)', '', '019021'],
    ["sant'angelo lodigiano", '', '098050'],
    ['S. Giovanni in Croce', '', '019090'],
    ['San Martino dall’Argine', '', '020059'],
    ['SAN MARTINO DALL ARGINE', '', '020059'],
    ['Castro', 'LE', '075096'],
    ['Castro (BG)', '', '016065'],
    ['Castro', 'Bergamo', '016065'],
    ['Agliè', '', '001001'],
    ["AGLIE'", '', '001001'],
    ['Bolzano/Bozen', '', '021008'],
    ['Bolzano', '', '021008'],
  ];
  for (const [name, province, code] of found) {
    it(`finds «${name}» ${province}`, () => {
      assert.deepEqual(names.match(name, province), { kind: 'found', code });
    });
  }

  it('knows every comune of the list by its own name and province, whatever its case', () => {
    for (const { name, province, code } of places) {
      const match = names.match(name.toUpperCase(), province);
      assert.deepEqual(match, { kind: 'found', code }, `${name} ${province}`);
    }
  });

  it('takes the namesake that is the ambito’s', () => {
    assert.deepEqual(new PlaceNames(places, new Set(['075096'])).match('Castro', ''), {
      kind: 'found',
      code: '075096',
    });
  });
});
