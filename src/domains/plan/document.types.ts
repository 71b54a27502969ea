import type { Document, NumberedDocument } from '#domains/documents/index.js';

/** Where a part of a chapter lies among the document's blocks: from `start`, up to `end` excluded. */
export interface PartRange {
  start: number;
  end: number;
  /** Name of the live block that drew it; null for written text. */
  block: string | null;
  /** The live block could not be drawn; what stands in its place says why. */
  isUndrawn?: boolean;
  /** Another version of the part before it, told as such until one is chosen. */
  isRival?: boolean;
}

export interface ChapterRange {
  number: string;
  start: number;
  end: number;
  parts: PartRange[];
}

/** A plan as it stands, composed for all three shapes. */
export interface PlanDocument {
  document: Document;
  numbered: NumberedDocument;
  /** Equal hashes mean equal files. */
  hash: string;
  chapters: ChapterRange[];
}
