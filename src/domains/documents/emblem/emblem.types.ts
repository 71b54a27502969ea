import type { ImageFormat } from '../image.js';

export type EmblemFormat = ImageFormat | 'svg';

export interface StoredEmblem {
  id: string;
  version: number;
  sha256: string;
  format: EmblemFormat;
  /** What it shows, for who does not see it. */
  alt: string;
  bytes: Buffer;
}

/** More than enough for what is printed 26 mm high. */
export const MOST_EMBLEM_BYTES = 1_048_576;
