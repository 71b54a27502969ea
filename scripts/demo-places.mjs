// Writes demo/oglio-po/places.csv: code, name, province, area, km² and a point inside each comune.
//
//   node scripts/demo-places.mjs --comuni comuni.csv --boundaries oglio-po-27.geojson [--out demo/oglio-po/places.csv]
//
// `comuni.csv` is the published plan's table (code, name, province, sub-ambito); km² are those of reference/, ISTAT's
// with four decimals. The point is the one farthest from the border, where a label or a cell's centre sits best;
// four decimals of a degree are about ten metres. Needs the built project (npx tsc -p .).
// Boundaries: ISTAT, openpolis/geojson-italy, CC BY 4.0.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readFile } from '../dist/domains/territory/files/read-file.js';
import { polygonsOf } from '../dist/platform/charts/geometry.js';
import { poleOfInaccessibility } from '../dist/platform/charts/label-place.js';

const { values } = parseArgs({
  options: {
    comuni: { type: 'string' },
    boundaries: { type: 'string' },
    out: { type: 'string', default: 'demo/oglio-po/places.csv' },
  },
});
if (!values.comuni || !values.boundaries) {
  console.error('Usage: node scripts/demo-places.mjs --comuni CSV --boundaries GEOJSON [--out CSV]');
  process.exit(2);
}

const table = (path) => parse(readFileSync(path), { bom: true, columns: true });
const comuni = table(values.comuni);
const facts = new Map(
  table(new URL('../reference/comuni-italiani.csv', import.meta.url)).map((row) => [row.code, row]),
);

const reading = await readFile(createReadStream(values.boundaries), {
  keep: new Set(comuni.map((row) => row.istat_code)),
});
const points = new Map();
for await (const { code, geometry } of reading.boundaries) {
  points.set(code, insidePoint(geometry));
}
const outcome = reading.outcome();
if (!outcome.accepted || outcome.warnings.length > 0) {
  console.error(outcome.accepted ? outcome.warnings : outcome.problems);
  process.exit(1);
}

const rows = comuni
  .map((row) => {
    const [lon, lat] = points.get(row.istat_code);
    return {
      istat_code: row.istat_code,
      name: row.comune,
      province: row.provincia,
      area: row.sub_ambito.toLowerCase(),
      km2: facts.get(row.istat_code).km2,
      lon: lon.toFixed(4),
      lat: lat.toFixed(4),
    };
  })
  .toSorted((a, b) => a.istat_code.localeCompare(b.istat_code));
writeFileSync(values.out, stringify(rows, { header: true }));

/** Degrees of longitude are shorter than those of latitude: distances are compared on a plane scaled at the comune. */
function insidePoint(geometry) {
  const polygons = polygonsOf(geometry);
  const shrink = Math.cos((polygons[0][0][0][1] * Math.PI) / 180);
  const scaled = polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon * shrink, lat])));
  const { point } = poleOfInaccessibility(scaled, 0.0001);
  return [point[0] / shrink, point[1]];
}
