import type { Server } from '#platform/http/server.js';

/** Somebody who has the chapter open in an editor. */
export interface Present {
  name: string;
  /** The part in which they are; null when they have not begun. */
  part: string | null;
}

interface Seen extends Present {
  accountId: string;
  until: number;
}

/** Three questions missed: the laptop is closed, or the connection gone. */
const GONE_MS = 12_000;
const MOST_CHAPTERS = 1_000;

/**
 * Who is writing where, in the memory of this process: it is news of the moment, which a restart may forget. Several
 * processes would each know their own people.
 */
const byServer = new WeakMap<Server, Map<string, Map<string, Seen>>>();

/**
 * Notes that an editor is open, and tells who else has one: never who asks, in whatever tab they were a moment ago.
 * @param chapter names the chapter among those of all ambiti
 * @param tab names this editor: one person may have two
 */
export function notePresence(
  server: Server,
  chapter: string,
  tab: string,
  person: { accountId: string; name: string; part: string | null },
): Present[] {
  const chapters = byServer.get(server) ?? new Map<string, Map<string, Seen>>();
  byServer.set(server, chapters);
  const people = chapters.get(chapter) ?? new Map<string, Seen>();
  const now = Date.now();
  for (const [other, seen] of people) if (seen.until < now) people.delete(other);
  people.set(tab, { ...person, until: now + GONE_MS });
  // The one touched last goes to the end, so that what is dropped is what nobody has asked about longest.
  chapters.delete(chapter);
  chapters.set(chapter, people);
  for (const oldest of chapters.keys()) {
    if (chapters.size <= MOST_CHAPTERS) break;
    chapters.delete(oldest);
  }
  return [...people].flatMap(([other, { accountId, name, part }]) =>
    other === tab || accountId === person.accountId ? [] : [{ name, part }],
  );
}
