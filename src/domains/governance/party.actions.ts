import { Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { foldWords, nearestName } from '#platform/i18n/word-search.js';
import { EDITORS } from './governance.rules.js';
import type { PartyFields } from './governance.types.js';
import { listOrganisationNames } from './organisation.sql.js';
import { listPlaceRefs, type PlaceRef } from './place.sql.js';

export interface PartyWrite {
  organisationId: string;
  role: string | null;
}

/** Finds places by code and organisations by code or name, for one write or for many. */
export interface Register {
  /** @throws Invalid at the field `place` */
  place(code: string | null): PlaceRef | null;
  /** @throws Invalid at `field`, with the name that may have been meant; Invalid for one named twice */
  parties(field: string, parties: readonly PartyFields[]): PartyWrite[];
}

export async function openRegister(ctx: Ctx): Promise<Register> {
  const places = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.code, place]));
  const names = await listOrganisationNames(ctx.tx);
  const byKey = new Map(names.map((one) => [keyOf(one.name), one.id]));
  for (const one of names) byKey.set(one.code, one.id);
  return {
    place(code) {
      if (code === null) return null;
      const place = places.get(code);
      if (!place) throw new Invalid([{ field: 'place', code: 'governance.place.unknown' }]);
      return place;
    },
    parties(field, parties) {
      const seen = new Set<string>();
      return parties.map(({ organisation, role }) => {
        const organisationId = byKey.get(organisation) ?? byKey.get(keyOf(organisation));
        if (organisationId === undefined) throw unknown(field, organisation, names);
        if (seen.has(organisationId)) {
          throw new Invalid([{ field, code: 'governance.party.twice', values: { name: organisation } }]);
        }
        seen.add(organisationId);
        return { organisationId, role };
      });
    },
  };
}

function unknown(field: string, name: string, names: readonly { name: string }[]): Invalid {
  const near = nearestName(
    name,
    names.map((one) => one.name),
  );
  return new Invalid([
    near === undefined
      ? { field, code: 'governance.party.unknown', values: { name } }
      : { field, code: 'governance.party.perhaps', values: { name, near } },
  ]);
}

function keyOf(name: string): string {
  return foldWords(name).join(' ');
}

/** Editing needs a role where the thing is and where it is going to be. What has no place concerns the whole ambito. */
export function requireEditor(ctx: Ctx, ...places: (readonly string[] | undefined)[]): void {
  for (const within of places) requireRole(ctx, EDITORS, within?.length === 0 ? undefined : within);
}
