import type { ComponentChildren, VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ButtonLink, Callout, EmptyState, Facts, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { lookText } from './looks/look.messages.js';
import { briefSource } from './looks/look.notes.js';
import { MEASURES, type Population } from './projection/age-vector.js';
import { bandOf, type PlaceCourse } from './projection/band.js';
import { HORIZON } from './projection/scenario.types.js';
import { BackTestSection } from './projection.back-test.js';
import { drawnProjection } from './projection.drawn.js';
import { shareOfOld } from './projection.figure.js';
import { projectionText } from './projection.messages.js';
import { AccountTable, GroupsTable, ScenariosTable } from './projection.tables.js';
import type { Projection, ProjectionChoice, ProjectionLack } from './projection.types.js';
import { isSmall, projectionWords, sayAssumptions, sayFuture } from './projection.words.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { TerritoryTabs } from './territory-tabs.js';

export const PROJECTION_PATH = '/proiezione';
export const SCENARIOS_PATH = '/proiezione/scenari';

/** Address that shows this very projection again. */
export function projectionAddress(ctx: PageCtx, choice: ProjectionChoice, path = PROJECTION_PATH): string {
  return withQuery(at(ctx, path), {
    luogo: choice.place,
    scenario: choice.scenario,
    anno: choice.until,
    gruppo: choice.measure,
  });
}

function Around(props: { ctx: PageCtx; aside?: VNode | undefined; children: ComponentChildren }): VNode {
  const { ctx } = props;
  const t = projectionText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.projection.title')}
      kicker={t('territory.projection.kicker')}
      lead={t('territory.projection.lead')}
      actions={
        inOffice ? (
          <ButtonLink href={at(ctx, SCENARIOS_PATH)}>{t('territory.projection.scenarios-manage')}</ButtonLink>
        ) : undefined
      }
    >
      {inOffice ? <TerritoryTabs ctx={ctx} active="projection" /> : null}
      {props.aside ? (
        // Below the tabs, which need the whole width.
        <div class="trama-columns">
          <aside class="trama-aside trama-aside-first">{props.aside}</aside>
          <div class="trama-column">{props.children}</div>
        </div>
      ) : (
        props.children
      )}
    </Shell>
  );
}

/** Residents by age over the next ten years, with what is supposed and how far it can be trusted. */
export function ProjectionPage(props: {
  ctx: PageCtx;
  projection: Projection;
  /** Where this view is put into the plan; null when the reader may not. */
  adding: string | null;
}): VNode {
  const { ctx, projection, adding } = props;
  const t = projectionText(ctx.lang);
  const { course, place, ground, now } = projection;
  if (!course || !now)
    return (
      <Around ctx={ctx}>
        <Choices ctx={ctx} projection={projection} />
        <Callout tone="late">
          <p>
            {t('territory.projection.missing-place', {
              place: place.name,
              base: String(ground.base),
              names: place.missing.join(', '),
            })}
          </p>
        </Callout>
      </Around>
    );
  return (
    <Around ctx={ctx} aside={<Told ctx={ctx} projection={projection} />}>
      <Choices ctx={ctx} projection={projection} />
      <LeftOut ctx={ctx} projection={projection} />
      <Warnings ctx={ctx} projection={projection} course={course} />
      <Picture ctx={ctx} projection={projection} adding={adding} />
      <GroupsTable ctx={ctx} projection={projection} course={course} />
      <Ages ctx={ctx} projection={projection} course={course} now={now} />
      <ScenariosTable ctx={ctx} projection={projection} />
      <Section id="ipotesi" title={t('territory.projection.assumptions')}>
        <Facts
          empty=""
          rows={sayAssumptions(projection, ctx.lang).map(({ label, text }) => ({ label, content: text }))}
        />
      </Section>
      <AccountTable ctx={ctx} projection={projection} course={course} />
      <BackTestSection ctx={ctx} ground={ground} />
      <SourceLine>
        {t('territory.projection.source-data')}: {briefSource(ground.sources, ctx.lang)}{' '}
        {t('territory.projection.source-method')}
      </SourceLine>
    </Around>
  );
}

function Choices({ ctx, projection }: { ctx: PageCtx; projection: Projection }): VNode {
  const t = projectionText(ctx.lang);
  const { choice, places, scenarios, ground } = projection;
  return (
    <FilterForm
      lang={ctx.lang}
      action={at(ctx, PROJECTION_PATH)}
      label={t('territory.projection.choose')}
      submit={t('territory.projection.show')}
    >
      <FilterSelect
        name="luogo"
        label={t('territory.projection.place')}
        value={choice.place}
        choices={places.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="gruppo"
        label={t('territory.projection.group')}
        value={choice.measure}
        choices={['total' as const, ...MEASURES.slice(0, -1)].map((measure) => ({
          value: measure,
          label: t(`territory.projection.measure.${measure}`),
        }))}
      />
      <FilterSelect
        name="scenario"
        label={t('territory.projection.scenario')}
        value={choice.scenario}
        choices={scenarios.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="anno"
        label={t('territory.projection.until')}
        value={String(choice.until)}
        choices={Array.from({ length: HORIZON }, (_, year) => String(ground.base + year + 1)).map((year) => ({
          value: year,
          label: year,
        }))}
      />
    </FilterForm>
  );
}

/** Comuni without ages stand aside: the reader of the whole must know it. */
function LeftOut({ ctx, projection }: { ctx: PageCtx; projection: Projection }): VNode | null {
  const missing = projection.places.find(({ kind }) => kind === 'ambito')?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Callout tone="late">
      <p>
        {projectionText(ctx.lang)('territory.projection.missing-note', {
          count: missing.length,
          names: missing.join(', '),
        })}
      </p>
    </Callout>
  );
}

function Picture(props: { ctx: PageCtx; projection: Projection; adding: string | null }): VNode {
  const { ctx, projection, adding } = props;
  const { lang } = ctx;
  const t = projectionText(lang);
  const l = lookText(lang);
  const { choice } = projection;
  const file = (name: string) => projectionAddress(ctx, choice, `${PROJECTION_PATH}/${name}`);
  const drawn = drawnProjection(projection, lang);
  return (
    <>
      <ChartFigure
        id="figura"
        level={2}
        lang={lang}
        {...projectionWords(projection, lang)}
        chart={<div dangerouslySetInnerHTML={{ __html: drawn.series.wide }} />}
        narrow={<div dangerouslySetInnerHTML={{ __html: drawn.series.narrow }} />}
        source={t('territory.projection.source')}
        links={[
          { label: t('territory.projection.link.table'), href: '#tabella' },
          { label: 'CSV', href: file('dati.csv'), download: '' },
          { label: 'XLSX', href: file('dati.xlsx'), download: '' },
          { label: 'SVG', href: file('figura.svg'), download: '' },
          { label: 'PNG', href: file('figura.png'), download: '' },
        ]}
      />
      <div class="trama-look-acts">
        <trama-copy data-label={l('territory.look.copy')} data-done={l('territory.look.copied')}>
          <a href={projectionAddress(ctx, choice)}>{t('territory.projection.link.address')}</a>
        </trama-copy>
        {adding === null ? null : (
          <a class="btn btn-primary btn-sm" href={adding}>
            {l('territory.look.add')}
          </a>
        )}
      </div>
    </>
  );
}

function Ages(props: {
  ctx: PageCtx;
  projection: Projection;
  course: PlaceCourse;
  now: Population;
}): VNode | null {
  const { ctx, projection, course, now } = props;
  const t = projectionText(ctx.lang);
  const { choice, ground } = projection;
  const later = course.populations[choice.until - ground.base];
  if (!later) return null;
  const [older, young] = [later, now].map((population) =>
    formatNumber(shareOfOld(population), { lang: ctx.lang }),
  );
  const years = { until: String(choice.until), base: String(ground.base) };
  const drawn = drawnProjection(projection, ctx.lang);
  return (
    <ChartFigure
      id="eta"
      level={2}
      lang={ctx.lang}
      heading={t('territory.projection.pyramid-heading', {
        ...years,
        older: older === young ? 'no' : 'yes',
        later: older ?? '',
        now: young ?? '',
      })}
      subtitle={t('territory.projection.pyramid-subtitle', years)}
      chart={<div dangerouslySetInnerHTML={{ __html: drawn.pyramid.wide }} />}
      narrow={<div dangerouslySetInnerHTML={{ __html: drawn.pyramid.narrow }} />}
      source={t('territory.projection.source')}
    />
  );
}

/** The finding in words; that of the oldest beside it, for whom services have most to prepare. */
function Told({ ctx, projection }: { ctx: PageCtx; projection: Projection }): VNode {
  const { measure } = projection.choice;
  const told = [measure, '85+' as const].map((one) => sayFuture(projection, one, ctx.lang));
  return (
    <>
      {[...new Set(told)].map((sentence) => (
        <div key={sentence} class="trama-told">
          <p>{sentence}</p>
        </div>
      ))}
    </>
  );
}

/** What must be known before the figures are read: how small the place is, why the scenario supposes what it does. */
function Warnings(props: { ctx: PageCtx; projection: Projection; course: PlaceCourse }): VNode {
  const { ctx, projection, course } = props;
  const { scenario } = projection;
  return (
    <>
      {isSmall(projection) ? (
        <Callout tone="late">
          <p>
            {projectionText(ctx.lang)('territory.projection.small', {
              now: formatNumber(bandOf(course, 0, 'total').value, { lang: ctx.lang }),
            })}
          </p>
        </Callout>
      ) : null}
      {scenario.note === '' ? null : (
        <Callout tone="info">
          <p>
            <strong>{scenario.name}.</strong> {scenario.note}
          </p>
        </Callout>
      )}
    </>
  );
}

/** What is missing, why it matters, where to get it. */
export function ProjectionLackPage({ ctx, lack }: { ctx: PageCtx; lack: ProjectionLack }): VNode {
  const t = projectionText(ctx.lang);
  const mayImport = ctx.view.face === 'office' && may(ctx, TERRITORY_EDITORS);
  return (
    <Around ctx={ctx}>
      <EmptyState
        title={t('territory.projection.empty-title')}
        text={
          <>
            {t('territory.projection.empty')}{' '}
            {t('territory.projection.empty-have', {
              withAges: lack.withAges,
              comuni: lack.comuni,
              years: lack.known.length === 0 ? 'none' : lack.known.join(', '),
            })}
          </>
        }
        action={
          mayImport ? (
            <ButtonLink kind="primary" href={at(ctx, '/territorio/dati/importa')}>
              {t('territory.projection.import')}
            </ButtonLink>
          ) : ctx.view.face === 'public' ? (
            <a href={at(ctx, '/osservatorio')}>{t('territory.projection.empty-observatory')}</a>
          ) : undefined
        }
      />
      {ctx.view.face === 'office' ? (
        <Section id="come" title={t('territory.projection.empty-steps')}>
          <ol>
            <li>{t('territory.projection.empty-step-1')}</li>
            <li>{t('territory.projection.empty-step-2')}</li>
            <li>{t('territory.projection.empty-step-3')}</li>
            <li>{t('territory.projection.empty-step-4')}</li>
          </ol>
        </Section>
      ) : null}
    </Around>
  );
}
