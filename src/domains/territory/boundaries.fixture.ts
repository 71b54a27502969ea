import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Ambito } from '#platform/http/context.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { bringFiles } from '../../upload.fixture.js';
import type { Visitor } from '../../visitor.fixture.js';
import type { TestTerritory } from './territory.fixture.js';

/** Boundaries on their way in and out, among the tests of files on their way in, whose server they share. */
export function testBoundaries(
  world: () => { territory: TestTerritory; third: Ambito; director: Visitor; stranger: Visitor },
): void {
  describe('Boundaries', () => {
    let territory: TestTerritory;
    let third: Ambito;
    let director: Visitor;
    let stranger: Visitor;
    before(() => {
      ({ territory, third, director, stranger } = world());
    });
    const square = (west: number) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { PRO_COM_T: '020065', COMUNE: 'Suzzara' },
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [west, 45],
                  [west + 0.2, 45],
                  [west + 0.2, 45.2],
                  [west, 45.2],
                  [west, 45],
                ],
              ],
            },
          },
        ],
      });
    const westOf = async () => {
      const { rows } = await insideAmbito(territory.database, third, ({ client }) =>
        client.query<{ west: number | null }>(
          `select (select min((point ->> 0)::float) from jsonb_array_elements(boundary -> 'coordinates' -> 0) as point) as west
         from territory.place where kind = 'comune'`,
        ),
      );
      return rows[0]?.west ?? null;
    };

    test('come back as they were before the file that is undone, and go when none is left', async () => {
      const load = async (west: number) => {
        const brought = await bringFiles(stranger, 'terzo', [
          { name: `${west}.geojson`, content: square(west) },
        ]);
        const loaded = await stranger.post(`${brought.location}/carica`);
        assert.equal(loaded.statusCode, 303, loaded.body);
        return String(loaded.headers.location);
      };
      const first = await load(10.5);
      assert.equal(await westOf(), 10.5);
      const second = await load(10.6);
      assert.equal(await westOf(), 10.6);
      await stranger.post(`${second}/ritira`, { reason: 'File sbagliato', version: 1 });
      assert.equal(await westOf(), 10.5);
      const { body } = await stranger.get(first);
      assert.match(body, /Tornati in uso/);
      const version = /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
      await stranger.post(`${first}/ritira`, { reason: 'Anche questo', version });
      assert.equal(await westOf(), null);
      await stranger.post(`${second}/ripristina`, { reason: 'Era giusto', version: 2 });
      assert.equal(await westOf(), 10.6);
    });

    test('of one province stand beside those of another, each in use as long as one of its comuni shows it', async () => {
      const boundaryOf = (code: string, west: number) => square(west).replaceAll('020065', code);
      const load = async (name: string, content: string) => {
        const brought = await bringFiles(director, 'altro', [{ name, content }]);
        const preview = (await director.get(brought.location)).body;
        const loaded = await director.post(`${brought.location}/carica`);
        return { preview, address: String(loaded.headers.location) };
      };
      const first = await load('a.geojson', boundaryOf('020027', 10.7));
      assert.match(first.preview, /Confini dei comuni/);
      assert.match(first.preview, /Mancano 1 dei vostri 2 comuni \(per esempio Moglia\)/);
      const second = await load('b.geojson', boundaryOf('020035', 10.9));
      assert.doesNotMatch(second.preview, /Prende il posto/);
      assert.match((await director.get(first.address)).body, /In uso/);
      const third = await load('c.geojson', boundaryOf('020027', 10.75));
      assert.match((await director.get(first.address)).body, /Superati/);
      assert.match((await director.get(second.address)).body, /In uso/);
      await director.post(`${third.address}/ritira`, { reason: 'Prova', version: 1 });
      assert.match((await director.get(first.address)).body, /In uso/);
    });
  });
}
