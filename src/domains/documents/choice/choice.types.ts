import type { z } from 'zod';
import type { Ctx, PageCtx } from '#platform/http/context.js';
import type { Document } from '../documents.types.js';

/** One sheet that may be printed, as lists name it. */
export interface ChosenSheet {
  code: string;
  title: string;
  /** Address of its page within the ambito and the face. */
  path: string;
}

/** A list of sheets as its filters leave it. */
export interface SheetList {
  /** In the list's order. */
  sheets: readonly ChosenSheet[];
  /** "Piano di Zona 2021-2023": above the title of the page. */
  kicker: string;
  /** Pages that lead here, the list being the last. */
  crumbs: readonly { label: string; href: string }[];
}

/** Chosen sheets as one document. */
export interface ChosenDocument {
  document: Document;
  hash: string;
  /** Anyone may keep the file. */
  isPublic: boolean;
  /** Name of the file without its ending. */
  name: string;
}

/**
 * What a domain gives so that sheets of a list of its can be chosen and printed together. `W` is what the list belongs to.
 */
export interface ChoiceSource<P extends z.ZodObject, Q extends z.ZodObject, W> {
  /** The list's address within the ambito: `/piano/:plan/obiettivi`. */
  list: string;
  /** The files' address below `/api/v1/{ambito}`, without its ending. */
  file: string;
  tag: string;
  /** What the files hold, in English, for the description of the API. */
  summary: string;
  /** Which part of the navigation is lit, by face. */
  door: (ctx: PageCtx) => string;
  params: P;
  /** The list's filters. */
  filters: Q;
  fill: (template: string, params: z.output<P>) => string;
  /** @throws Absent when the reader may not see it */
  find: (ctx: Ctx, params: z.output<P>) => Promise<W>;
  read: (ctx: PageCtx, whole: W, filters: z.output<Q>) => Promise<SheetList>;
  /** Under which name the file is kept; its key holds the codes, by `packCodes`. */
  subject: (ctx: Ctx, whole: W, codes: readonly string[]) => string;
  /** @throws Absent when none of the codes is there */
  compose: (ctx: Ctx, whole: W, codes: readonly string[]) => Promise<ChosenDocument>;
}
