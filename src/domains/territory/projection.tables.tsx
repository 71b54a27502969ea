import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { Section, StateTag } from '#platform/ui/parts.js';
import { DataTable } from '#platform/ui/table.js';
import { MEASURES, type Measure } from './projection/age-vector.js';
import { type Band, bandOf, type PlaceCourse, roundingOf } from './projection/band.js';
import { HORIZON, type Scenario } from './projection/scenario.types.js';
import { projectionText } from './projection.messages.js';
import type { Projection, ScenarioTotals } from './projection.types.js';
import {
  type Direction,
  directionOf,
  sayChange,
  sayMiddle,
  sayScenario,
  shortRange,
} from './projection.words.js';

interface GroupRow {
  measure: Measure;
  now: number;
  later: Band;
  direction: Direction;
}

const TONES = { up: 'calm', down: 'calm', unsure: 'off' } as const;

/** Each age group now and then, and what it may mean for services. */
export function GroupsTable(props: { ctx: PageCtx; projection: Projection; course: PlaceCourse }): VNode {
  const { ctx, projection, course } = props;
  const { lang } = ctx;
  const t = projectionText(lang);
  const [base, until] = [String(projection.ground.base), String(projection.choice.until)];
  const rows = MEASURES.map((measure): GroupRow => {
    const now = bandOf(course, 0, measure).value;
    const later = bandOf(course, projection.choice.until - projection.ground.base, measure);
    return { measure, now, later, direction: directionOf(now, later) };
  });
  return (
    <Section
      id="tabella"
      title={t('territory.projection.table')}
      lead={t('territory.projection.table-lead', { base, until })}
    >
      <DataTable
        lang={lang}
        caption={t('territory.projection.table')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.measure}
        columns={[
          {
            key: 'measure',
            label: t('territory.projection.table-ages'),
            heads: true,
            cell: (row) => t(`territory.projection.measure.${row.measure}`),
          },
          {
            key: 'now',
            label: t('territory.projection.table-now', { base }),
            kind: 'number',
            cell: (row) => formatNumber(row.now, { lang }),
          },
          {
            key: 'then',
            label: t('territory.projection.table-then', { until }),
            kind: 'number',
            cell: (row) => <strong>{sayMiddle(row.later, lang)}</strong>,
          },
          {
            key: 'range',
            label: t('territory.projection.table-range', { until }),
            kind: 'number',
            cell: (row) => shortRange(row.later, lang),
          },
          {
            key: 'change',
            label: t('territory.projection.table-change'),
            kind: 'number',
            cell: (row) => sayChange(row.now, row.later, lang),
          },
          {
            key: 'meaning',
            label: t('territory.projection.table-meaning'),
            cell: ({ measure, direction }) => (
              <div>
                <StateTag tone={TONES[direction]}>
                  {t('territory.projection.direction', { direction })}
                </StateTag>
                <span class="trama-cell-note">
                  {t(`territory.projection.meaning.${measure}`, { direction })}
                </span>
              </div>
            ),
          },
        ]}
      />
      <p class="trama-source">{t('territory.projection.told.rounding')}</p>
    </Section>
  );
}

const COMPARED: readonly Measure[] = ['total', '0-2', '3-5', '75-84', '85+'];

interface ComparedRow {
  key: string;
  label: string;
  cell: (totals: ScenarioTotals) => string;
}

/** What each scenario supposes, and what comes of it: a column a scenario. */
export function ScenariosTable({ ctx, projection }: { ctx: PageCtx; projection: Projection }): VNode {
  const { lang } = ctx;
  const t = projectionText(lang);
  const { ground, choice, place, compared } = projection;
  const years = choice.until - ground.base;
  const supposed = (key: keyof Scenario, label: string, decimals: number, sign: 'negative' | 'always') => ({
    key,
    label,
    cell: ({ scenario }: ScenarioTotals) => formatNumber(scenario[key], { decimals, lang, sign }),
  });
  const rows: ComparedRow[] = [
    supposed(
      'fertility',
      t('territory.projection.scenarios-fertility', { end: String(ground.base + HORIZON) }),
      2,
      'negative',
    ),
    supposed('lifeGain', t('territory.projection.scenarios-life'), 1, 'always'),
    supposed('migration', t('territory.projection.scenarios-migration'), 1, 'always'),
    ...COMPARED.map((measure) => ({
      key: measure,
      label: t('territory.projection.scenarios-then', {
        who: t(`territory.projection.measure.${measure}`),
        until: String(choice.until),
      }),
      cell: ({ course }: ScenarioTotals) => shortRange(bandOf(course, years, measure), lang),
    })),
  ];
  return (
    <Section
      id="scenari"
      title={t('territory.projection.scenarios')}
      lead={t('territory.projection.scenarios-lead', { place: place.name, until: String(choice.until) })}
    >
      <DataTable
        lang={lang}
        caption={t('territory.projection.scenarios')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'what',
            label: t('territory.projection.scenarios-what'),
            heads: true,
            cell: (row) => row.label,
          },
          ...compared.map((totals) => ({
            key: totals.scenario.code,
            label: totals.scenario.name,
            kind: 'number' as const,
            cell: (row: ComparedRow) =>
              totals.scenario.code === choice.scenario ? (
                <strong>{row.cell(totals)}</strong>
              ) : (
                row.cell(totals)
              ),
          })),
        ]}
      />
    </Section>
  );
}

/** Births, deaths and moves of each year, as the middle of the range has them. */
export function AccountTable(props: { ctx: PageCtx; projection: Projection; course: PlaceCourse }): VNode {
  const { ctx, projection, course } = props;
  const { lang } = ctx;
  const t = projectionText(lang);
  const { ground, choice, scenario } = projection;
  const accounts = course.accounts.slice(0, choice.until - ground.base).map((account, year) => ({
    ...account,
    year: ground.base + year,
  }));
  // One step for the whole table, or sums would seem to jump; from the middle of the years.
  const step = Math.max(1, roundingOf(bandOf(course, Math.ceil(accounts.length / 2), 'total')) / 10);
  type AccountRow = (typeof accounts)[number];
  const figure =
    (of: (row: AccountRow) => number, sign: 'negative' | 'always' = 'negative') =>
    (row: AccountRow) =>
      formatNumber(Math.round(of(row) / step) * step, { lang, sign });
  const column = (
    key: 'start' | 'births' | 'deaths' | 'migration' | 'end',
    sign: 'negative' | 'always' = 'negative',
  ) => ({
    key,
    label: t(`territory.projection.account-${key}`),
    kind: 'number' as const,
    cell: figure((row) => row[key], sign),
  });
  return (
    <Section
      id="anno-per-anno"
      title={t('territory.projection.account')}
      lead={t('territory.projection.account-lead')}
    >
      <DataTable
        lang={lang}
        caption={`${t('territory.projection.account')}, ${sayScenario(scenario, lang)}`}
        captionHidden
        wide
        rows={accounts}
        rowKey={(row) => String(row.year)}
        columns={[
          {
            key: 'year',
            label: t('territory.projection.account-year'),
            heads: true,
            cell: (row) => row.year,
          },
          column('start'),
          column('births'),
          column('deaths'),
          column('migration', 'always'),
          column('end'),
        ]}
      />
    </Section>
  );
}
