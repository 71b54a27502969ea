import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import type { RichText } from '../chapter.types.js';
import { LightText, lightFields, lightLead } from './light-text.js';
import { type LightPart, lightWords, readLightText } from './light-text.rules.js';
import { writeLightText } from './light-text-writing.rules.js';
import { addressOfWord, findAddresses, readAddress } from './web-address.rules.js';

const paragraph = (text: RichText) => ({ type: 'paragraph', text });

describe('the text of a long field', () => {
  it('reads marks, lists, links and notes', () => {
    assert.deepEqual(readLightText('Una **casa** _vera_, [qui](https://x.it/a) con nota^[L. 328/2000].'), [
      paragraph([
        { text: 'Una ' },
        { text: 'casa', strong: true },
        { text: ' ' },
        { text: 'vera', em: true },
        { text: ', ' },
        { text: 'qui', href: 'https://x.it/a' },
        { text: ' con nota' },
        { note: 'L. 328/2000' },
        { text: '.' },
      ]),
    ]);
    assert.deepEqual(readLightText('Si fa:\n- uno\n  con seguito\n  - dentro\n- **due**\n\nPoi\nancora'), [
      paragraph('Si fa:'),
      {
        type: 'list',
        items: [{ text: 'uno\ncon seguito', items: ['dentro'] }, { text: [{ text: 'due', strong: true }] }],
      },
      paragraph('Poi\nancora'),
    ]);
    assert.deepEqual(readLightText('1. uno\n2. due\n  - a'), [
      { type: 'list', ordered: true, items: ['uno', { text: 'due', items: ['a'], ordered: false }] },
    ]);
    assert.deepEqual(readLightText('con__testo__'), [
      paragraph([{ text: 'con' }, { text: 'testo', em: true }]),
    ]);
    assert.equal(
      lightWords('**Si** fa^[Nota]:\n- [uno](https://x.it)\n  - _due_'),
      'Si fa [Nota]:\n\n- uno\n- due',
    );
    assert.deepEqual(readLightText(' \n\n '), []);
  });

  it('shows it in pages and in documents, as text wherever it is no mark', () => {
    const text = '**Uno** <script>x</script> [qui](https://x.it)^[Nota]\n\n1. a\n2. b\n  - c';
    assert.equal(
      render(h(LightText, { text })),
      '<div class="trama-long"><p><span><strong>Uno</strong></span><span> &lt;script>x&lt;/script> </span>' +
        '<a href="https://x.it">qui</a><small class="trama-aside"> [Nota]</small></p>' +
        '<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol></div>',
    );
    assert.deepEqual(lightFields(text), [
      {
        kind: 'text',
        text: [
          { kind: 'text', text: 'Uno', strong: true },
          { kind: 'text', text: ' <script>x</script> ' },
          { kind: 'link', text: 'qui', href: 'https://x.it' },
          { kind: 'note', text: 'Nota' },
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: [{ text: 'a' }, { text: 'b', children: [{ text: 'c' }], ordered: false }],
      },
    ]);
    assert.deepEqual(lightFields('Come prima'), [{ kind: 'text', text: 'Come prima' }]);
    assert.deepEqual(lightFields(null), []);
    assert.deepEqual(Object.keys(lightLead('Una frase\nsu due righe')), ['lead']);
    assert.deepEqual(Object.keys(lightLead('Una\n\nDue')), ['below']);
    assert.deepEqual(lightLead(null), {});
  });

  it('leaves as it is what was typed before there were marks', () => {
    for (const text of [
      'utenti* e servizi* (*) nota (**)',
      'Firma ________ e ________',
      '2 * 3 * 4, file_di_prova_1, a_b',
      'Costo 3*4, [sic], nota [1] e (2), ^2',
      '3. terzo\n4. quarto',
      '2021. Avvio\n2022. Fine',
      '1. uno\nsenza seguito 2) due',
      'C:\\cartella\\nota e \\\\server\\x',
      '-senza spazio\n–trattino\n* asterisco',
      '[x](javascript:alert(1)) [y](data:text/html,z)',
      '** spazio ** _ spazio _',
    ])
      if (text.startsWith('1. uno')) assert.equal(readLightText(text).length, 2);
      else assert.deepEqual(readLightText(text), [paragraph(text)], text);
  });

  it('writes what it reads, whatever letters and marks stand beside each other', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'à', '1', ' ', '*', '_', '[', ']', '(', ')', '^', '\\', '-', '.', '\n'),
      maxLength: 8,
    });
    const flag = fc.constantFrom<true | undefined>(true, undefined);
    const run = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .record({
            text: letters,
            strong: flag,
            em: flag,
            href: fc.constantFrom(undefined, 'https://x.it/_a_'),
          })
          .map(({ text, strong, em, href }) => ({
            text,
            ...(strong ? { strong } : {}),
            ...(em ? { em } : {}),
            ...(href ? { href } : {}),
          })),
      },
      { weight: 1, arbitrary: letters.map((note) => ({ note: `n${note}` })) },
    );
    const rich = fc
      .array(run, { minLength: 1, maxLength: 5 })
      .map((runs) => runs.filter((one) => !('text' in one) || one.text !== ''));
    const part = fc.oneof(
      rich.map((text): LightPart => ({ type: 'paragraph', text })),
      fc.tuple(fc.array(rich, { minLength: 1, maxLength: 3 }), fc.boolean()).map(
        ([items, ordered]): LightPart => ({
          type: 'list',
          ...(ordered ? { ordered: true } : {}),
          items: items.map((text) => ({ text, items: ['x', 'y'] })),
        }),
      ),
    );
    const letter = (text: string) => text.replace(/[\s…]+/g, '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const written = writeLightText(parts);
        const read = readLightText(written);
        // What was written is read, and written again, as the same.
        assert.equal(writeLightText(read), written);
        assert.deepEqual(readLightText(writeLightText(read)), read);
        // Not one letter is lost or added.
        const said = parts.flatMap((one) =>
          one.type === 'paragraph'
            ? [sayRuns(one.text)]
            : one.items.map((item) => (typeof item === 'string' ? item : `${sayRuns(item.text)}xy`)),
        );
        assert.equal(letter(sayAll(read)), letter(said.join('')));
      }),
      { numRuns: 2_000 },
    );
  });
});

function sayRuns(text: Extract<LightPart, { type: 'paragraph' }>['text']): string {
  return typeof text === 'string'
    ? text
    : text.map((run) => ('text' in run ? run.text : 'note' in run ? run.note : '')).join('');
}

function sayAll(parts: readonly LightPart[]): string {
  const items = (list: Extract<LightPart, { type: 'list' }>['items']): string =>
    list
      .map((item) => (typeof item === 'string' ? item : sayRuns(item.text) + items(item.items ?? [])))
      .join('');
  return parts.map((part) => (part.type === 'paragraph' ? sayRuns(part.text) : items(part.items))).join('');
}

describe('addresses in a text', () => {
  it('end where the sentence goes on', () => {
    for (const [text, ...found] of [
      ['vedi https://www.x.it/a/b?c=1&d=2#e. E poi', 'https://www.x.it/a/b?c=1&d=2#e'],
      [
        '(http://x.it/a) e [HTTPS://Y.IT], poi «https://z.it»',
        'http://x.it/a',
        'HTTPS://Y.IT',
        'https://z.it',
      ],
      ['https://it.x.org/wiki/Viadana_(Italia)!', 'https://it.x.org/wiki/Viadana_(Italia)'],
      ['https://x.it/città…', 'https://x.it/città'],
      ['http://localhost:3000/a', 'http://localhost:3000/a'],
      ['www.x.it a@b.it tel:0376 mailto:a@b.it ftp://x.it https:// https://. ahttps://x.it'],
    ])
      assert.deepEqual(
        findAddresses(text ?? '').map(({ address, index }) => [address, index]),
        found.map((one) => [one, text?.indexOf(one)]),
      );
  });

  it('are a word of their own when one types, bare or within brackets', () => {
    assert.deepEqual(addressOfWord('https://x.it'), { address: 'https://x.it', index: 0 });
    assert.deepEqual(addressOfWord('(https://x.it)'), { address: 'https://x.it', index: 1 });
    for (const word of ['https://x.it.', '«https://x.it»', '(https://x.it', 'x.it'])
      assert.equal(addressOfWord(word), null, word);
  });

  it('are followed from chosen words, without https:// too where they plainly are one', () => {
    for (const [text, address] of [
      ['https://x.it/q', 'https://x.it/q'],
      ['www.comune.viadana.mn.it', 'https://www.comune.viadana.mn.it'],
      ['comune.viadana.mn.it/pagina', 'https://comune.viadana.mn.it/pagina'],
      ['ufficio@comune.x.it', 'mailto:ufficio@comune.x.it'],
      ['relazione.docx', null],
      ['vedi https://x.it', null],
      ['https://x.it.', null],
      ['', null],
    ] as const)
      assert.equal(readAddress(text), address, text);
  });
});
