import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { insertDataset } from './dataset.sql.js';
import { listAgeCounts, listFigures } from './figure.sql.js';
import { ensureVariables } from './import.sql.js';
import { insertMembers, insertPlaces, listOtherComuni, listPlaces } from './place.sql.js';
import { makeAmbito, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;
let ambito: Ambito;

before(async () => {
  territory = await openTerritory();
  ambito = await makeAmbito(territory.database, {
    slug: 'suzzara',
    name: 'Ambito di Suzzara',
    comuni: ['020027', '020035', '020065'],
    areas: [{ name: 'Sponda', comuni: ['020027', '020035'] }],
  });
});
after(() => territory.close());

async function importCounts(
  ctx: Ctx,
  places: Record<string, string>,
  rows: [string, number, 'm' | 'f', number][],
) {
  const id = newId();
  await ensureVariables(ctx.tx, [
    { code: 'population', name: 'Popolazione', unit: 'persone', nature: 'stock' },
  ]);
  await insertDataset(
    ctx.tx,
    {
      id,
      code: 'posas',
      title: 'Popolazione per età',
      source: 'Istat',
      licence: 'CC-BY-4.0',
      referenceOn: null,
      fileName: 'posas.csv',
      fileSha256: id,
      fileBytes: 1,
      layout: 'trama-tidy',
      rowCount: rows.length,
      note: null,
    },
    new Date(),
  );
  for (const [code, year, sex, each] of rows)
    await sql`insert into territory.age_count (dataset_id, variable, place_id, year, sex, counts)
      values (${id}, 'population', ${places[code] ?? ''}, ${year}, ${sex}, array_fill(${each}::integer, array[101]))`.execute(
      ctx.tx,
    );
}

describe('Figures by age', () => {
  test('are read at every level, summed, and only behind their wall', async () => {
    await insideAmbito(territory.database, ambito, async (ctx) => {
      const other = newId();
      const province = newId();
      await insertPlaces(ctx.tx, [
        { id: other, kind: 'otherComune', code: '020030', name: 'Mantova' },
        { id: province, kind: 'province', code: 'mantova', name: 'Mantova' },
      ]);
      await insertMembers(ctx.tx, province, [other]);
      const places = Object.fromEntries(
        [...(await listPlaces(ctx.tx)), ...(await listOtherComuni(ctx.tx))].map((place) => [
          place.code,
          place.id,
        ]),
      );
      await importCounts(ctx, places, [
        ['020027', 2024, 'f', 1],
        ['020035', 2024, 'f', 2],
        ['020030', 2024, 'f', 5],
      ]);
    });
    await insideAmbito(
      territory.database,
      ambito,
      async ({ tx }) => {
        const summed = await listAgeCounts(tx, {
          variable: 'population',
          levels: ['comune', 'area', 'ambito', 'province', 'otherComune'],
        });
        assert.deepEqual(
          summed.map((row) => [row.place.code, row.year, row.sex, row.counts.length, row.counts[100]]),
          [
            ['sponda', 2024, 'f', 101, 3],
            ['020027', 2024, 'f', 101, 1],
            ['020035', 2024, 'f', 101, 2],
            ['020030', 2024, 'f', 101, 5],
            ['mantova', 2024, 'f', 101, 5],
          ],
        );
        const one = { variables: ['population'], places: ['020035'], years: [2024] };
        const figures = await listFigures(tx, one);
        assert.equal(figures.length, 101);
        assert.deepEqual([figures[0]?.ageFrom, figures[0]?.ageTo, figures[0]?.value], [0, 0, 2]);
        assert.deepEqual([figures.at(-1)?.ageFrom, figures.at(-1)?.ageTo], [100, null]);
        assert.deepEqual(await listFigures(tx, { ...one, years: [2023] }), []);
      },
      { readOnly: true },
    );
    const stranger = await makeAmbito(territory.database, {
      slug: 'altrove',
      name: 'Altrove',
      comuni: ['020027'],
    });
    await insideAmbito(territory.database, stranger, async ({ tx }) => {
      assert.deepEqual(await listFigures(tx, { variables: ['population'] }), []);
      assert.deepEqual(await listAgeCounts(tx, { variable: 'population', levels: ['comune'] }), []);
    });
  });
});
