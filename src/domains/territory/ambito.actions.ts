import { writeAudit } from '#platform/audit/audit.sql.js';
import { insertGrant } from '#platform/auth/accounts.sql.js';
import type { Grant } from '#platform/auth/roles.js';
import { Invalid, Refused } from '#platform/errors.js';
import { type Ambito, type Ctx, requireRole, type SiteCtx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { findAmbito, insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { codeOf, findRepeated, isAmbitoSlug, isReservedSlug } from './ambito.rules.js';
import { type ItalianComune, listItalianComuni } from './italian-comune.sql.js';
import { upgradeShippedMetrics } from './metric.actions.js';
import { enterAmbito, insertMembers, insertPlaces } from './place.sql.js';

export interface NewAmbito {
  /** First segment of its address. */
  slug: string;
  name: string;
  leadBody?: string | null;
  /** ISTAT codes. */
  comuni: readonly string[];
  areas?: readonly { name: string; code?: string; comuni: readonly string[] }[];
  isDemo?: boolean;
}

/** What the installation itself may do inside an ambito. */
const INSTALLATION_GRANTS: Grant[] = [
  { role: 'administrator', scopeKind: 'ambito', scopeCode: '' },
  { role: 'director', scopeKind: 'ambito', scopeCode: '' },
];

/**
 * Makes an ambito of comuni of Italy's list, with its areas and the shipped metrics, all or nothing. For the
 * installation's administrators and, without an account, for the command line.
 * @throws Invalid for an address, a name or comuni that cannot be; Refused (403) for other accounts.
 */
export async function createAmbito(ctx: SiteCtx, input: NewAmbito): Promise<Ambito> {
  if (ctx.user && !ctx.user.isInstallationAdmin) throw new Refused('platform.forbidden', {}, 403);
  const comuni = await checkAmbito(ctx, input);
  const ambito: Ambito = {
    id: newId(),
    slug: input.slug,
    name: input.name.trim(),
    leadBody: input.leadBody?.trim() || null,
    isDemo: input.isDemo ?? false,
  };
  await insertAmbito(ctx.tx, ambito);
  await enterAmbito(ctx.tx, ambito.id);
  const inside: Ctx = { ...ctx, ambito, grants: INSTALLATION_GRANTS };
  await settleAmbito(inside, input, comuni);
  // Whoever makes it can work in it at once, and let others in.
  if (ctx.user) for (const grant of INSTALLATION_GRANTS) await insertGrant(inside, ctx.user.id, grant);
  return ambito;
}

/** Gives an ambito that was made just now its comuni, areas and metrics. @throws Invalid */
export async function settleAmbito(
  ctx: Ctx,
  input: Pick<NewAmbito, 'comuni' | 'areas'>,
  known?: readonly ItalianComune[],
): Promise<void> {
  requireRole(ctx, ['administrator']);
  const comuni = known ?? (await checkComuni(ctx, input));
  await insertTerritory(ctx, input, comuni);
  await upgradeShippedMetrics(ctx);
  await writeAudit(ctx, 'ambito.create', 'ambito', ctx.ambito.slug, { comuni: comuni.length });
}

async function checkAmbito(ctx: SiteCtx, input: NewAmbito): Promise<ItalianComune[]> {
  if (isReservedSlug(input.slug))
    throw new Invalid([
      { field: 'slug', code: 'territory.ambito.slug-reserved', values: { slug: input.slug } },
    ]);
  if (!isAmbitoSlug(input.slug))
    throw new Invalid([{ field: 'slug', code: 'territory.ambito.slug-malformed' }]);
  const name = input.name.trim();
  if (name.length < 2 || name.length > 200)
    throw new Invalid([{ field: 'name', code: 'territory.ambito.name-length' }]);
  const comuni = await checkComuni(ctx, input);
  if (await findAmbito(ctx.tx, input.slug))
    throw new Invalid([{ field: 'slug', code: 'territory.ambito.slug-taken', values: { slug: input.slug } }]);
  return comuni;
}

async function checkComuni(
  ctx: SiteCtx,
  input: Pick<NewAmbito, 'comuni' | 'areas'>,
): Promise<ItalianComune[]> {
  if (input.comuni.length === 0) throw new Invalid([{ field: 'comuni', code: 'territory.ambito.no-comuni' }]);
  const repeated = findRepeated(input.comuni);
  if (repeated !== undefined)
    throw new Invalid([
      { field: 'comuni', code: 'territory.ambito.comune-repeated', values: { code: repeated } },
    ]);
  const comuni = await listItalianComuni(ctx.tx, input.comuni);
  const known = new Set(comuni.map((comune) => comune.code));
  const unknown = input.comuni.filter((code) => !known.has(code));
  if (unknown.length > 0)
    throw new Invalid([
      {
        field: 'comuni',
        code: 'territory.ambito.comuni-unknown',
        values: { codes: unknown.slice(0, 10).join(', '), count: unknown.length },
      },
    ]);
  checkAreas(input.areas ?? [], known);
  return comuni;
}

function checkAreas(areas: NonNullable<NewAmbito['areas']>, known: ReadonlySet<string>): void {
  const twice = findRepeated(areas.flatMap((area) => area.comuni));
  if (twice !== undefined)
    throw new Invalid([{ field: 'areas', code: 'territory.area.comune-twice', values: { code: twice } }]);
  const outside = areas.flatMap((area) => area.comuni).find((code) => !known.has(code));
  if (outside !== undefined)
    throw new Invalid([{ field: 'areas', code: 'territory.area.comune-outside', values: { code: outside } }]);
}

async function insertTerritory(
  ctx: Ctx,
  input: Pick<NewAmbito, 'comuni' | 'areas'>,
  comuni: readonly ItalianComune[],
): Promise<void> {
  const idOf = new Map(comuni.map((comune) => [comune.code, newId()]));
  const idsOf = (codes: readonly string[]) => codes.flatMap((code) => idOf.get(code) ?? []);
  const whole = { id: newId(), kind: 'ambito', code: ctx.ambito.slug, name: ctx.ambito.name } as const;
  const areas = (input.areas ?? []).map((area) => ({
    id: newId(),
    kind: 'area' as const,
    code: area.code ?? codeOf(area.name),
    name: area.name,
    comuni: idsOf(area.comuni),
  }));
  await insertPlaces(ctx.tx, [
    whole,
    ...areas,
    ...comuni.map(({ code, name, province, km2 }) => ({
      id: idOf.get(code) ?? newId(),
      kind: 'comune' as const,
      code,
      name,
      province,
      km2,
    })),
  ]);
  await insertMembers(ctx.tx, whole.id, [...idOf.values()]);
  for (const area of areas) await insertMembers(ctx.tx, area.id, area.comuni);
}
