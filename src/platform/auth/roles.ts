/** What an account does in an ambito. Fixed here because law and practice fix them; what each may do is said by each domain. */
export const ROLES = [
  'administrator',
  'director',
  'coordinator',
  'socialWorker',
  'mayor',
  'municipalOfficer',
  'thirdSector',
] as const;
export type Role = (typeof ROLES)[number];

export interface Grant {
  role: Role;
  scopeKind: 'ambito' | 'area' | 'comune';
  /** Code of the area or of the comune; empty for the whole ambito. */
  scopeCode: string;
}

/**
 * Does one of the grants carry one of these roles at this place?
 * @param within codes of the place and of every place that holds it (comune, its areas); omit for what concerns the whole
 *   ambito. An empty list means "anywhere": used to show a door, never to open it.
 */
export function holdsRole(
  grants: readonly Grant[],
  roles: readonly Role[],
  within?: readonly string[],
): boolean {
  return grants.some(
    (grant) =>
      roles.includes(grant.role) &&
      (grant.scopeKind === 'ambito' ||
        (within !== undefined && (within.length === 0 || within.includes(grant.scopeCode)))),
  );
}
