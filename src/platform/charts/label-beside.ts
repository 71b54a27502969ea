/** A name that wants to stand beside its dot. `index` is the dot's. */
export type WantedLabel = { index: number; text: string; width: number; height: number };

/** Where a name starts (left end of its baseline). */
export type PlacedLabel = { index: number; text: string; x: number; y: number };

type Box = { left: number; top: number; right: number; bottom: number };

const GAP = 3;
/** A line of text rises this much of its height over the baseline. */
const RISE = 0.78;

/**
 * Places names beside their dots: at the right, left, over, under or at a corner, the first of these where the name
 * covers no dot, no name placed before and stays in the frame. The first wanted have the first choice; a name for which
 * there is no room is left out, because a title and a table have it.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  dots: readonly { x: number; y: number; radius: number }[],
  frame: Box,
): PlacedLabel[] {
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  for (const label of wanted) {
    const dot = dots[label.index];
    if (!dot) continue;
    const free = candidates(dot, label).find(
      (box) => isInside(box, frame) && !taken.some((other) => meets(box, other)) && !coversDot(box, dots),
    );
    if (!free) continue;
    taken.push(free);
    placed.push({
      index: label.index,
      text: label.text,
      x: free.left,
      y: free.top + label.height * RISE,
    });
  }
  return placed;
}

function candidates(dot: { x: number; y: number; radius: number }, { width, height }: WantedLabel): Box[] {
  const away = dot.radius + GAP;
  const box = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  const [rightOf, leftOf] = [dot.x + away, dot.x - away - width];
  const [over, under] = [dot.y - away - height, dot.y + away];
  const middle = dot.y - height / 2;
  return [
    box(rightOf, middle),
    box(leftOf, middle),
    box(dot.x - width / 2, over),
    box(dot.x - width / 2, under),
    box(rightOf - GAP, over + GAP),
    box(rightOf - GAP, under - GAP),
    box(leftOf + GAP, over + GAP),
    box(leftOf + GAP, under - GAP),
  ];
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  );
}

function meets(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function coversDot(box: Box, dots: readonly { x: number; y: number; radius: number }[]): boolean {
  return dots.some(({ x, y, radius }) => {
    const [dx, dy] = [
      x - Math.max(box.left, Math.min(x, box.right)),
      y - Math.max(box.top, Math.min(y, box.bottom)),
    ];
    return dx * dx + dy * dy < radius * radius;
  });
}
