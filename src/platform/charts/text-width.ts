/**
 * How wide a text is drawn, without a browser: charts are drawn on the server and must know whether a label fits.
 *
 * Advance widths are Titillium Web's own (thousandths of an em, U+0020 to U+007E). Letters with an accent take their
 * base letter's width, which differs by nothing in this font.
 */

const REGULAR =
  '220 247 373 560 560 560 688 208 264 264 420 560 223 438 216 412 560 560 560 560 560 560 560 560 560 560 217 248 560 560 560 447 977 596 616 544 645 553 526 616 675 246 289 569 479 840 676 660 593 660 616 542 526 644 582 886 558 538 536 329 436 329 560 632 236 501 526 436 529 505 331 514 537 219 219 479 231 836 537 528 527 526 346 465 351 531 481 762 452 483 455 352 230 352 560';
const SEMIBOLD =
  '220 266 395 560 560 560 696 225 289 289 423 560 246 421 239 443 560 560 560 560 560 560 560 560 560 560 239 266 560 560 560 441 975 599 612 544 641 553 529 613 676 269 296 583 475 850 686 656 591 656 618 543 526 650 594 911 564 549 534 344 471 344 560 625 254 507 536 442 540 508 346 525 546 241 242 499 253 838 546 530 537 535 361 469 358 543 491 768 464 492 454 357 252 357 560';

const WIDTHS = { 400: REGULAR.split(' ').map(Number), 600: SEMIBOLD.split(' ').map(Number) } as const;

const OTHERS: Record<string, number> = {
  '\u00a0': 220,
  '–': 631,
  '—': 1131,
  '−': 560,
  '€': 560,
  '°': 560,
  '²': 280,
  '’': 238,
  '…': 748,
  '·': 239,
  '«': 575,
  '»': 575,
};

/** Width of an unknown glyph: a wide one, so that a label is dropped rather than spilled. */
const UNKNOWN = 700;

/** The fallback font is a little wider than Titillium Web; a label must still fit. */
const SLACK = 1.04;

/** Width of `text` in the unit of `size` (font size), for weight 400 or 600. */
export function textWidth(text: string, size: number, weight: 400 | 600 = 400): number {
  const widths = WIDTHS[weight];
  let sum = 0;
  for (const character of text) {
    const base = OTHERS[character] ?? widths[character.charCodeAt(0) - 32];
    sum += base ?? widths[character.normalize('NFD').charCodeAt(0) - 32] ?? UNKNOWN;
  }
  return (sum / 1000) * size * SLACK;
}

/** The longest beginning of `text` that fits in `room`, with "…" when it was cut; '' when nothing fits. */
export function fitText(text: string, room: number, size: number, weight: 400 | 600 = 400): string {
  if (textWidth(text, size, weight) <= room) return text;
  const characters = Array.from(text);
  for (let length = characters.length - 1; length > 0; length -= 1) {
    const cut = `${characters.slice(0, length).join('').trimEnd()}…`;
    if (textWidth(cut, size, weight) <= room) return cut;
  }
  return '';
}

/**
 * Breaks `text` at spaces into at most `lines` lines no wider than `room`; the last is cut with "…" when more
 * remains, and so is a single word wider than the room.
 */
export function wrapText(
  text: string,
  room: number,
  size: number,
  lines: number,
  weight: 400 | 600 = 400,
): string[] {
  const out: string[] = [];
  let line = '';
  const words = text.split(' ').filter((word) => word !== '');
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size, weight) <= room) {
      line = longer;
      continue;
    }
    if (out.length === lines - 1) {
      line = [line, ...words.slice(i)].join(' ');
      break;
    }
    out.push(line);
    line = word;
  }
  if (line !== '') out.push(line);
  return out.map((each) => fitText(each, room, size, weight));
}
