import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import { codeOf } from './ambito.rules.js';
import { insertComparison, listItaly } from './comparison.sql.js';
import type { NewPlace, Place } from './place.types.js';

/**
 * Makes places of all Italy's comuni, their provinces, regions and the country, those that the ambito lacks, each with
 * its comuni. Doing it again changes nothing.
 */
export async function addItaly(tx: Tx, places: readonly Place[]): Promise<void> {
  const italy = await listItaly(tx);
  const known = new Map(italy.present.map((place) => [`${place.kind}:${place.code}`, place.id]));
  const named = new Map(places.map((place) => [`${place.kind}:${codeOf(place.name)}`, place.id]));
  const taken = new Set(places.map((place) => place.code));
  const made: NewPlace[] = [];
  const regionCodes = new Map<string, string>();
  const members: { areaId: string; comuneId: string }[] = [];
  const idOf = (kind: 'province' | 'region' | 'country', code: string, name: string): string => {
    const key = `${kind}:${code}`;
    const id = known.get(key) ?? named.get(`${kind}:${codeOf(name)}`) ?? newId();
    if (!known.has(key)) {
      known.set(key, id);
      // An ambito may have the name of its region.
      const free = taken.has(code) ? `${code}-${kind}` : code;
      if (!named.has(`${kind}:${codeOf(name)}`)) made.push({ id, kind, code: free, name });
    }
    return id;
  };
  for (const { code, name, province, provinceName, region, km2 } of italy.comuni) {
    let comuneId = known.get(`comune:${code}`) ?? known.get(`otherComune:${code}`);
    if (comuneId === undefined) {
      comuneId = newId();
      made.push({ id: comuneId, kind: 'otherComune', code, name, province, km2 });
    }
    const regionCode = regionCodes.get(region) ?? codeOf(region);
    regionCodes.set(region, regionCode);
    for (const areaId of [
      idOf('province', code.slice(0, 3), provinceName),
      idOf('region', regionCode, region),
      idOf('country', 'italia', 'Italia'),
    ])
      members.push({ areaId, comuneId });
  }
  await insertComparison(tx, made, members);
}
