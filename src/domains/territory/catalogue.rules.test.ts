import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  bodyTypeOf,
  keywordsOf,
  licenceOf,
  periodicityOf,
  strictestLicence,
  subthemesOf,
  themesOf,
} from './catalogue.rules.js';

describe('What the catalogue says of a dataset', () => {
  test('themes follow the variables, and there is always one', () => {
    assert.deepEqual(themesOf([]), ['SOCI']);
    assert.deepEqual(themesOf(['population', 'land-area']), ['REGI', 'SOCI']);
    assert.deepEqual(themesOf(['declared-income', 'spesa sociale dei comuni']), ['ECON']);
    assert.deepEqual(themesOf(['posti in asilo nido', 'ricoveri']), ['EDUC', 'HEAL']);
  });

  test('subthemes follow them, each under its theme', () => {
    assert.deepEqual(subthemesOf([]), ['100210']);
    assert.deepEqual(subthemesOf(['population', 'land-area', 'foreign-population']), [
      '100209',
      '100210',
      '100283',
    ]);
    assert.deepEqual(subthemesOf(['spesa sociale dei comuni', 'declared-income']), ['100204', '100206']);
    assert.deepEqual(themesOf(['spesa sociale dei comuni', 'declared-income', 'utenti dei servizi']), [
      'ECON',
      'SOCI',
    ]);
  });

  test('keywords are words and nothing else', () => {
    assert.deepEqual(
      keywordsOf(['controllo della qualità dell’aria', 'cave dismesse, cave', 'legge 190/2012']),
      ['controllo della qualità aria', 'cave dismesse', 'cave', 'legge 190-2012'],
    );
    assert.deepEqual(keywordsOf(["un'ora d'aria (di più)", 'km²', '—', 'a', 'Città', 'Città']), [
      'ora aria',
      'di più',
      'km²',
      'Città',
    ]);
    assert.equal(keywordsOf(['parola '.repeat(30)])[0]?.length, 97);
  });

  test('a code of the index tells what kind of body it is of, or nothing', () => {
    const kinds = ['c_b898', 'p_MN', 'r_lombar', 'ascop', null].map(bodyTypeOf);
    assert.deepEqual(kinds, ['LocalAuthority', 'LocalAuthority', 'RegionalAuthority', null, null]);
  });

  test('only what its publisher brings out every year is promised for every year', () => {
    assert.equal(periodicityOf('istat-p2'), 'ANNUAL');
    assert.equal(periodicityOf('trama-series'), 'UNKNOWN');
  });

  test('what is made of several datasets has the licence that binds most', () => {
    assert.equal(strictestLicence(['CC0-1.0', 'CC-BY-4.0']), 'CC-BY-4.0');
    assert.equal(strictestLicence(['CC0-1.0']), 'CC0-1.0');
    assert.equal(strictestLicence(['CC-BY-4.0', 'other']), 'other');
    assert.equal(strictestLicence([]), 'other');
    assert.equal(licenceOf('constructor').isKnown, false);
  });
});
