/** Bytes of one file. */
export const MOST_EVIDENCE_BYTES = 5 * 1024 * 1024;
export const MOST_EVIDENCE_FILES = 5;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const KINDS: readonly { ending: RegExp; starts: readonly number[] | null; type: string }[] = [
  { ending: /\.pdf$/i, starts: [0x25, 0x50, 0x44, 0x46], type: 'application/pdf' },
  { ending: /\.png$/i, starts: [0x89, 0x50, 0x4e, 0x47], type: 'image/png' },
  { ending: /\.jpe?g$/i, starts: [0xff, 0xd8, 0xff], type: 'image/jpeg' },
  {
    ending: /\.xlsx$/i,
    starts: ZIP,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    ending: /\.docx$/i,
    starts: ZIP,
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  { ending: /\.ods$/i, starts: ZIP, type: 'application/vnd.oasis.opendocument.spreadsheet' },
  { ending: /\.odt$/i, starts: ZIP, type: 'application/vnd.oasis.opendocument.text' },
  { ending: /\.csv$/i, starts: null, type: 'text/csv; charset=utf-8' },
];

/** Media type of a file whose name and first bytes agree; null where they do not, or where it is of no kind we keep. */
export function evidenceType(name: string, bytes: Uint8Array): string | null {
  const kind = KINDS.find(({ ending }) => ending.test(name));
  if (!kind) return null;
  // Text has no signature; what holds a nought is no text.
  const fits = kind.starts
    ? kind.starts.every((byte, at) => bytes[at] === byte)
    : !bytes.subarray(0, 4096).includes(0);
  return fits ? kind.type : null;
}

/** The last part of what a browser gave as a name, cut to what is kept. */
export function evidenceName(given: string): string {
  const base = given
    .replace(/^.*[/\\]/, '')
    .replace(/\p{Cc}/gu, '')
    .trim();
  if (base.length <= 200) return base;
  const ending = /\.[a-z]{1,5}$/i.exec(base)?.[0] ?? '';
  return base.slice(0, 200 - ending.length) + ending;
}
