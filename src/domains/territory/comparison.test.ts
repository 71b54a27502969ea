import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Ctx } from '#platform/http/context.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { listKeptCodes, refreshForebears, storeComuneChanges } from './comparison.sql.js';
import { listPrintedFigures } from './context-block.sql.js';
import {
  countFigures,
  listDatasetContents,
  listFigures as listDatasetFigures,
} from './dataset-figure.sql.js';
import { listAgeCounts, listFigures } from './figure.sql.js';
import { compareFigures } from './figure-change.sql.js';
import { importFile } from './import.actions.js';
import { listOtherComuni, listPlaces } from './place.sql.js';
import { makeAmbito, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;

before(async () => {
  territory = await openTerritory();
});
after(() => territory.close());

const HEADER = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';
const table = (rows: readonly string[]) => [Buffer.from(`${[HEADER, ...rows].join('\n')}\n`)];

async function load(ctx: Ctx, title: string, rows: readonly string[], comuni: 'own' | 'all' = 'own') {
  const report = await importFile(ctx, { stream: table(rows), fileName: `${title}.csv`, title, comuni });
  assert.ok(report.accepted, JSON.stringify(report));
  return report;
}

const ages = (code: string, year: number, each: number) =>
  (['m', 'f'] as const).flatMap((sex) =>
    Array.from({ length: 101 }, (_, age) =>
      [code, 'population', year, sex, age, age === 100 ? '' : age, '', each, 'persone'].join(','),
    ),
  );

test('a file of many figures has PostgreSQL count them at once: the next page is planned for them', async () => {
  const ambito = await makeAmbito(territory.database, { slug: 'lungo', name: 'Lungo', comuni: ['019116'] });
  const knownRows = async (ctx: Ctx) => {
    const { rows } = await sql<{ n: number }>`
      select reltuples as n from pg_class where oid = 'territory.observation'::regclass`.execute(ctx.tx);
    return rows[0]?.n ?? 0;
  };
  const rows = Array.from(
    { length: 20_001 },
    (_, i) => `019116,voce-${i % 150},${1875 + (i % 150)},,,,${i},1,persone`,
  );
  const known = await insideAmbito(territory.database, ambito, async (ctx) => {
    await load(ctx, 'Molte', rows);
    return knownRows(ctx);
  });
  assert.ok(known >= 20_001, `${known} rows are known of`);
});

describe('Comuni born of a merger', () => {
  test('are read before it as the sum of their forebears, which come in with them', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'piadena',
      name: 'Piadena',
      comuni: ['019116', '019057'],
    });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      assert.deepEqual((await listKeptCodes(ctx.tx)).sort(), ['019042', '019057', '019071', '019116']);
      const report = await load(ctx, 'Prima', [...ages('019042', 2018, 1), ...ages('019071', 2018, 2)]);
      assert.equal(report.counts.figures, 404);
      await load(ctx, 'Dopo', ages('019116', 2019, 4));
      assert.deepEqual(
        (await listOtherComuni(ctx.tx)).map((one) => one.name),
        ['Drizzona', 'Piadena'],
      );
      const { rows } = await sql<{ n: number }>`select count(*) as n from territory.age_count`.execute(
        ctx.tx,
      );
      assert.equal(rows[0]?.n, 6, 'one row a place, year and sex');
      const counts = await listAgeCounts(ctx.tx, { variable: 'population', levels: ['comune', 'ambito'] });
      assert.deepEqual(
        counts.map((row) => [row.place.name, row.year, row.sex, row.counts[0], row.counts[100]]),
        [
          ['Piadena Drizzona', 2018, 'm', 3, 3],
          ['Piadena Drizzona', 2018, 'f', 3, 3],
          ['Piadena Drizzona', 2019, 'm', 4, 4],
          ['Piadena Drizzona', 2019, 'f', 4, 4],
        ],
        'the ambito lacks a comune',
      );
    });
  });

  test('follow an imported list too, for as long as it is read', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'nuova',
      name: 'Nuova',
      comuni: ['019057'],
    });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      const { dataset } = await load(ctx, 'Elenco', ['019057,households,2024,,,,,5,famiglie']);
      await storeComuneChanges(ctx.tx, dataset.id, [
        {
          code: '019001',
          name: 'Acquanegra Cremonese',
          successor: '019057',
          successorName: 'Isola Dovarese',
          effectiveOn: '2026-01-01',
          kind: 'incorporation',
        },
      ]);
      await refreshForebears(ctx.tx);
      assert.deepEqual((await listKeptCodes(ctx.tx)).sort(), ['019001', '019057']);
      const count = async () =>
        (await sql<{ n: number }>`select count(*) as n from territory.forebear`.execute(ctx.tx)).rows[0]?.n;
      assert.equal(await count(), 1);
      await sql`update territory.dataset set withdrawn_at = now()`.execute(ctx.tx);
      await refreshForebears(ctx.tx);
      assert.equal(await count(), 0);
    });
  });
});

describe('A national file', () => {
  test('is kept whole for comparison by choice, with provinces, regions and the country', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'italia',
      name: 'Confronti',
      comuni: ['019057', '020027'],
    });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      const rows = ['019057', '020027', '001001', '020030'].map(
        (code, index) => `${code},population,2024,,,,,${index + 1},persone`,
      );
      // The ambito's own name is Italy's: the country takes another code.
      const own = await load(ctx, 'Solo i nostri', rows);
      assert.deepEqual([own.counts.figures, own.counts.skipped], [2, 2]);
      assert.equal((await listOtherComuni(ctx.tx)).length, 0);
      const all = await load(ctx, 'Tutti', [...rows].reverse(), 'all');
      assert.equal(all.counts.figures, 4);
      const places = await listPlaces(ctx.tx);
      const counts = Map.groupBy(places, (place) => place.kind);
      assert.deepEqual(
        ['comune', 'province', 'region', 'country'].map((kind) => counts.get(kind as 'comune')?.length),
        [2, 107, 20, 1],
      );
      const { rows: near } = await sql<{ code: string }>`
        select code from territory.near_place order by code collate "C"`.execute(ctx.tx);
      assert.deepEqual(
        near.map(({ code }) => code),
        ['019', '019057', '020', '020027', 'italia', 'italia-country', 'lombardia'],
        'forms offer what lies near, not all of Italy',
      );
      const printed = await listPrintedFigures(ctx.tx, ['population'], null);
      assert.deepEqual(
        printed.map(({ place }) => place).sort(),
        ['019057', '020027'],
        'a document prints the same',
      );
      assert.equal((await listPrintedFigures(ctx.tx, ['population'], ['020030'])).length, 1);
      const { rows: members } = await sql<{ code: string; n: number }>`
        select p.code, count(*) as n from territory.place p
        join territory.area_comune m on m.ambito_id = p.ambito_id and m.area_id = p.id
        where p.code in ('019', 'lombardia', 'italia-country') group by p.code order by n`.execute(ctx.tx);
      assert.deepEqual(
        members.map((row) => [row.code, row.n]),
        [
          ['019', 113],
          ['lombardia', 1502],
          ['italia-country', 7896],
        ],
      );
      const figures = await listFigures(ctx.tx, { variables: ['population'], places: ['020030'] });
      assert.deepEqual([figures.length, figures[0]?.value, figures[0]?.place.kind], [1, 4, 'otherComune']);
    });
  });
});

describe('Two editions by single age', () => {
  test('are compared age by age, a page at a time', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'edizioni',
      name: 'Edizioni',
      comuni: ['019057', '019116'],
    });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      const first = [...ages('019057', 2024, 4), ...ages('019116', 2024, 4)];
      const isMended = (row: string) => /^019(?:057|116),population,2024,m,(?:3|40|100),/.test(row);
      const { id: former } = (await load(ctx, 'Anagrafe', first)).dataset;
      const { id: newer } = (
        await load(ctx, 'Anagrafe', [
          ...first.map((row) => (isMended(row) ? row.replace(',4,persone', ',5,persone') : row)),
          ...ages('019116', 2025, 1).slice(0, 101),
        ])
      ).dataset;
      const agesOf = async (offset: number, limit: number) => {
        const page = { kind: 'changed', offset, limit } as const;
        const { first, counts } = await compareFigures(ctx.tx, newer, { edition: former }, page);
        assert.deepEqual(counts, { changed: 6, fresh: 101, gone: 0, equal: 4 * 101 - 6 });
        return first.changed.map(({ placeCode, ageFrom, ageTo, before, after }) => {
          assert.deepEqual([before, after], [4, 5]);
          return `${placeCode} ${ageFrom}-${ageTo}`;
        });
      };
      const all = await agesOf(0, 10);
      assert.deepEqual([...all].sort(), [
        '019057 100-null',
        '019057 3-3',
        '019057 40-40',
        '019116 100-null',
        '019116 3-3',
        '019116 40-40',
      ]);
      assert.deepEqual(await agesOf(2, 3), all.slice(2, 5), 'a page that begins and ends within a pack');
      assert.deepEqual(await agesOf(6, 3), []);
    });
  });
});

describe('The figures of a dataset', () => {
  test('are the same a page at a time, whichever variables a page falls into', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'pagine',
      name: 'Pagine',
      comuni: ['019057', '019116'],
    });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      const rows = ['births', 'deaths', 'foreign-population'].flatMap((variable) =>
        [2022, 2023].flatMap((year) =>
          ['019057', '019116'].map((code) => `${code},${variable},${year},,,,,7,persone`),
        ),
      );
      const { id } = (await load(ctx, 'Tre', [...rows, ...ages('019057', 2024, 1)])).dataset;
      const all = await listDatasetFigures(ctx.tx, id);
      assert.equal(all.length, 12 + 202);
      const { single, byAge } = await countFigures(ctx.tx, id, {});
      assert.deepEqual([single, byAge], [12, 202]);
      const paged = [];
      for (let offset = 0; offset < all.length; offset += 5)
        paged.push(...(await listDatasetFigures(ctx.tx, id, {}, { limit: 5, offset, single })));
      assert.deepEqual(paged, all);
      const of = { place: '019116', year: 2023 };
      assert.deepEqual(
        (await listDatasetFigures(ctx.tx, id, of, { limit: 2, offset: 1, single: 3 })).map(
          ({ variable, placeCode, period }) => `${variable} ${placeCode} ${period}`,
        ),
        ['deaths 019116 2023', 'foreign-population 019116 2023'],
      );
      const contents = await listDatasetContents(ctx.tx, id);
      assert.deepEqual(
        contents.map(({ variable, figures, places, firstYear, lastYear }) => [
          variable,
          figures,
          places,
          firstYear,
          lastYear,
        ]),
        [
          ['births', 4, 2, 2022, 2023],
          ['deaths', 4, 2, 2022, 2023],
          ['foreign-population', 4, 2, 2022, 2023],
          ['population', 202, 1, 2024, 2024],
        ],
      );
    });
  });
});

describe('What a figure names', () => {
  test('must be there, and stays while the figure does', async () => {
    const ambito = await makeAmbito(territory.database, {
      slug: 'legami',
      name: 'Legami',
      comuni: ['019057'],
    });
    const inside = (work: (ctx: Ctx) => Promise<unknown>) =>
      insideAmbito(territory.database, ambito, work).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
    const insert = (place: string, variable: string, dataset: string) => async (ctx: Ctx) =>
      sql`insert into territory.observation (dataset_id, variable, place_id, period, value)
        select ${dataset}::uuid, ${variable}, coalesce((select id from territory.place where code = ${place}), gen_random_uuid()), '2024', 1`.execute(
        ctx.tx,
      );
    let dataset = '';
    await insideAmbito(territory.database, ambito, async (ctx) => {
      dataset = (await load(ctx, 'Uno', ['019057,population,2024,,,,,1,persone'])).dataset.id;
    });
    const stranger = '01890000-0000-7000-8000-000000000000';
    assert.equal(await inside(insert('nessuno', 'population', dataset)), '23503');
    assert.equal(await inside(insert('019057', 'inventata', dataset)), '23503');
    assert.equal(await inside(insert('legami', 'population', stranger)), '23503', 'told at the commit');
    assert.equal(await inside(insert('legami', 'population', dataset)), 'done');
    for (const statement of [
      sql`delete from territory.place where code = '019057'`,
      sql`delete from territory.variable where code = 'population'`,
      sql`update territory.variable set code = 'altra' where code = 'population'`,
      sql`update territory.observation set place_id = gen_random_uuid()`,
      sql`delete from territory.dataset where id = ${dataset}`,
      sql`insert into territory.area_comune (area_id, comune_id) select id, gen_random_uuid() from territory.place where code = 'legami'`,
    ])
      assert.equal(await inside((ctx) => statement.execute(ctx.tx)), '23503');
  });
});
