import type { Ctx } from '#platform/http/context.js';
import type { XlsxSheet } from '#platform/http/xlsx.js';
import type { Lang } from '#platform/i18n/format.js';
import { AGES, MEASURES, SEXES } from './projection/age-vector.js';
import { bandOf, type PlaceCourse, roundBand } from './projection/band.js';
import { projectionText } from './projection.messages.js';
import type { Projection } from './projection.types.js';
import { capital, sayAssumptions } from './projection.words.js';
import { sourceText } from './source-names.js';

type Cell = string | number | null;

export function projectionFileName(ctx: Ctx, { choice }: Projection, ending: string): string {
  return `${ctx.ambito.slug}-proiezione-${choice.place}-${choice.scenario}-${choice.until}.${ending}`;
}

/** A row a year and age group: what was counted, then ranges, rounded as they are said. */
export function groupRows(
  { place, scenario, seen, ground, choice }: Projection,
  course: PlaceCourse,
  lang: Lang,
): { header: string[]; rows: Cell[][] } {
  const t = projectionText(lang);
  const head = (measure: (typeof MEASURES)[number]) => t(`territory.projection.measure.${measure}`);
  const counted = seen.flatMap(({ year, values }) =>
    MEASURES.map((measure, index): Cell[] => [
      place.code,
      place.name,
      '',
      year,
      t('territory.projection.csv.seen'),
      head(measure),
      values[index] ?? 0,
      null,
      null,
    ]),
  );
  const projected = Array.from({ length: choice.until - ground.base }, (_, year) => year + 1).flatMap(
    (year) =>
      MEASURES.map((measure): Cell[] => {
        const { value, low, high } = roundBand(bandOf(course, year, measure));
        return [
          place.code,
          place.name,
          scenario.name,
          ground.base + year,
          t('territory.projection.csv.projected'),
          head(measure),
          value,
          low,
          high,
        ];
      }),
  );
  return {
    header: [
      t('territory.projection.csv.place-code'),
      t('territory.projection.csv.place'),
      t('territory.projection.csv.scenario'),
      t('territory.projection.csv.year'),
      t('territory.projection.csv.kind'),
      t('territory.projection.csv.measure'),
      t('territory.projection.csv.value'),
      t('territory.projection.csv.low'),
      t('territory.projection.csv.high'),
    ],
    rows: [...counted, ...projected],
  };
}

/** The whole projection as a workbook: groups, single ages to compute with, accounts, suppositions and sources. */
export function projectionSheets(projection: Projection, course: PlaceCourse, lang: Lang): XlsxSheet[] {
  const t = projectionText(lang);
  const { ground, choice, place, scenario } = projection;
  const { header, rows } = groupRows(projection, course, lang);
  const years = Array.from({ length: choice.until - ground.base + 1 }, (_, year) => year);
  const lastAge = AGES - 1;
  return [
    { name: t('territory.projection.sheet.groups'), columns: header.map((label) => ({ label })), rows },
    {
      name: t('territory.projection.sheet.ages'),
      columns: [
        { label: t('territory.projection.sheet.sex') },
        { label: t('territory.projection.sheet.age') },
        ...years.map((year) => ({ label: String(ground.base + year), decimals: 1 })),
      ],
      rows: SEXES.flatMap((sex) =>
        Array.from({ length: AGES }, (_, age) => [
          sex,
          age === lastAge ? `${age}+` : String(age),
          ...years.map((year) => Math.round((course.populations[year]?.[sex][age] ?? 0) * 10) / 10),
        ]),
      ),
    },
    {
      name: t('territory.projection.sheet.account'),
      columns: [
        { label: t('territory.projection.account-year') },
        ...(['start', 'births', 'deaths', 'migration', 'end'] as const).map((key) => ({
          label: t(`territory.projection.account-${key}`),
          decimals: 1,
        })),
      ],
      rows: course.accounts
        .slice(0, choice.until - ground.base)
        .map(({ start, births, deaths, migration, end }, year) => [
          ground.base + year,
          ...[start, births, deaths, migration, end].map((value) => Math.round(value * 10) / 10),
        ]),
    },
    {
      name: t('territory.projection.sheet.assumptions'),
      columns: [
        { label: t('territory.projection.sheet.item') },
        { label: t('territory.projection.sheet.text') },
      ],
      rows: [
        [t('territory.projection.place'), place.name],
        [
          t('territory.projection.scenario'),
          scenario.note === '' ? scenario.name : `${scenario.name}. ${scenario.note}`,
        ],
        ...sayAssumptions(projection, lang).map(({ label, text }) => [label, text]),
        [
          t('territory.projection.source-data'),
          sourceText(ground.sources, lang, `${capital(t('territory.projection.source'))}.`),
        ],
      ],
    },
  ];
}
