import type { MessageValues } from '#platform/i18n/messages.js';
import type { Extent } from './catalogue/extent.js';

/** Who answers for the ambito's open data, as its own settings say. */
export interface Publisher {
  id: string;
  name: string;
  /** Code in the index of the public administrations (indicepa.gov.it). */
  ipaCode: string | null;
  /** Null where the publisher itself holds the rights. */
  holderName: string | null;
  holderIpaCode: string | null;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  contactUrl: string | null;
  version: number;
}

export type PublisherFacts = Omit<Publisher, 'id' | 'version'>;

/** What DCAT-AP_IT makes mandatory and the ambito alone can supply. */
export type MissingFact = 'name' | 'ipa-code' | 'holder-ipa-code' | 'contact-name' | 'contact-email';

/** Why one dataset does not meet the profile, though the publisher's facts are there. */
export interface EntryFault {
  code: string;
  title: string;
  fault: 'licence-unknown';
  values?: MessageValues;
}

/** A file of a dataset. Addresses are absolute. */
export interface Distribution {
  format: 'CSV' | 'JSON' | 'GEOJSON';
  url: string;
  title: string;
}

/** A dataset of the catalogue: an imported publication, or a metric that is computed from them. */
export interface CatalogueEntry {
  kind: 'dataset' | 'metric';
  code: string;
  title: string;
  description: string;
  /** Code of the licence, as datasets keep it. */
  licence: string;
  keywords: readonly string[];
  /** Names of the European vocabulary of themes. */
  themes: readonly string[];
  /** Parts of EuroVoc, by code. */
  subthemes: readonly string[];
  /** Name of the European vocabulary of frequencies. */
  periodicity: string;
  source: string | null;
  /** Days, as YYYY-MM-DD. */
  issuedOn: string;
  modifiedOn: string;
  version: string;
  years: { first: number; last: number } | null;
  page: string;
  /** The table's own description (CSVW), or the standard that the file follows. */
  schema: string;
  distributions: readonly Distribution[];
}

export interface Catalogue {
  /** Absolute address of the catalogue: every name in it begins with this. */
  url: string;
  homepage: string;
  ambito: { slug: string; name: string; leadBody: string | null };
  publisher: Publisher | null;
  /** Comuni that the figures cover. */
  comuni: readonly { code: string; name: string; extent: Extent | null }[];
  entries: readonly CatalogueEntry[];
}
