import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatMeasure, formatPeriod } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ButtonLink, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { FindingWarning } from './finding-mark.js';
import { briefSource } from './looks/look.notes.js';
import { profileText } from './profile.messages.js';
import { Acts, Key, People, SmallMap, Trends } from './profile.parts.js';
import type { Profile, ProfileSection, PublishedFigure } from './profile.types.js';
import { sayKind, sayLead } from './profile.words.js';
import { sourceText } from './source-names.js';
import { territoryText } from './territory.messages.js';

const UNITS = new Map([
  ['percentuale', '%'],
  ['euro', '€'],
  ['kmq', 'km²'],
  ['abitanti/kmq', 'ab./km²'],
]);

/** One place in figures, with the ambito and the years before beside them, and what other domains know of it. */
export function ProfilePage(props: {
  ctx: PageCtx;
  profile: Profile;
  sections: readonly ProfileSection[];
}): VNode {
  const { ctx, profile } = props;
  const t = profileText(ctx.lang);
  const { place } = profile;
  const api = `/api/v1/${ctx.ambito.slug}/profiles/${encodeURIComponent(place.code)}`;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={place.name}
      kicker={sayKind(profile, ctx.lang)}
      lead={sayLead(profile, ctx.lang)}
      crumbs={[{ label: t('territory.profile.list'), href: at(ctx, '/profilo') }, { label: place.name }]}
      actions={
        <>
          <DownloadMenu
            lang={ctx.lang}
            files={[
              {
                label: t('territory.profile.download-pdf'),
                href: `${api}.pdf`,
                note: t('territory.profile.print-note'),
              },
              { label: t('territory.profile.download-docx'), href: `${api}.docx` },
              {
                label: t('territory.profile.download-csv'),
                href: at(ctx, `/profilo/${place.code}/misure.csv`),
              },
            ]}
          />
          <ButtonLink href={at(ctx, withQuery('/profilo/confronta', { a: place.code }))}>
            {t('territory.profile.compare')}
          </ButtonLink>
        </>
      }
    >
      <div class={profile.ages ? 'trama-profile trama-profile-aged' : 'trama-profile'}>
        <div class="trama-profile-top">
          <Key ctx={ctx} profile={profile} />
          <div class="trama-profile-where">
            <SmallMap ctx={ctx} profile={profile} />
            <FindingWarning ctx={ctx} findings={profile.findings} />
          </div>
        </div>
        <People ctx={ctx} profile={profile} />
        <Trends ctx={ctx} profile={profile} />
        <Acts ctx={ctx} sections={props.sections} />
        <Published ctx={ctx} published={profile.published} />
        {profile.sources.length === 0 ? null : <Sources ctx={ctx} profile={profile} />}
        <Others ctx={ctx} profile={profile} />
      </div>
    </Shell>
  );
}

/** In a line, and each by its title for who wants to know. */
function Sources({ ctx, profile: { sources } }: { ctx: PageCtx; profile: Profile }): VNode {
  const t = profileText(ctx.lang);
  const brief = briefSource(sources, ctx.lang);
  const isWhole = brief === sourceText(sources, ctx.lang);
  return (
    <>
      <SourceLine>
        {t('territory.profile.source')}: {brief}
      </SourceLine>
      {isWhole ? null : (
        <details class="trama-more trama-profile-sources">
          <summary>{t('territory.profile.sources', { count: sources.length })}</summary>
          <ul>
            {sources.map((source) => (
              <li key={`${source.code} ${source.title}`}>{sourceText([source], ctx.lang, '')}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Published({
  ctx,
  published,
}: {
  ctx: PageCtx;
  published: readonly PublishedFigure[];
}): VNode | null {
  const t = profileText(ctx.lang);
  const words = territoryText(ctx.lang);
  if (published.length === 0) return null;
  return (
    <div class="trama-profile-published">
      <Section
        title={t('territory.profile.published')}
        id="pubblicati"
        lead={t('territory.profile.published-lead')}
      >
        <DataTable
          lang={ctx.lang}
          caption={t('territory.profile.published')}
          captionHidden
          rows={published}
          rowKey={(row) => [row.variable, row.category, row.period].join('|')}
          columns={[
            {
              key: 'variable',
              label: words('territory.data.variable'),
              heads: true,
              cell: (row) => (
                <>
                  {row.variable}
                  {row.category && row.category !== 'totale' ? (
                    <span class="trama-cell-note">{row.category}</span>
                  ) : null}
                </>
              ),
            },
            {
              key: 'period',
              label: t('territory.profile.period'),
              cell: (row) => formatPeriod(row.period, ctx.lang),
            },
            {
              key: 'value',
              label: words('territory.table.value'),
              kind: 'number',
              cell: (row) =>
                formatMeasure(row.value, UNITS.get(row.unit) ?? row.unit, {
                  decimals: row.value === null || Number.isInteger(row.value) ? 0 : 2,
                  lang: ctx.lang,
                }),
            },
            {
              key: 'location',
              label: words('territory.quality.where'),
              cell: (row) => (row.location ? t('territory.profile.chapter', { chapter: row.location }) : ''),
            },
          ]}
        />
      </Section>
    </div>
  );
}

/** The places beside it by name, and those that it holds. */
function Others({ ctx, profile }: { ctx: PageCtx; profile: Profile }): VNode {
  const t = profileText(ctx.lang);
  const { members, previous, next } = profile;
  return (
    <nav class="trama-profile-others" aria-label={t('territory.profile.neighbours')}>
      {previous || next ? (
        <p>
          {previous ? (
            <a href={at(ctx, `/profilo/${previous.code}`)} rel="prev">
              {t('territory.profile.previous', { name: previous.name })}
            </a>
          ) : (
            <span />
          )}
          {next ? (
            <a href={at(ctx, `/profilo/${next.code}`)} rel="next">
              {t('territory.profile.next', { name: next.name })}
            </a>
          ) : null}
        </p>
      ) : null}
      {members.length > 0 ? (
        <>
          <h2>
            {members[0]?.kind === 'area'
              ? t('territory.profile.areas')
              : territoryText(ctx.lang)('territory.places.comuni-title')}
          </h2>
          <ul>
            {members.map((member) => (
              <li key={member.code}>
                <a href={at(ctx, `/profilo/${member.code}`)}>{member.name}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </nav>
  );
}
