import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ambito } from '#platform/http/context.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { encoded, generateP2, generatePosas, generateStrasa } from './files/generated.fixture.js';
import { checkQuality } from './finding.actions.js';
import { listFindings } from './finding.sql.js';
import { importFile } from './import.actions.js';
import { makeAmbito, OGLIO_PO, openTerritory, type TestTerritory } from './territory.fixture.js';

/** Years of single ages and of balances. Rules over twenty of them are timed in quality/checks.property.test.ts. */
const YEARS = [2019, 2020, 2021, 2022];

let territory: TestTerritory;
let ambito: Ambito;

before(async () => {
  territory = await openTerritory();
  ambito = await makeAmbito(territory.database, {
    slug: 'oglio-po',
    name: 'Ambito Oglio Po',
    comuni: OGLIO_PO,
  });
});
after(() => territory.close());

const comuni = OGLIO_PO.map((code, at) => ({ code, name: `Comune ${code}`, size: 400 + 700 * at }));

async function bring(fileName: string, text: AsyncIterable<string>): Promise<void> {
  const report = await insideAmbito(territory.database, ambito, (ctx) =>
    importFile(ctx, { stream: encoded(text), fileName, source: 'Prova', licence: 'CC-BY-4.0' }),
  );
  assert.ok(report.accepted, JSON.stringify(report).slice(0, 500));
}

test('figures that are right raise no alarm: single ages, foreigners and balances of 27 comuni', async (t) => {
  for (const year of YEARS) {
    await bring(`POSAS_${year}.csv`, generatePosas({ year, comuni }));
    await bring(`STRASA_${year}.csv`, generateStrasa({ year, comuni }));
    await bring(`P2_${year}.csv`, generateP2({ year, comuni }));
  }
  const begun = performance.now();
  await insideAmbito(territory.database, ambito, (ctx) => checkQuality(ctx));
  t.diagnostic(`checked in ${Math.round(performance.now() - begun)} ms`);
  const findings = await insideAmbito(territory.database, ambito, (ctx) => listFindings(ctx.tx));
  assert.deepEqual(
    findings.map((finding) => [finding.rule, finding.variable, finding.placeCode, finding.period]),
    [],
  );
});

test('a balance whose year is missing is told once, not comune by comune', async () => {
  await bring('P2_2024.csv', generateP2({ year: 2024, comuni }));
  const findings = await insideAmbito(territory.database, ambito, (ctx) => listFindings(ctx.tx));
  assert.deepEqual([...new Set(findings.map((finding) => finding.rule))], ['years-missing']);
  assert.ok(findings.every((finding) => finding.details.length === OGLIO_PO.length));
});
