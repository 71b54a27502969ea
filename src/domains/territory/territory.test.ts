import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { kyselyOn } from '#platform/db/walled.js';
import { Invalid, Refused } from '#platform/errors.js';
import type { Ambito } from '#platform/http/context.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { createArea, deleteArea, updateArea } from './area.actions.js';
import { listDatasets } from './dataset.sql.js';
import { explainFinding } from './finding.actions.js';
import { listFindings } from './finding.sql.js';
import { importFile, withdrawDataset } from './import.actions.js';
import { computeMetrics } from './metric.sql.js';
import { listPlaces } from './place.sql.js';
import {
  findShared,
  makeAmbito,
  makeDemo,
  OGLIO_PO,
  openTerritory,
  type TestTerritory,
  withGrants,
} from './territory.fixture.js';

let territory: TestTerritory;
let demo: Ambito;
let suzzara: Ambito;

before(async () => {
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  suzzara = await makeAmbito(territory.database, {
    slug: 'suzzara',
    name: 'Ambito di Suzzara',
    comuni: ['020027', '020035', '020065'],
    areas: [{ name: 'Sponda', comuni: ['020027', '020035'] }],
  });
});
after(() => territory.close());

function round(value: number | null | undefined, decimals: number): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(decimals));
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Invalid) return error.errors[0]?.code ?? '';
  if (error instanceof Refused) return error.code;
  throw error ?? new Error('It was not refused.');
}

describe('A new ambito', () => {
  const input = { slug: 'nuovo', name: 'Nuovo', comuni: ['020027'] };
  const make = (change: object) => refusal(makeAmbito(territory.database, { ...input, ...change }));

  test('has its comuni, areas and itself as places', async () => {
    const places = await insideAmbito(territory.database, suzzara, (ctx) => listPlaces(ctx.tx));
    assert.deepEqual(
      places.map((place) => [place.kind, place.code, place.comuni.length]),
      [
        ['ambito', 'suzzara', 3],
        ['area', 'sponda', 2],
        ['comune', '020027', 0],
        ['comune', '020035', 0],
        ['comune', '020065', 0],
      ],
    );
  });

  test('is refused with comuni that Italy does not have, that come twice, or none', async () => {
    assert.equal(await make({ comuni: ['020027', '999999'] }), 'territory.ambito.comuni-unknown');
    assert.equal(await make({ comuni: ['020027', '020027'] }), 'territory.ambito.comune-repeated');
    assert.equal(await make({ comuni: [] }), 'territory.ambito.no-comuni');
  });

  test('is refused at an address that cannot be or is taken', async () => {
    assert.equal(await make({ slug: 'api' }), 'territory.ambito.slug-reserved');
    for (const slug of ['Maiuscole', '019021', '-x', 'a', 'x y'])
      assert.equal(await make({ slug }), 'territory.ambito.slug-malformed', slug);
    assert.equal(await make({ slug: 'suzzara' }), 'territory.ambito.slug-taken');
  });

  test('is refused with a comune in two areas, and then nothing of it stays', async () => {
    const areas = [
      { name: 'A', comuni: ['020027'] },
      { name: 'B', comuni: ['020027'] },
    ];
    assert.equal(await make({ areas }), 'territory.area.comune-twice');
    const made = await makeAmbito(territory.database, { ...input, slug: 'nuovo-due' });
    assert.equal(made.slug, 'nuovo-due');
  });
});

describe('Areas', () => {
  test('are made, changed and removed by who may, with a check of versions', async () => {
    const { database } = territory;
    const reader = [{ role: 'mayor', scopeKind: 'ambito', scopeCode: '' }] as const;
    assert.equal(
      await refusal(
        withGrants(database, suzzara, [...reader], (ctx) =>
          createArea(ctx, { name: 'X', comuni: ['020065'] }),
        ),
      ),
      'platform.forbidden',
    );
    await insideAmbito(database, suzzara, async (ctx) => {
      const taken = createArea(ctx, { name: 'Altra', comuni: ['020027'] });
      assert.equal(await refusal(taken), 'territory.area.comune-taken');
      assert.equal(await createArea(ctx, { name: 'Golena Èst', comuni: ['020065'] }), 'golena-est');
      await updateArea(ctx, 'golena-est', { name: 'Golena', comuni: ['020065'], version: 1 });
      const late = updateArea(ctx, 'golena-est', { name: 'Altro', comuni: ['020065'], version: 1 });
      assert.equal(await refusal(late), 'platform.conflict');
      await deleteArea(ctx, 'golena-est', 2);
    });
  });
});

describe('The demonstration', () => {
  test('finds the published totals that do not follow from the figures', async () => {
    const all = await insideAmbito(territory.database, demo, (ctx) => listFindings(ctx.tx));
    const findings = all.filter((finding) => finding.rule === 'published-total');
    const bySeverity = Object.groupBy(findings, (finding) => finding.severity);
    assert.equal(bySeverity.error?.length, 22);
    assert.equal(bySeverity.warning?.length, 7);
    assert.equal(bySeverity.info?.length, 20);
    const viadana = findings.find((finding) => finding.code === 'stranieri_pct_viadana');
    assert.equal(viadana?.published, '21.11');
  });

  test('computes densities from summed residents and summed land', async () => {
    await insideAmbito(territory.database, demo, async (ctx) => {
      let statements = 0;
      const watched = kyselyOn(ctx.client, () => {
        statements += 1;
      });
      const values = await computeMetrics(watched, {
        codes: ['densita'],
        years: [2021],
        levels: ['ambito', 'area', 'comune'],
      });
      // Formulas, what there is, places, forebears, figures, land, names: never one a place or a year.
      assert.equal(statements, 7);
      const of = (code: string) => values.find((value) => value.place.code === code);
      assert.equal(of('oglio-po')?.numerator, 81_981);
      assert.equal(round(of('oglio-po')?.value, 1), 118.1);
      assert.equal(round(of('020007')?.value, 1), 211.6);
      assert.equal(values.length, 1 + 2 + 27);
      const mean = values.filter((value) => value.place.kind === 'comune');
      const meanOfRatios = mean.reduce((sum, value) => sum + (value.value ?? 0), 0) / mean.length;
      assert.notEqual(round(meanOfRatios, 1), 118.1);
    });
  });

  test('keeps an explanation when the check runs again, and lets nobody overwrite it unseen', async () => {
    await insideAmbito(territory.database, demo, async (ctx) => {
      const [finding] = await listFindings(ctx.tx);
      assert.ok(finding);
      await explainFinding(ctx, finding.id, { note: 'Nota dell’ufficio', version: null });
      const again = explainFinding(ctx, finding.id, { note: 'Altra', version: null });
      assert.equal(await refusal(again), 'platform.conflict');
      const [seen] = await listFindings(ctx.tx);
      assert.equal(seen?.explanation, 'Nota dell’ufficio');
    });
  });
});

const tidy = (rows: string[]) => [
  Buffer.from(
    `${['place_code,variable,period,sex,age_from,age_to,category,value,unit', ...rows].join('\n')}\n`,
  ),
];

describe('Imports', () => {
  test('put figures in, refuse the same file twice, supersede and withdraw', async () => {
    await insideAmbito(territory.database, suzzara, async (ctx) => {
      const load = (value: number, dryRun = false) =>
        importFile(ctx, {
          stream: tidy([
            `020027,population,2024,,,,,${value},persone`,
            '020035,population,2024,,,,,100,persone',
            '020065,population,2024,,,,,50,persone',
            '019021,population,2024,,,,,15000,persone',
          ]),
          fileName: 'popolazione.csv',
          title: 'Popolazione',
          source: 'Prova',
          licence: 'CC0-1.0',
          dryRun,
        });
      const residents = async () => {
        const values = await computeMetrics(ctx.tx, {
          codes: ['densita'],
          years: [2024],
          levels: ['ambito'],
        });
        return values[0]?.numerator ?? null;
      };
      const tried = await load(1000, true);
      assert.ok(tried.accepted);
      assert.equal(tried.counts.figures, 3);
      assert.equal(await residents(), null);
      const first = await load(1000);
      assert.ok(first.accepted);
      assert.equal(first.counts.skipped, 1);
      assert.equal(await residents(), 1150);
      assert.equal(await refusal(load(1000)), 'territory.import.same-file');
      const second = await load(1001);
      assert.ok(second.accepted);
      assert.equal(second.supersedes?.title, 'Popolazione');
      assert.equal(await residents(), 1151);
      const live = (await listDatasets(ctx.tx)).find((dataset) => dataset.id === second.dataset.id);
      await withdrawDataset(ctx, second.dataset.id, { reason: 'Prova', version: live?.version ?? 0 });
      assert.equal(await residents(), 1150);
    });
  });

  test('change nothing when a row is wrong, and say where', async () => {
    const wrong: [string, string][] = [
      ['999999,population,2023,,,,,5,persone', 'place-unknown'],
      ['020027,population,2023,,,,,molti,persone', 'count-expected'],
      ['020027,population,ieri,,,,,5,persone', 'period-malformed'],
      ['20027,population,2023,,,,,5,persone', 'code-malformed'],
    ];
    for (const [row, code] of wrong) {
      await insideAmbito(territory.database, suzzara, async (ctx) => {
        const before = (await listDatasets(ctx.tx)).length;
        const stream = tidy(['020035,population,2023,,,,,100,persone', row]);
        const report = await importFile(ctx, { stream, fileName: 'x.csv' });
        assert.ok(!report.accepted);
        assert.equal(report.problems[0]?.code, code, row);
        assert.equal(report.problems[0]?.line, 3);
        assert.equal((await listDatasets(ctx.tx)).length, before);
        const values = await computeMetrics(ctx.tx, {
          codes: ['densita'],
          years: [2023],
          levels: ['comune'],
        });
        assert.ok(values.every((value) => value.value === null && value.missing === 1));
      });
    }
  });

  test('say what is missing rather than give a wrong number', async () => {
    await insideAmbito(territory.database, suzzara, async (ctx) => {
      const stream = tidy(['020027,population,2022,,,,,10,persone', '020035,population,2022,,,,,0,persone']);
      await importFile(ctx, { stream, fileName: 'due.csv', title: 'Due comuni' });
      const [whole] = await computeMetrics(ctx.tx, { codes: ['densita'], years: [2022], levels: ['ambito'] });
      assert.deepEqual([whole?.value, whole?.missing, whole?.comuni], [null, 1, 3]);
      const stream2 = tidy(['020035,foreign-population,2022,,,,,0,persone']);
      await importFile(ctx, { stream: stream2, fileName: 'tre.csv', title: 'Stranieri' });
      const shares = await computeMetrics(ctx.tx, {
        codes: ['quota-stranieri'],
        years: [2022],
        levels: ['comune'],
        places: ['020035'],
      });
      assert.deepEqual([shares[0]?.value, shares[0]?.missing, shares[0]?.denominator], [null, 0, 0]);
    });
  });
});

describe('ISTAT’s own files', () => {
  const shared = findShared();

  test('give again the reference results of Oglio Po 2025', async (t) => {
    if (shared === undefined) {
      t.diagnostic('the publishers’ files are absent: ../shared/data or TRAMA_SHARED');
      return;
    }
    const ambito = await makeAmbito(territory.database, { slug: 'istat', name: 'Istat', comuni: OGLIO_PO });
    await insideAmbito(territory.database, ambito, async (ctx) => {
      for (const name of ['P2_2025_it_Comuni.csv', 'P3_2025_it_Comuni.csv']) {
        const report = await importFile(ctx, {
          stream: createReadStream(`${shared}/istat/demo/${name}`),
          fileName: name,
        });
        assert.ok(report.accepted, name);
        assert.equal(report.counts.kept + report.counts.skipped, 7896);
      }
      const values = await computeMetrics(ctx.tx, { levels: ['ambito'] });
      const of = (metric: string, year: number) =>
        values.find((value) => value.metric === metric && value.year === year);
      assert.equal(of('densita', 2025)?.numerator, 81_932);
      assert.equal(of('densita', 2026)?.numerator, 81_889);
      assert.equal(round(of('densita', 2026)?.value, 1), 117.9);
      assert.equal(round(of('densita', 2026)?.denominator, 2), 694.29);
      assert.deepEqual([of('natalita', 2025)?.numerator, round(of('natalita', 2025)?.value, 1)], [477, 5.8]);
      assert.deepEqual(
        [of('mortalita', 2025)?.numerator, round(of('mortalita', 2025)?.value, 1)],
        [1017, 12.4],
      );
      assert.deepEqual(
        [of('quota-stranieri', 2026)?.numerator, round(of('quota-stranieri', 2026)?.value, 1)],
        [12_290, 15],
      );
    });
  });
});
