/**
 * What a file goes through: `read` gathers texts and figures, `prepare` makes them the typesetter's, `parts` sets them
 * part by part, `whole` all together (PDF), `compose` makes them Word's (DOCX), `write` the file.
 */
export type Stage = 'read' | 'prepare' | 'parts' | 'whole' | 'compose' | 'write';

/** Where in a document the work is. Both are counted from 1. */
export interface Place {
  /** Chosen sheets make a chapter each. */
  kind: 'chapter' | 'sheet';
  number: number;
  of: number;
  title: string;
  /** Sheets of this chapter that are done, of how many; both 0 where it has none. */
  sheet: number;
  sheets: number;
}

/** How far the making of a file is. */
export interface Step {
  stage: Stage;
  /** How much of the stage is done, from 0 to 1. */
  done: number;
  /** Missing where the whole document is worked at. */
  at?: Place;
  /** Pages of the document, once they are known. */
  pages?: number;
}

export type OnStep = (step: Step) => void;
