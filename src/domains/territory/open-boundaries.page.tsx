import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink, Facts } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { openText } from './open-data.messages.js';
import { licenceLabel } from './open-data.page.js';
import type { OpenData } from './open-data.reading.js';

/** The boundaries of the comuni: where they come from, and their file. */
export function OpenBoundariesPage(props: {
  ctx: PageCtx;
  boundaries: NonNullable<OpenData['boundaries']>;
}): VNode {
  const { ctx, boundaries } = props;
  const t = openText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={boundaries.title}
      lead={boundaries.description}
      crumbs={[{ label: t('territory.open.title'), href: at(ctx, '/dati') }, { label: boundaries.title }]}
      actions={
        <ButtonLink href={at(ctx, '/dati/confini.geojson')} kind="primary" download>
          GeoJSON
        </ButtonLink>
      }
    >
      <Facts
        empty="–"
        rows={[
          { label: t('territory.open.source'), content: boundaries.source || t('territory.open.no-source') },
          { label: t('territory.open.licence'), content: licenceLabel(ctx, boundaries.licence) },
          {
            label: t('territory.open.changed'),
            content: formatDate(boundaries.modifiedOn, { lang: ctx.lang }),
          },
        ]}
      />
    </Shell>
  );
}
