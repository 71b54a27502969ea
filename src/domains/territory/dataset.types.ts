import type { LayoutCode } from './files/files.types.js';

/** One edition of published figures, as lists show it. */
export interface Dataset {
  id: string;
  /** The same for every edition of one publication. */
  code: string;
  title: string;
  source: string;
  licence: string;
  referenceOn: string | null;
  fileName: string | null;
  fileSha256: string | null;
  fileBytes: number | null;
  layout: string;
  rowCount: number;
  note: string | null;
  importedAt: Date;
  importedBy: string | null;
  supersededAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  version: number;
  /** ambito: only its own comuni were kept; italy: all, for comparison. */
  keeps: string;
  recipeId: string | null;
  recipeName: string | null;
}

/** Live: its figures are read. Superseded: a later edition took its place. Withdrawn: its import was undone. */
export const DATASET_STATES = ['live', 'superseded', 'withdrawn'] as const;
export type DatasetState = (typeof DATASET_STATES)[number];

export function stateOf(dataset: Pick<Dataset, 'supersededAt' | 'withdrawnAt'>): DatasetState {
  if (dataset.withdrawnAt) return 'withdrawn';
  return dataset.supersededAt ? 'superseded' : 'live';
}

/** Licences that Italian publishers use; the code is SPDX's. */
export const LICENCES = ['CC-BY-4.0', 'CC-BY-3.0-IT', 'CC0-1.0', 'IODL-2.0', 'other'] as const;

export interface NewDataset {
  id: string;
  code: string;
  title: string;
  source: string;
  licence: string;
  referenceOn: string | null;
  fileName: string;
  fileSha256: string;
  fileBytes: number;
  layout: LayoutCode;
  rowCount: number;
  note: string | null;
  recipeId?: string | null;
  /** Only the ambito's comuni when left out. */
  keeps?: 'ambito' | 'italy';
}

/** What whoever imports a file says of it, where the file does not say so itself. */
export interface StatedFacts {
  title?: string | undefined;
  source?: string | undefined;
  licence?: string | undefined;
  referenceOn?: string | undefined;
  /** Code of the publication whose new edition this is. */
  code?: string | undefined;
  note?: string | undefined;
}
