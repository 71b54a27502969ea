/** What people take when a password must be long; those of this work too. */
const WORDS = [
  'password',
  'passwort',
  'segretissima',
  'segreta',
  'segreto',
  'benvenuta',
  'benvenuto',
  'benvenuti',
  'welcome',
  'letmein',
  'iloveyou',
  'tiamo',
  'amoremio',
  'amore',
  'ciao',
  'italia',
  'juventus',
  'administrator',
  'amministratore',
  'amministratrice',
  'admin',
  'utente',
  'accesso',
  'trama',
  'ambito',
  'pianodizona',
  'ufficiodipiano',
  'serviziosociale',
  'servizisociali',
  'comune',
];

/** Rows of the keyboard and of the alphabet, along which fingers run. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '01234567890',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
].flatMap((row) => [row, [...row].reverse().join('')]);

/** Characters along a row that count as a run. */
const RUN = 4;
/** Characters of one's own that a password needs, beside what anybody would try. */
const OWN = 4;

/**
 * Is this password among the first that somebody would try (ASVS 6.2.4, 6.2.11)? Whatever else it is made of is allowed.
 * @param about words known of the account: the person's name, the e-mail address
 */
export function isGuessable(password: string, about: readonly string[] = []): boolean {
  const folded = fold(password);
  if (/^(.{1,6})\1+$/.test(folded)) return true;
  const personal = about.flatMap((text) => fold(text).split(/[^a-z0-9]+/)).filter((word) => word.length > 2);
  let left = folded.replace(/[^\p{L}\p{N}]/gu, '');
  for (const word of [...WORDS, ...personal].sort((a, b) => b.length - a.length))
    left = left.replaceAll(word, ' ');
  left = withoutRuns(left)
    .replace(/(19|20)\d\d/g, ' ')
    .replace(/\d{1,4}$/, ' ');
  return left.replace(/ /g, '').length < OWN;
}

function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const length = Math.max(...ROWS.map((row) => runAt(text, at, row)));
    rest += length >= RUN ? ' ' : (text[at] ?? '');
    at += length >= RUN ? length : 1;
  }
  return rest;
}

/** How many characters from `at` lie along the row. */
function runAt(text: string, at: number, row: string): number {
  let length = 0;
  for (let from = row.indexOf(text[at] ?? ''); from >= 0; from = row.indexOf(text[at] ?? '', from + 1)) {
    let here = 0;
    while (text[at + here] !== undefined && text[at + here] === row[from + here]) here += 1;
    length = Math.max(length, here);
  }
  return length;
}

/** As it is typed in a hurry: letters alike, signs that stand for letters. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/@/g, 'a')
    .replace(/\$/g, 's')
    .replace(/(?<=\p{L})0(?=\p{L})/gu, 'o');
}
