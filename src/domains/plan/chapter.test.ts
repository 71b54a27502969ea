import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import {
  ChapterForm,
  changeDraft,
  type Draft,
  fieldName,
  readAct,
  readDraft,
  toDraft,
} from './chapter.form.js';
import { chapterState, openingContent } from './chapter.rules.js';
import { ChapterContent } from './chapter.types.js';

const name = fc.option(
  fc.integer({ min: 0, max: 1e9 }).map((number) => `p${number.toString(36)}`),
  { nil: undefined },
);
const withName = <T extends object>(one: fc.Arbitrary<T>) =>
  fc.tuple(one, name).map(([fields, id]) => (id === undefined ? fields : { ...fields, id }));
const words = fc
  .string({ minLength: 1, maxLength: 60 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter(Boolean);
const rich = fc.array(
  fc.oneof(
    fc.record({ text: words, strong: fc.constant(true as const) }),
    fc.record({ text: words, href: fc.constant('https://esempio.example/a?b=1') }),
    fc.record({ note: words }),
    fc.record({ ref: fc.constant('p1') }),
  ),
  { minLength: 1, maxLength: 4 },
);
const part = withName(
  fc.oneof(
    fc.record({ type: fc.constantFrom('paragraph' as const, 'quote' as const), text: rich }),
    fc.record({
      type: fc.constant('table' as const),
      caption: words,
      head: fc.constant(['Comune', 'Posti']),
      rows: fc.array(fc.tuple(rich, words), { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('list' as const),
      items: fc.array(fc.record({ text: rich, items: fc.array(words, { minLength: 1, maxLength: 2 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    fc.record({ type: fc.constant('paragraph' as const), text: words }),
    fc.record({
      type: fc.constant('heading' as const),
      level: fc.constantFrom(2 as const, 3 as const, 4 as const),
      text: words,
    }),
    fc.record({ type: fc.constant('list' as const), items: fc.array(words, { minLength: 1, maxLength: 5 }) }),
    fc.record({
      type: fc.constant('block' as const),
      name: fc.constantFrom('plan.needs', 'territory.density-map'),
    }),
  ),
);
const content = fc.array(part, { maxLength: 12 });

/** The form's fields as a browser sends them. */
function fieldsOf(draft: Draft): Record<string, string> {
  const fields: Record<string, string> = { version: String(draft.version) };
  for (const [index, one] of draft.parts.entries()) {
    const put = (name: string, value: string) => {
      fields[fieldName(index, name)] = value;
    };
    put('type', one.type);
    put('id', one.id);
    if (one.type === 'kept') put('json', one.json);
    else if (one.type === 'block') {
      put('name', one.name);
      for (const [name, value] of Object.entries(one.with)) put(`with_${name}`, value);
    } else {
      // Browsers send line ends as CR LF (HTML, form submission).
      put('text', one.text.replace(/\n/g, '\r\n'));
      if (one.type === 'heading') put('level', String(one.level));
      if (one.type === 'list' && one.ordered) put('ordered', 'yes');
    }
  }
  return fields;
}

test('a chapter goes through its form and comes back the same', () => {
  fc.assert(
    fc.property(content, (parts) => {
      const whole = ChapterContent.parse(parts);
      const read = ChapterForm.parse(fieldsOf(toDraft(whole, 3)));
      assert.deepEqual(read, { content: whole, version: 3 });
    }),
  );
});

test('parameters of a block are kept, empty ones are not', () => {
  const fields = {
    version: '1',
    p0_type: 'block',
    p0_name: 'plan.needs',
    p0_with_territory: 'Casalasco',
    p0_with_theme: ' ',
  };
  assert.deepEqual(ChapterForm.parse(fields).content, [
    { type: 'block', name: 'plan.needs', with: { territory: 'Casalasco' } },
  ]);
});

test('moving and removing lose nothing else, wherever they are asked', () => {
  fc.assert(
    fc.property(
      content,
      fc.constantFrom('up', 'down', 'remove'),
      fc.integer({ min: -2, max: 14 }),
      (parts, kind, at) => {
        const draft = toDraft(ChapterContent.parse(parts), 1);
        const changed = changeDraft(draft, { kind: kind as 'up', at });
        const sorted = (list: Draft['parts']) => list.map((one) => JSON.stringify(one)).sort();
        const isThere = at >= 0 && at < draft.parts.length;
        if (kind !== 'remove' || !isThere) assert.deepEqual(sorted(changed.parts), sorted(draft.parts));
        else assert.equal(changed.parts.length, draft.parts.length - 1);
      },
    ),
  );
});

test('what a button asks is read, and anything else saves', () => {
  assert.deepEqual(readAct({ act: 'up:2' }), { kind: 'up', at: 2 });
  assert.deepEqual(readAct({ act: 'add:-1:list' }), {
    kind: 'add',
    at: -1,
    part: { id: '', type: 'list', ordered: false, text: '' },
  });
  for (const act of [undefined, 'save', 'up:x', 'drop:1', ['save', 'save']])
    assert.deepEqual(readAct({ act }), { kind: 'save' });
});

test('a hostile form is read without harm', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (body) => {
      const draft = readDraft({ ...body, p0_type: 'heading', p0_level: '9' });
      assert.equal(draft.parts[0]?.type, 'heading');
    }),
  );
  const wrong = ChapterForm.safeParse({ version: '1', p0_type: 'heading', p0_level: '9', p0_text: 'Titolo' });
  assert.equal(wrong.success, false);
});

test('the state of a chapter counts its own words and names the required blocks that are missing', () => {
  const asked = {
    number: '4',
    title: { it: 'Bisogni', en: 'Needs' },
    help: { it: '-', en: '-' },
    blocks: [
      { block: 'plan.needs', purpose: { it: '-', en: '-' }, required: true },
      { block: 'territory.series-table', purpose: { it: '-', en: '-' }, required: false },
    ],
  };
  assert.deepEqual(openingContent(asked), [{ type: 'block', name: 'plan.needs' }]);
  assert.deepEqual(chapterState([], asked), {
    words: 0,
    blocks: 0,
    missing: ['plan.needs'],
    rivals: 0,
    kind: 'empty',
  });
  assert.deepEqual(chapterState(openingContent(asked), asked), {
    words: 0,
    blocks: 1,
    missing: [],
    rivals: 0,
    kind: 'dataOnly',
  });
  assert.equal(chapterState([{ type: 'list', items: ['due parole', 'e tre'] }], asked).words, 4);
});
