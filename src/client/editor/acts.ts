import type { Editor } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { askFields } from './dialogs';
import { moveBlock } from './extensions';
import { makeTextActs, selected } from './text-acts';
import type { EditorWords } from './words';

/** A block of data that may be chosen, with what may be set in it. */
export interface PaletteEntry {
  name: string;
  title: string;
  params: { name: string; label: string; choices: { value: string; label: string }[] | null }[];
}

export type Acts = Record<
  'link' | 'note' | 'reference' | 'comment' | 'table' | 'caption' | 'image' | 'block' | 'up' | 'down',
  (editor: Editor) => void
>;

export const LARGEST_IMAGE = 5_000_000;

/** What the buttons do that ask for something first. */
export function makeActs(options: {
  words: EditorWords;
  palette: readonly PaletteEntry[];
  /** What a reference may lead to, the chapter's own first. */
  listTargets: (doc: DocNode) => readonly { value: string; label: string; group: string }[];
  /** Sends an image; gives its hash, or says in words why not. */
  sendImage: (file: File) => Promise<string>;
  tell: (message: string) => void;
  /** Sends a comment on words of a part. */
  sendComment: (comment: { part: string; quote: string; startsAt: number; body: string }) => Promise<void>;
}): Acts {
  const { words, palette } = options;
  async function reference(editor: Editor) {
    const targets = options.listTargets(editor.state.doc);
    if (targets.length === 0) return options.tell(words.noTarget);
    const answer = await askFields(
      words.reference,
      [{ name: 'to', label: words.target, kind: 'choice', choices: targets }],
      words.insert,
    );
    if (answer)
      editor
        .chain()
        .focus()
        .insertContent({ type: 'crossRef', attrs: { to: answer.values.to } })
        .run();
  }

  async function comment(editor: Editor) {
    const { from, to, $from } = editor.state.selection;
    const part = $from.depth > 0 ? $from.node(1).attrs.id : $from.nodeAfter?.attrs.id;
    if (typeof part !== 'string') return;
    const end = $from.depth > 0 ? Math.min(to, $from.end(1)) : to;
    const quote = editor.state.doc.textBetween(from, end, ' ').slice(0, 500);
    const startsAt = $from.depth > 0 ? editor.state.doc.textBetween($from.start(1), from, '\n').length : 0;
    const answer = await askFields(
      words.comment,
      [{ name: 'body', label: words.commentText, help: words.commentHelp, kind: 'long', required: true }],
      words.comment,
    );
    if (!answer) return;
    try {
      await options.sendComment({ part, quote, startsAt, body: (answer.values.body ?? '').slice(0, 4_000) });
      options.tell(words.commented);
    } catch (error) {
      options.tell(error instanceof Error && error.message !== '' ? error.message : words.commentFailed);
    }
    editor.commands.focus();
  }

  async function table(editor: Editor) {
    const within = (most: number) => (value: string) =>
      Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= most
        ? undefined
        : `1–${most}`;
    const answer = await askFields(
      words.table,
      [
        { name: 'caption', label: words.caption, help: words.captionHelp, required: true },
        { name: 'rows', label: words.rows, kind: 'number', value: '3', fault: within(300) },
        { name: 'columns', label: words.columns, kind: 'number', value: '3', fault: within(20) },
      ],
      words.insert,
    );
    if (!answer) return;
    const { caption, rows, columns } = answer.values;
    editor
      .chain()
      .focus()
      .insertTable({ rows: Number(rows) + 1, cols: Number(columns), withHeaderRow: true })
      .updateAttributes('table', { caption })
      .run();
  }

  async function caption(editor: Editor) {
    const answer = await askFields(
      words.caption,
      [
        {
          name: 'caption',
          label: words.caption,
          help: words.captionHelp,
          required: true,
          value: String(editor.getAttributes('table').caption ?? ''),
        },
      ],
      words.change,
    );
    if (answer) editor.chain().focus().updateAttributes('table', { caption: answer.values.caption }).run();
  }

  async function image(editor: Editor) {
    const present = selected(editor, 'picture');
    const answer = await askFields(
      words.image,
      [
        ...(present ? [] : [{ name: 'file', label: words.file, kind: 'file', required: true } as const]),
        {
          name: 'alt',
          label: words.alt,
          help: words.altHelp,
          kind: 'long',
          required: true,
          value: String(present?.attrs.alt ?? ''),
        },
        {
          name: 'caption',
          label: words.caption,
          help: words.captionHelp,
          value: String(present?.attrs.caption ?? ''),
        },
      ],
      present ? words.change : words.insert,
    );
    if (!answer) return;
    const said = {
      alt: (answer.values.alt ?? '').slice(0, 500),
      caption: (answer.values.caption ?? '').slice(0, 300),
    };
    if (present) return void editor.chain().focus().updateAttributes('picture', said).run();
    const { file } = answer.files;
    if (!file) return;
    if (file.size > LARGEST_IMAGE) return options.tell(words.tooLarge);
    try {
      const hash = await options.sendImage(file);
      const { selection } = editor.state;
      const { $to } = selection;
      // After the passage of the cursor, in place of an empty one: it never cuts a passage in two.
      const isEmpty = $to.depth === 1 && $to.parent.content.size === 0;
      const place = isEmpty || $to.depth === 0 ? selection : $to.after(1);
      editor
        .chain()
        .focus()
        .insertContentAt(place, { type: 'picture', attrs: { image: hash, ...said } })
        .run();
    } catch (error) {
      options.tell(error instanceof Error && error.message !== '' ? error.message : words.uploadFailed);
    }
  }

  async function block(editor: Editor) {
    const present = selected(editor, 'liveBlock');
    let name = present ? String(present.attrs.name) : '';
    if (!present) {
      const answer = await askFields(
        words.block,
        [
          {
            name: 'name',
            label: words.chooseBlock,
            kind: 'choice',
            choices: palette.map((one) => ({ value: one.name, label: one.title })),
          },
        ],
        words.insert,
      );
      if (!answer) return;
      name = answer.values.name ?? '';
    }
    const entry = palette.find((one) => one.name === name);
    const given = (present?.attrs.with ?? {}) as Record<string, string>;
    let params = given;
    if (entry && entry.params.length > 0) {
      const answer = await askFields(
        entry.title,
        entry.params.map((param) => ({
          name: param.name,
          label: param.label,
          value: given[param.name] ?? '',
          ...(param.choices
            ? { kind: 'choice' as const, choices: [{ value: '', label: words.any }, ...param.choices] }
            : {}),
        })),
        present ? words.change : words.insert,
      );
      if (!answer) return;
      params = Object.fromEntries(Object.entries(answer.values).filter(([, value]) => value !== ''));
    }
    if (present) editor.chain().focus().updateAttributes('liveBlock', { with: params }).run();
    else
      editor
        .chain()
        .focus()
        .insertContent({ type: 'liveBlock', attrs: { name, with: params } })
        .run();
  }

  return {
    ...makeTextActs(words),
    reference: (editor) => void reference(editor),
    comment: (editor) => void comment(editor),
    table: (editor) => void table(editor),
    caption: (editor) => void caption(editor),
    image: (editor) => void image(editor),
    block: (editor) => void block(editor),
    up: (editor) => void moveBlock(editor, -1),
    down: (editor) => void moveBlock(editor, 1),
  };
}
