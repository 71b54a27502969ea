import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

const sources = fileURLToPath(new URL('../../../src/', import.meta.url));
const italian = globSync('**/*.messages.it.json', { cwd: sources }).map((file) => join(sources, file));

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** Names of the values that a message asks for. */
function valuesOf(elements: readonly MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(element.value);
    if (element.type === TYPE.tag) valuesOf(element.children, found);
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const option of Object.values(element.options)) valuesOf(option.value, found);
    }
  }
  return found;
}

describe('messages', () => {
  it('are found', () => assert.ok(italian.length >= 10, `${italian.length} files`));

  for (const file of italian) {
    it(`${basename(dirname(file))}/${basename(file)} says the same in English, and each can be formatted`, () => {
      const it = read(file);
      const en = read(file.replace('.it.json', '.en.json'));
      assert.deepEqual(Object.keys(en).sort(), Object.keys(it).sort());
      for (const [key, message] of Object.entries(it)) {
        const other = en[key] ?? '';
        assert.ok(message.trim() !== '' && other.trim() !== '', key);
        // English may need fewer ("evidence" has no plural), never one that nobody gives.
        const given = valuesOf(parse(message));
        for (const name of valuesOf(parse(other))) assert.ok(given.has(name), `${key}: ${name}`);
      }
    });
  }
});
