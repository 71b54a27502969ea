import { periodicityOf, subthemesOf, themesOf } from './catalogue.rules.js';
import type { CatalogueEntry } from './catalogue.types.js';
import { variablesOf } from './metric.rules.js';
import { type OpenData, openAddress, sourcesOf } from './open-data.reading.js';

/** What a file of boundaries is written after: RFC 7946. */
const GEOJSON_STANDARD = 'https://www.rfc-editor.org/rfc/rfc7946';

/** What the catalogue lists: every dataset, every metric that has values, the boundaries. */
export function entriesOf(base: string, { datasets, metrics, boundaries }: OpenData): CatalogueEntry[] {
  const files = (address: (form: string) => string, title: string) => [
    { format: 'CSV' as const, url: address('csv'), title: `${title} (CSV)` },
    { format: 'JSON' as const, url: address('json'), title: `${title} (JSON)` },
  ];
  return [
    ...datasets.map((one): CatalogueEntry => {
      const file = (form: string) => openAddress.datasetFile(base, one.code, form);
      const words = one.variables.flatMap((variable) => [`${variable.code} ${variable.name.toLowerCase()}`]);
      return {
        kind: 'dataset',
        code: one.code,
        title: one.title,
        description: one.description,
        licence: one.licence,
        keywords: one.variables.slice(0, 12).map((variable) => variable.name.toLowerCase()),
        themes: themesOf(words),
        subthemes: subthemesOf(words),
        periodicity: periodicityOf(one.layout),
        source: one.source || null,
        issuedOn: one.issuedOn,
        modifiedOn: one.modifiedOn,
        version: String(one.editions),
        years: one.years,
        page: openAddress.dataset(base, one.code),
        schema: file('csv-metadata.json'),
        distributions: files(file, one.title),
      };
    }),
    ...metrics.flatMap((one): CatalogueEntry[] => {
      if (one.years === null || one.modifiedOn === null || one.issuedOn === null) return [];
      const file = (form: string) => openAddress.metricFile(base, one.code, form);
      return [
        {
          kind: 'metric',
          code: one.code,
          title: one.name,
          description: one.description,
          licence: one.licence,
          keywords: [one.name.toLowerCase(), 'indicatore'],
          themes: themesOf(variablesOf(one)),
          subthemes: subthemesOf(variablesOf(one)),
          periodicity: one.sources.some((source) => periodicityOf(source.layout) === 'ANNUAL')
            ? 'ANNUAL'
            : 'UNKNOWN',
          source: sourcesOf(one),
          issuedOn: one.issuedOn,
          modifiedOn: one.modifiedOn,
          version: String(one.edition),
          years: one.years,
          page: openAddress.metric(base, one.code),
          schema: file('csv-metadata.json'),
          distributions: files(file, one.name),
        },
      ];
    }),
    ...(boundaries ? [boundaryEntry(base, boundaries)] : []),
  ];
}

function boundaryEntry(base: string, boundaries: NonNullable<OpenData['boundaries']>): CatalogueEntry {
  const { code, title, description, licence, issuedOn, modifiedOn, editions, source } = boundaries;
  return {
    kind: 'dataset',
    code,
    title,
    description,
    licence,
    keywords: ['confini', 'comuni'],
    themes: themesOf(['boundaries']),
    subthemes: subthemesOf(['boundaries']),
    periodicity: 'IRREG',
    source: source || null,
    issuedOn,
    modifiedOn,
    version: String(editions),
    years: null,
    page: openAddress.boundaries(base),
    schema: GEOJSON_STANDARD,
    distributions: [{ format: 'GEOJSON', url: openAddress.boundaryFile(base), title: `${title} (GeoJSON)` }],
  };
}
