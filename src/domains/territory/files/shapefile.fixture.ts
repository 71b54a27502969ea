import type { Position } from 'geojson';
import { zipOf } from './workbook.fixture.js';

/** A comune's shape: its rings as shapefiles have them, outer ones clockwise. */
export interface FixtureShape {
  attributes: Record<string, string>;
  rings: Position[][];
}

/** ESRI's text of UTM zone 32 North on WGS84, in which ISTAT publishes. */
export const utm32 =
  'PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

export const degrees =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

export function shpOf(shapes: readonly FixtureShape[]): Buffer {
  const records = shapes.map(({ rings }, index) => {
    const points = rings.flat();
    const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16);
    content.writeInt32LE(5, 0);
    content.writeInt32LE(rings.length, 36);
    content.writeInt32LE(points.length, 40);
    let start = 0;
    rings.forEach((ring, ringIndex) => {
      content.writeInt32LE(start, 44 + ringIndex * 4);
      start += ring.length;
    });
    points.forEach(([x = 0, y = 0], point) => {
      content.writeDoubleLE(x, 44 + rings.length * 4 + point * 16);
      content.writeDoubleLE(y, 44 + rings.length * 4 + point * 16 + 8);
    });
    const header = Buffer.alloc(8);
    header.writeInt32BE(index + 1, 0);
    header.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([header, content]);
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, ...records]);
}

export function dbfOf(shapes: readonly FixtureShape[]): Buffer {
  const fields = Object.keys(shapes[0]?.attributes ?? {});
  const width = 30;
  const header = Buffer.alloc(32 + fields.length * 32 + 1);
  header[0] = 3;
  header.writeUInt32LE(shapes.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + fields.length * width, 10);
  fields.forEach((field, index) => {
    header.write(field, 32 + index * 32, 'latin1');
    header[32 + index * 32 + 16] = width;
  });
  header[header.length - 1] = 0x0d;
  const rows = shapes.map(({ attributes }) =>
    Buffer.concat([
      Buffer.from(' '),
      ...fields.map((field) => {
        const cell = Buffer.alloc(width, ' ');
        cell.write(attributes[field] ?? '', 'utf8');
        return cell;
      }),
    ]),
  );
  return Buffer.concat([header, ...rows, Buffer.from([0x1a])]);
}

export function shapefileOf(
  shapes: readonly FixtureShape[],
  { projection = utm32, name = 'Com2024_WGS84' }: { projection?: string | undefined; name?: string } = {},
): Buffer {
  return zipOf({
    [`Limiti/${name}.shp`]: shpOf(shapes),
    [`Limiti/${name}.dbf`]: dbfOf(shapes),
    ...(projection === '' ? {} : { [`Limiti/${name}.prj`]: projection }),
    'Limiti/leggimi.txt': 'Istat',
  });
}
