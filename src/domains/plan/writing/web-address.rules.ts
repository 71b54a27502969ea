/** Only addresses that are safe to follow from a page, a PDF or Word. */
export const SAFE_ADDRESS = /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)[^\s<>"]*$/i;

const WRITTEN = /(?<![\p{L}\d])https?:\/\/[^\s<>"«»“”]+/giu;
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
/** Ends by which a name without https:// is taken for an address, where one was pasted on chosen words. */
const BARE = /^(?:[a-z\d-]+\.)+(?:it|eu|com|org|net|info|edu|gov|int)(?:[/?#]\S*)?$/i;

/** Addresses of the web that stand in a text, without the stop, the comma or the bracket of the sentence around them. */
export function findAddresses(text: string): { address: string; index: number }[] {
  return [...text.matchAll(WRITTEN)].flatMap(({ 0: found, index }) => {
    const address = withoutSentence(found);
    return /^https?:\/\/[^/?#]/i.test(address) ? [{ address, index }] : [];
  });
}

function withoutSentence(found: string): string {
  for (let address = found; ; ) {
    const last = address.at(-1) ?? '';
    const opening = PAIRS[last];
    const isLoose = opening !== undefined && address.split(opening).length < address.split(last).length;
    if (!isLoose && !/[.,:;!?'’…]/.test(last)) return address;
    address = address.slice(0, -1);
  }
}

/** The address that a word is, bare or within brackets, and where in the word it begins. */
export function addressOfWord(word: string): { address: string; index: number } | null {
  const [found] = findAddresses(word);
  if (!found) return null;
  const around = word.slice(0, found.index) + word.slice(found.index + found.address.length);
  return ['', '()', '[]'].includes(around) ? found : null;
}

/** Where a text leads that is nothing but an address, of the web or of a person's mail. */
export function readAddress(text: string): string | null {
  const [found] = findAddresses(text);
  if (found?.address === text) return text;
  if (/^[^\s@<>"]+@(?:[a-z\d-]+\.)+[a-z]{2,}$/i.test(text)) return `mailto:${text}`;
  return BARE.test(text) ? `https://${text}` : null;
}
