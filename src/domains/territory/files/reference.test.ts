import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { findPublished, readAll, readRepositoryFile } from './files.fixture.js';
import type { Observation } from './files.types.js';

function table(name: string): Record<string, string>[] {
  return parse(readRepositoryFile(`reference/${name}`), { columns: true });
}

const comuni = table('comuni-italiani.csv');

describe('Table of the comuni of Italy', () => {
  it('has each comune once, with province, region and area', () => {
    assert.equal(comuni.length, 7896);
    assert.equal(new Set(comuni.map((row) => row.code)).size, 7896);
    for (const row of comuni) {
      assert.match(row.code ?? '', /^\d{6}$/);
      assert.equal(row.province_code, row.code?.slice(0, 3));
      assert.match(row.province ?? '', /^[A-Z]{2}$/);
      assert.match(row.region_code ?? '', /^(0[1-9]|1\d|20)$/);
      assert.match(row.km2 ?? '', /^\d+(\.\d{1,4})?$/);
      assert.ok(Number(row.km2) > 0);
      assert.match(row.cadastral_code ?? '', /^([A-Z]\d{3})?$/);
      assert.doesNotMatch(row.name ?? '', /\uFFFD|Ã|^\s|\s$/);
    }
    const area = comuni.reduce((sum, row) => sum + Number(row.km2), 0);
    assert.equal(area.toFixed(0), '302110');
  });

  it('has its provinces, its regions and the new codes of Sardinia', () => {
    const provinces = table('province-italiane.csv');
    assert.deepEqual(
      new Set(provinces.map((row) => row.code)),
      new Set(comuni.map((row) => row.province_code)),
    );
    assert.equal(provinces.length, 107);
    const regions = table('regioni-italiane.csv');
    assert.deepEqual(new Set(regions.map((row) => row.code)), new Set(comuni.map((row) => row.region_code)));
    const recoded = table('codici-sardegna-2026.csv');
    const sardinian = comuni.filter((row) => row.region_code === '20').map((row) => row.code);
    assert.deepEqual(new Set(recoded.map((row) => row.code)), new Set(sardinian));
    assert.equal(new Set(recoded.map((row) => row.code_2026)).size, sardinian.length);
  });

  it('writes accents and second languages as ISTAT does', () => {
    const name = new Map(comuni.map((row) => [row.code, row.name]));
    assert.equal(name.get('001001'), 'Agliè');
    assert.equal(name.get('021008'), 'Bolzano/Bozen');
    assert.equal(name.get('019031'), "Cingia de' Botti");
  });

  it('speaks of the same comuni as the balance of 2025', async (t) => {
    const balance = findPublished('istat/demo/P2_2025_it_Comuni.csv');
    if (!balance) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const known = new Set(comuni.map((row) => row.code ?? ''));
    const { rows, outcome } = await readAll(createReadStream(balance), { keep: known, knownCodes: known });
    assert.ok(outcome.accepted);
    assert.deepEqual([outcome.counts.kept, outcome.counts.skipped, outcome.warnings], [7896, 0, []]);
    assert.equal(new Set((rows as Observation[]).map((row) => row.placeCode)).size, 7896);
  });

  it('has the areas of the published plan', (t) => {
    const plan = findPublished('oglio-po/comuni.csv');
    if (!plan) return t.diagnostic('the published plan is absent: ../shared/data or TRAMA_SHARED');
    const byCode = new Map(comuni.map((row) => [row.code, row]));
    for (const row of parse(readFileSync(plan), { columns: true }) as Record<string, string>[]) {
      const ours = byCode.get(row.istat_code);
      assert.equal(ours?.name, row.comune);
      assert.equal(ours?.province, row.provincia);
      assert.ok(Math.abs(Number(ours?.km2) - Number(row.superficie_kmq)) < 0.0051, row.comune);
    }
  });
});
