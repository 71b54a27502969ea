import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { formatNumber, formatPercent, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg, DECORATION } from './chart-svg.js';
import { word } from './chart-words.js';
import { INK, LINE, PAPER, SEX_COLOURS, SOFT } from './palette.js';
import { fitText, textWidth } from './text-width.js';

/** One age class, youngest first in the list; `label` as "0-4", "85+". */
export type AgeClass = { label: string; male: number; female: number };

export type PyramidProps = ChartFrame & {
  classes: readonly AgeClass[];
  /** Whose population the bars are; told in a key beside that of the comparison. */
  name?: string;
  /** Another population over the same classes, drawn as an outline of shares: the ambito, the region, ten years ago. */
  comparison?: { name: string; classes: readonly AgeClass[] };
  width?: number;
  lang?: Lang;
};

const ROW = 17;
const TOP = 34;
const { male: MALE, female: FEMALE } = SEX_COLOURS;

type Share = { label: string; male: number; female: number };

/**
 * Population pyramid in shares of the total, so that a small comune compares with its ambito; the counts are in each
 * bar's title. Males at the left, females at the right, the youngest at the foot.
 */
export function Pyramid(props: PyramidProps): VNode {
  const { id, title, classes, comparison, name, width = 480, lang = 'it' } = props;
  const shares = sharesOf(classes);
  const others = comparison ? sharesOf(comparison.classes) : [];
  const most = Math.max(0.01, ...[...shares, ...others].flatMap((each) => [each.male, each.female]));
  const room = Math.max(30, ...classes.map((each) => textWidth(each.label, 12))) + 14;
  const half = (width - room) / 2;
  const scale = scaleLinear([0, most], [0, half - 2]).nice(3);
  const bottom = TOP + classes.length * ROW;
  const [inner, outer] = [half, half + room];
  const geometry = { scale, inner, outer, bottom };
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describePyramid(props)}
      width={width}
      height={bottom + 26 + (comparison ? 20 : 0) + (name ? 20 : 0)}
    >
      <text x={at(inner)} y="16" text-anchor="end" font-weight="600">
        {word('males', lang)}
      </text>
      <text x={at(outer)} y="16" font-weight="600">
        {word('females', lang)}
      </text>
      <ShareGrid {...geometry} lang={lang} />
      {shares.map((share, i) => (
        <Row
          key={share.label}
          share={share}
          counts={classes[i]}
          y={bottom - (i + 1) * ROW}
          {...geometry}
          lang={lang}
        />
      ))}
      {others.length > 0 ? (
        <g fill="none">
          {(['male', 'female'] as const).flatMap((sex) => {
            const d = outline(others, sex, geometry);
            return [
              <path key={`${sex} halo`} d={d} stroke={PAPER} stroke-width="4" />,
              <path key={sex} d={d} stroke={INK} stroke-width="1.5" />,
            ];
          })}
        </g>
      ) : null}
      {name ? (
        <g>
          <rect x="2" y={bottom + 31} width="9" height="10" fill={MALE} />
          <rect x="11" y={bottom + 31} width="9" height="10" fill={FEMALE} />
          <text x="28" y={bottom + 40} font-size="12">
            {fitText(name, width - 30, 12)}
          </text>
        </g>
      ) : null}
      {comparison ? (
        <g>
          <path d={`M2 ${bottom + (name ? 56 : 36)}h18`} stroke={INK} stroke-width="1.5" />
          <text x="28" y={bottom + (name ? 60 : 40)} font-size="12">
            {fitText(comparison.name, width - 30, 12)}
          </text>
        </g>
      ) : null}
      {classes.length === 0 ? <text y={TOP - 2}>{word('noData', lang)}</text> : null}
    </ChartSvg>
  );
}

/** Shares of the whole population, both sexes together, in hundredths. */
function sharesOf(classes: readonly AgeClass[]): Share[] {
  const total = classes.reduce((sum, each) => sum + each.male + each.female, 0) || 1;
  return classes.map(({ label, male, female }) => ({
    label,
    male: (male / total) * 100,
    female: (female / total) * 100,
  }));
}

type Geometry = { scale: (value: number) => number; inner: number; outer: number; bottom: number };

function Row(props: Geometry & { share: Share; counts: AgeClass | undefined; y: number; lang: Lang }): VNode {
  const { share, counts, y, scale, inner, outer, lang } = props;
  const said = (sex: 'males' | 'females', count: number | undefined, value: number): string =>
    `${share.label}, ${word(sex, lang)}: ${formatNumber(count, { lang })} (${formatPercent(value, { lang })})`;
  const male = scale(share.male);
  return (
    <g>
      <rect x={at(inner - male)} y={y + 1} width={at(male)} height={ROW - 2} fill={MALE}>
        <title>{said('males', counts?.male, share.male)}</title>
      </rect>
      <rect x={at(outer)} y={y + 1} width={at(scale(share.female))} height={ROW - 2} fill={FEMALE}>
        <title>{said('females', counts?.female, share.female)}</title>
      </rect>
      <text x={at((inner + outer) / 2)} y={y + ROW - 4} font-size="12" text-anchor="middle">
        {share.label}
      </text>
    </g>
  );
}

function ShareGrid(props: Geometry & { scale: { ticks: (count: number) => number[] }; lang: Lang }): VNode {
  const { scale, inner, outer, bottom, lang } = props;
  const ticks = scale.ticks(3);
  const decimals = ticks.every(Number.isInteger) ? 0 : 1;
  return (
    <g font-size="12" fill={SOFT} {...DECORATION}>
      {ticks.flatMap((tick) =>
        [at(inner - scale(tick)), at(outer + scale(tick))].map((x) => (
          <g key={x}>
            <path d={`M${x} ${TOP - 6}V${bottom + 4}`} stroke={tick === 0 ? SOFT : LINE} />
            <text
              x={x}
              y={bottom + 18}
              text-anchor={x < 12 ? 'start' : x > outer + inner - 12 ? 'end' : 'middle'}
            >
              {formatPercent(tick, { decimals, lang })}
            </text>
          </g>
        )),
      )}
    </g>
  );
}

/** Staircase along the ends of the bars of the other population. */
function outline(shares: readonly Share[], sex: 'male' | 'female', geometry: Geometry): string {
  const { scale, inner, outer, bottom } = geometry;
  const x = (share: Share): number =>
    at(sex === 'male' ? inner - scale(share.male) : outer + scale(share.female));
  return shares.map((share, i) => `${i === 0 ? `M${x(share)} ${bottom}` : `H${x(share)}`}v${-ROW}`).join('');
}

/** Population, shares of under 15 and over 64 where classes allow, and the largest class. */
export function describePyramid(props: Pick<PyramidProps, 'classes' | 'lang'>): string {
  const { classes, lang = 'it' } = props;
  const it = lang === 'it';
  const size = (each: AgeClass): number => each.male + each.female;
  const total = classes.reduce((sum, each) => sum + size(each), 0);
  const largest = classes.toSorted((a, b) => size(b) - size(a))[0];
  if (!largest || total === 0) return word('noData', lang);
  const females = classes.reduce((sum, each) => sum + each.female, 0);
  const share = (part: number): string => formatPercent((part / total) * 100, { lang });
  const count = (part: number): string => formatNumber(part, { lang });
  const opening = it
    ? `${count(total)} residenti, di cui ${share(females)} femmine.`
    : `${count(total)} residents, ${share(females)} of them female.`;
  const most = it
    ? `La classe più numerosa è ${largest.label} (${count(size(largest))}, ${share(size(largest))}).`
    : `The largest class is ${largest.label} (${count(size(largest))}, ${share(size(largest))}).`;
  const from = (label: string): number => Number.parseInt(label, 10);
  const old = classes.filter((each) => from(each.label) >= 65);
  const oldest = it ? 'Dai 65 anni in su' : 'Aged 65 and over';
  const tail = old.length > 0 ? ` ${oldest}: ${share(old.reduce((sum, each) => sum + size(each), 0))}.` : '';
  return `${opening} ${most}${tail}`;
}
