import type { ListItem, RichText } from '../chapter.types.js';
import { isSign, type LightPart, type Run, readPiece, WORD } from './light-text.rules.js';

/** A line that would be read as an item of a list. */
const LIKE_ITEM = /^(?=\\*(?:-|•|\d{1,3}[.)]) )/gm;

/** The text of a field from its parts: what `readLightText` reads as the same. */
export function writeLightText(parts: readonly LightPart[]): string {
  return parts
    .map((part) =>
      part.type === 'paragraph'
        ? writeRich(part.text)
        : writeItems(part.items, part.ordered ?? false, 0).join('\n'),
    )
    .filter((piece) => piece !== '')
    .join('\n\n');
}

function writeItems(items: readonly ListItem[], ordered: boolean, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return items.flatMap((item, index) => {
    const rich = typeof item === 'string' ? item : item.text;
    const sign = ordered ? `${index + 1}. ` : '- ';
    const inner = typeof item === 'string' ? undefined : item.items;
    const written = writeRich(rich);
    if (written === '' && !inner) return [];
    const text = (written || '…').replace(/\n/g, `\n${indent}  `);
    return [
      `${indent}${sign}${text}`,
      ...(inner && typeof item !== 'string' ? writeItems(inner, item.ordered ?? ordered, depth + 1) : []),
    ];
  });
}

function writeRich(rich: RichText): string {
  const runs = trimmed(typeof rich === 'string' ? [{ text: rich }] : rich);
  const bare = writeRuns(runs, (text) => text);
  // Signs stay as they were typed wherever nobody could take them for marks.
  return sameText(readPiece(bare), runs) ? bare : writeRuns(runs, escapeSigns).replace(LIKE_ITEM, '\\');
}

/** Without space at the edges and empty lines, which would part one paragraph in two; each stretch of marks is one run. */
function trimmed(runs: readonly Run[]): Run[] {
  const made: Run[] = [];
  for (const run of runs.flatMap(withBareEdges)) {
    const last = made.at(-1);
    const isSame = last && 'text' in last && 'text' in run && marksOf(last) === marksOf(run);
    if (isSame) last.text += run.text;
    else made.push({ ...run });
  }
  for (const [index, run] of made.entries()) {
    if (!('text' in run)) continue;
    const before = made[index - 1];
    run.text = run.text.replace(/[^\S\n]*\n\s*/g, '\n');
    if (!before || ('text' in before && /(^|\n)$/.test(before.text))) run.text = run.text.trimStart();
    if (before && 'text' in before && run.text.startsWith('\n')) before.text = before.text.trimEnd();
  }
  for (let end = made.at(-1); end && 'text' in end; end = made.at(-1)) {
    end.text = end.text.trimEnd();
    if (end.text !== '') break;
    made.pop();
  }
  return made.filter((run) => !('text' in run) || run.text !== '');
}

/** Marks hold words, not the space around them. */
function withBareEdges(run: Run): Run[] {
  if ('note' in run) return [{ note: run.note.replace(/\s+/g, ' ').trim() }];
  if (!('text' in run)) return [];
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text) ?? [];
  const bare = (text: string): Run[] => (text === '' ? [] : [{ text }]);
  return [...bare(before), ...(words === '' ? [] : [{ ...run, text: words }]), ...bare(after)];
}

function sameText(read: readonly LightPart[], runs: readonly Run[]): boolean {
  const [part] = read;
  if (read.length !== 1 || part?.type !== 'paragraph') return false;
  const text = typeof part.text === 'string' ? [{ text: part.text }] : part.text;
  return letters(text).join() === letters(runs).join();
}

/** Letter by letter, each with its marks; those of the space between words say nothing. */
function letters(runs: readonly Run[]): string[] {
  return runs.flatMap((run) =>
    'text' in run
      ? [...run.text].map((letter) => (/\s/.test(letter) ? letter : `${letter}${marksOf(run)}`))
      : [JSON.stringify(run)],
  );
}

function marksOf(run: Run): string {
  return 'text' in run ? `${run.strong ?? ''}|${run.em ?? ''}|${run.href ?? ''}` : '';
}

function escapeSigns(text: string): string {
  return text.replace(/[*_[\]^\\]/g, (sign, at: number) =>
    sign !== '\\' || isSign(text[at + 1]) ? `\\${sign}` : sign,
  );
}

type Escape = (text: string) => string;

/** Links outside, then bold, then italic: marks that go on are opened once. */
function writeRuns(runs: readonly Run[], say: Escape): string {
  return groups(runs, (run) => ('text' in run ? run.href : undefined))
    .map(([href, group]) => {
      const text = writeStrong(group, say);
      if (href === undefined) return text;
      return `[${text}](${href.replace(/\(/g, '%28').replace(/\)/g, '%29')})`;
    })
    .join('');
}

function writeStrong(runs: readonly Run[], say: Escape): string {
  return groups(runs, (run) => ('text' in run && run.strong ? 'strong' : undefined))
    .map(([strong, group]) => marked(strong ? '**' : '', writeEm(group, say)))
    .join('');
}

function writeEm(runs: readonly Run[], say: Escape): string {
  const pieces = groups(runs, (run) => ('text' in run && run.em ? 'em' : undefined)).map(([em, group]) => ({
    isEm: em !== undefined,
    text: group.map((run) => writeRun(run, say)).join(''),
  }));
  return pieces
    .map(({ isEm, text }, index) => {
      const isInWord =
        (/^\S/.test(text) && WORD.test(pieces[index - 1]?.text.at(-1) ?? '')) ||
        (/\S$/.test(text) && WORD.test(pieces[index + 1]?.text[0] ?? ''));
      return marked(isEm ? (isInWord ? '__' : '_') : '', text);
    })
    .join('');
}

function writeRun(run: Run, say: Escape): string {
  if ('note' in run) return `^[${escapeSigns(run.note)}]`;
  return 'text' in run ? say(run.text) : '';
}

const marked = (sign: string, text: string): string => sign + text + sign;

function groups<K>(runs: readonly Run[], keyOf: (run: Run) => K): [K, Run[]][] {
  const made: [K, Run[]][] = [];
  for (const run of runs) {
    const key = keyOf(run);
    const last = made.at(-1);
    if (last && last[0] === key) last[1].push(run);
    else made.push([key, [run]]);
  }
  return made;
}
