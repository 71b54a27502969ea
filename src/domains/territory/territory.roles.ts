import type { Role } from '#platform/auth/roles.js';

/** Who gives the ambito its shape and brings data in. */
export const TERRITORY_EDITORS: readonly Role[] = ['administrator', 'director'];
