import { z } from 'zod';
import { optional, text } from '#platform/http/form.js';
import type { Tie } from './link.actions.js';
import { codesSchema } from './need-address.js';
import { PARTNER_ROLES, type PartnerRole } from './objective.types.js';

const Why = optional(text(500, 3));
const Role = z.enum(PARTNER_ROLES).default('partner');

/** Ticked boxes, each with its own why and, of organisations, its role: `why-CODE`, `role-CODE`. */
export const tiesSchema = codesSchema.catchall(z.unknown()).transform(({ codes, ...typed }, issues) => ({
  ties: codes.map((code): Tie => {
    const read = <T>(name: string, schema: z.ZodType<T>, fallback: T): T => {
      const parsed = schema.safeParse(typed[`${name}-${code}`]);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) issues.addIssue({ ...issue, path: [`${name}-${code}`] });
      return fallback;
    };
    return { code, reason: read('why', Why, null), role: read<PartnerRole>('role', Role, 'partner') };
  }),
}));

/** What the boxes show of what is tied now. */
export function tieValues(
  linked: readonly { code: string; reason: string | null; role?: PartnerRole }[],
): Record<string, unknown> {
  return {
    codes: linked.map((one) => one.code),
    ...Object.fromEntries(
      linked.flatMap(({ code, reason, role }) => [
        [`why-${code}`, reason ?? ''],
        [`role-${code}`, role ?? 'partner'],
      ]),
    ),
  };
}
