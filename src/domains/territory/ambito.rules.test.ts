import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { isAmbitoSlug, readPastedCodes, suggestSlug } from './ambito.rules.js';

describe('The address that a name suggests', () => {
  const cases: [string, string][] = [
    ['Ambito di Suzzara', 'suzzara'],
    ['Ambito Oglio Po', 'oglio-po'],
    ['Ambito territoriale sociale di Cantù', 'cantu'],
    ['Distretto dell’Ovest Milanese', 'ovest-milanese'],
    ["Ambito n. 7 - Valle dell'Esino", '7-valle-dell-esino'],
    ['Ambito di', 'di'],
    ['Suzzara', 'suzzara'],
    ['', ''],
  ];
  for (const [name, slug] of cases)
    test(`of «${name}» is «${slug}»`, () => assert.equal(suggestSlug(name), slug));

  test('is one that may be used, or the name says too little', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        const slug = suggestSlug(name);
        assert.ok(isAmbitoSlug(slug) || /^[a-z0-9-]*$/.test(slug));
        assert.ok(slug.length <= 60);
      }),
    );
  });
});

describe('A pasted list of codes', () => {
  test('is read a line at a time, with names or without, with the zeros that spreadsheets drop', () => {
    const text = '020027\n20035\tMoglia\r\n1272;Torino\n\n020065,020039, 020055 ';
    assert.deepEqual(readPastedCodes(text), {
      codes: ['020027', '020035', '001272', '020065', '020039', '020055'],
      unread: [],
    });
  });

  test('keeps what it could not read, and counts a code once', () => {
    assert.deepEqual(readPastedCodes('020027\nSuzzara\n020027\n1234567\nA12345'), {
      codes: ['020027'],
      unread: ['Suzzara', '1234567', 'A12345'],
    });
  });

  test('gives codes of six digits whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const code of readPastedCodes(text).codes) assert.match(code, /^\d{6}$/);
      }),
    );
  });
});
