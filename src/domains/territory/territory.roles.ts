import type { Role } from '#platform/auth/roles.js';

/** Who gives the ambito its shape and brings data in. */
export const TERRITORY_EDITORS: readonly Role[] = ['administrator', 'director'];

/** Who decides what the quality check looks for. */
export const RULE_EDITORS: readonly Role[] = ['administrator'];
