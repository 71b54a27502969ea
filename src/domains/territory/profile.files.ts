import { type Document, type DocumentSource, documentHash } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { composeProfile } from './profile.document.js';
import { readProfile } from './profile.reading.js';
import type { ProfilePart, ProfileSection } from './profile.types.js';

/** What the domains above know of a place, in their order. */
export async function readSections(
  ctx: Ctx,
  place: Parameters<ProfilePart>[1],
  face: Parameters<ProfilePart>[2],
  parts: readonly ProfilePart[],
): Promise<ProfileSection[]> {
  const sections: ProfileSection[] = [];
  for (const part of parts) sections.push(...(await part(ctx, place, face)));
  return sections;
}

/** Under which name the files of a profile are kept. */
export function profileSubject(code: string): string {
  return `profile:${code}`;
}

/**
 * The profile of a place as a document: what the public sees, in Italian, whoever asks.
 * @throws Absent
 */
export async function readProfileDocument(
  asker: Ctx,
  code: string,
  parts: readonly ProfilePart[],
): Promise<{ document: Document; hash: string }> {
  const ctx: Ctx = { ...asker, lang: 'it' };
  const profile = await readProfile(ctx, code);
  const sections = await readSections(ctx, profile.place, 'public', parts);
  const document = composeProfile({ ambito: ctx.ambito, profile, sections });
  return { document, hash: documentHash(document) };
}

/** How the job that makes files composes a profile. */
export function profileSource(parts: readonly ProfilePart[]): DocumentSource {
  return (ctx, code) => readProfileDocument(ctx, code, parts);
}
