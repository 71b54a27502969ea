import type { Role } from '#platform/auth/roles.js';
import type { Face } from '#platform/http/context.js';

/** One entry of the navigation; each domain gives its own when it registers its routes. */
export interface Door {
  key: string;
  face: Face;
  path: string;
  /** Key of the label's message. */
  label: string;
  order: number;
  /** Only for these roles, anywhere in the ambito; for all who see the face when absent. */
  roles?: readonly Role[];
}

/** A page of settings, in the workplace. `label` is a message's key. */
export interface SettingsLink {
  path: string;
  label: string;
}

export function sortDoors(doors: readonly Door[]): Door[] {
  return [...doors].sort((a, b) => a.order - b.order);
}
