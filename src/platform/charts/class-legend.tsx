import type { VNode } from 'preact';
import { DECORATION } from './chart-svg.js';
import { INK, LINE } from './palette.js';
import type { ClassScale } from './scale-classes.js';
import { textWidth } from './text-width.js';

const SIZE = 12;
const STRIP = 10;
const ROW = 19;

type Entry = { label: string; fill: string };

function entriesOf(scale: ClassScale, hatchId: string): Entry[] {
  const entries = scale.classes.map(({ label, fill }): Entry => ({ label, fill }));
  if (scale.missing > 0) entries.push({ label: scale.missingLabel, fill: `url(#${hatchId})` });
  return entries;
}

/** Labels in a strip when each is narrower than its share of the width, else one under the other. */
function isStrip(entries: readonly Entry[], width: number): boolean {
  const share = width / entries.length;
  return entries.every((entry) => textWidth(entry.label, SIZE) <= share - 8);
}

/** Height of the legend that `ClassLegend` draws. */
export function classLegendHeight(scale: ClassScale, width: number): number {
  const entries = entriesOf(scale, '');
  if (entries.length === 0) return 0;
  return isStrip(entries, width) ? STRIP + 22 : entries.length * ROW;
}

/** The colours of a map's classes with their labels, to be put inside a chart at `y`; no state, no links. */
export function ClassLegend(props: {
  scale: ClassScale;
  width: number;
  y: number;
  hatchId: string;
}): VNode | null {
  const { scale, width, y, hatchId } = props;
  const entries = entriesOf(scale, hatchId);
  if (entries.length === 0) return null;
  const strip = isStrip(entries, width);
  const share = width / entries.length;
  return (
    <g transform={`translate(0 ${y})`} font-size={SIZE} fill={INK} {...DECORATION}>
      {entries.map((entry, i) =>
        strip ? (
          <g key={entry.label} transform={`translate(${Math.round(i * share * 10) / 10} 0)`}>
            <rect
              x="0.5"
              y="0.5"
              width={Math.floor(share) - 3}
              height={STRIP}
              fill={entry.fill}
              stroke={LINE}
            />
            <text y={STRIP + 16}>{entry.label}</text>
          </g>
        ) : (
          <g key={entry.label} transform={`translate(0 ${i * ROW})`}>
            <rect x="0.5" y="2.5" width="22" height="12" fill={entry.fill} stroke={LINE} />
            <text x="30" y="13">
              {entry.label}
            </text>
          </g>
        ),
      )}
    </g>
  );
}
