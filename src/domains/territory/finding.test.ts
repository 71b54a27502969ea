import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Grant } from '#platform/auth/roles.js';
import { Invalid, Refused } from '#platform/errors.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { insertComparison } from './comparison.sql.js';
import { checkQuality, explainFinding, explainFindings, setRule } from './finding.actions.js';
import { findFinding, findingsOfPlace, listFindingEvents, listFindings } from './finding.sql.js';
import type { Finding } from './finding.types.js';
import { importFile, withdrawDataset } from './import.actions.js';
import { listPlaces } from './place.sql.js';
import { makeAmbito, openTerritory, type TestTerritory, withGrants } from './territory.fixture.js';

let territory: TestTerritory;
let here: Ambito;
let there: Ambito;

before(async () => {
  territory = await openTerritory();
  here = await makeAmbito(territory.database, {
    slug: 'suzzara',
    name: 'Ambito di Suzzara',
    comuni: ['020027', '020035', '020065'],
  });
  there = await makeAmbito(territory.database, { slug: 'altro', name: 'Altro', comuni: ['020066'] });
});
after(() => territory.close());

const inside = <T>(work: (ctx: Ctx) => Promise<T>) => insideAmbito(territory.database, here, work);

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Invalid) return error.errors[0]?.code ?? '';
  if (error instanceof Refused) return error.code;
  throw error ?? new Error('It was not refused.');
}

/** Residents of three comuni; the total of the first may be wrong. */
function residents(total: number, note = ''): Buffer[] {
  const rows = [`020027,population,2021,,,,,${total},persone`];
  for (const [code, males, females] of [
    ['020027', 510, 490],
    ['020035', 300, 320],
    ['020065', 800, 790],
  ] as const)
    rows.push(
      `${code},population,2021,m,,,,${males},persone`,
      `${code},population,2021,f,,,,${females},persone`,
      ...(code === '020027' ? [] : [`${code},population,2021,,,,,${males + females},persone`]),
    );
  const head = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';
  return [Buffer.from(`${[head, ...rows, ...(note === '' ? [] : [note])].join('\n')}\n`)];
}

async function bring(ctx: Ctx, title: string, stream: Buffer[]): Promise<string> {
  const facts = { title, source: 'Prova', licence: 'CC-BY-4.0', referenceOn: '2021-01-01' };
  const report = await importFile(ctx, { stream, fileName: `${title}.csv`, ...facts });
  assert.ok(report.accepted);
  return report.dataset.id;
}

async function getSexes(ctx: Ctx): Promise<Finding> {
  const all = await listFindings(ctx.tx, { states: ['open', 'explained', 'corrected', 'lapsed'] });
  const found = all.find((finding) => finding.rule === 'sexes-sum');
  assert.ok(found);
  return found;
}

const kinds = async (ctx: Ctx, id: string) =>
  (await listFindingEvents(ctx.tx, id)).map((event) => event.kind);

describe('The life of a finding', () => {
  test('found at import, explained, opened again when its figures change, corrected by an edition', async () => {
    await inside((ctx) => bring(ctx, 'Residenti', residents(1001)));
    const first = await inside(getSexes);
    assert.deepEqual(
      [first.state, first.published, first.expected, first.difference, first.placeName],
      ['open', '1001', '1000', '1', 'Gonzaga'],
    );
    await inside((ctx) => explainFinding(ctx, first.id, { note: 'Dato provvisorio', version: null }));
    await inside((ctx) => checkQuality(ctx));
    const explained = await inside(getSexes);
    assert.deepEqual([explained.state, explained.explanation], ['explained', 'Dato provvisorio']);

    await inside((ctx) => bring(ctx, 'Residenti', residents(1007)));
    const changed = await inside(getSexes);
    assert.deepEqual(
      [changed.id, changed.state, changed.published, changed.explanation],
      [first.id, 'open', '1007', 'Dato provvisorio'],
    );

    await inside((ctx) => bring(ctx, 'Residenti', residents(1000)));
    const corrected = await inside(getSexes);
    assert.deepEqual([corrected.state, corrected.closedByEdition], ['corrected', 3]);
    assert.ok(!(await inside((ctx) => listFindings(ctx.tx))).some((one) => one.id === first.id));
    assert.deepEqual(await inside((ctx) => kinds(ctx, first.id)), [
      'found',
      'explained',
      'reopened',
      'corrected',
    ]);
    const again = inside((ctx) => explainFinding(ctx, first.id, { note: 'Tardi', version: 1 }));
    assert.equal(await refusal(again), 'territory.finding.closed');
  });

  test('opened again when the edition that corrected it is withdrawn', async () => {
    const id = await inside((ctx) =>
      bring(ctx, 'Residenti', residents(1000, '020027,households,2021,,,,,400,famiglie')),
    );
    await inside((ctx) => withdrawDataset(ctx, id, { reason: 'Prova', version: 1 }));
    const before = await inside(getSexes);
    assert.equal(before.state, 'corrected');
    await inside((ctx) => bring(ctx, 'Residenti', residents(1009)));
    assert.equal((await inside(getSexes)).state, 'open');
    assert.equal((await inside((ctx) => kinds(ctx, before.id))).at(-1), 'reopened');
  });

  test('checking twice changes nothing', async () => {
    const before = await inside((ctx) => listFindings(ctx.tx));
    await inside((ctx) => checkQuality(ctx));
    const now = await inside((ctx) => listFindings(ctx.tx));
    assert.deepEqual(
      now.map(({ foundAt, ...finding }) => finding),
      before.map(({ foundAt, ...finding }) => finding),
    );
  });

  test('is told of its place, and nowhere else', async () => {
    const of = (place: string) => inside((ctx) => findingsOfPlace(ctx.tx, { place, year: 2021 }));
    assert.deepEqual(
      (await of('020027')).map((one) => one.rule),
      ['sexes-sum'],
    );
    assert.deepEqual(await of('020035'), []);
    const code = (await inside(getSexes)).code;
    assert.equal(
      await insideAmbito(territory.database, there, (ctx) => findFinding(ctx.tx, code)),
      undefined,
    );
  });
});

describe('A province whose comuni are all kept', () => {
  test('must be their sum; nothing is said while one of them has no figure', async () => {
    const trieste = await makeAmbito(territory.database, {
      slug: 'trieste',
      name: 'Ambito triestino',
      comuni: ['032001', '032002'],
    });
    const found = await insideAmbito(territory.database, trieste, async (ctx) => {
      const own = (await listPlaces(ctx.tx)).filter((place) => place.kind === 'comune');
      const others = ['032003', '032004'].map((code) => ({
        id: newId(),
        kind: 'otherComune' as const,
        code,
        name: code,
      }));
      const province = { id: newId(), kind: 'province' as const, code: '032', name: 'Trieste' };
      const members = [...own, ...others].map((place) => ({ areaId: province.id, comuneId: place.id }));
      await insertComparison(ctx.tx, [...others, province], members);
      const dataset = await bring(ctx, 'Nascite', [
        Buffer.from('place_code,variable,period,value\n032001,births,2021,10\n032002,births,2021,20\n'),
      ]);
      const put = (placeId: string, value: number) =>
        ctx.client.query(
          `insert into territory.observation (dataset_id, variable, place_id, period, year, value)
           values ($1, 'births', $2, '2021', 2021, $3)`,
          [dataset, placeId, value],
        );
      await put(province.id, 101);
      await put(others[0]?.id ?? '', 30);
      await checkQuality(ctx);
      const before = (await listFindings(ctx.tx)).length;
      await put(others[1]?.id ?? '', 40);
      await checkQuality(ctx);
      return { before, after: await listFindings(ctx.tx) };
    });
    assert.equal(found.before, 0);
    assert.deepEqual(
      found.after.map((one) => [one.rule, one.placeName, one.published, one.expected]),
      [['places-sum', 'Trieste', '101', '100']],
    );
  });
});

describe('Explaining many', () => {
  test('puts one note on what is open, by who may', async () => {
    const [one] = await inside((ctx) => listFindings(ctx.tx));
    assert.ok(one);
    const mayor: Grant[] = [{ role: 'mayor', scopeKind: 'ambito', scopeCode: '' }];
    const refused = withGrants(territory.database, here, mayor, (ctx) =>
      explainFindings(ctx, { ids: [one.id], note: 'x' }),
    );
    assert.equal(await refusal(refused), 'platform.forbidden');
    const outside = insideAmbito(territory.database, there, (ctx) =>
      explainFindings(ctx, { ids: [one.id], note: 'x' }),
    );
    assert.equal(await refusal(outside), 'territory.finding.none-open');
    assert.equal(await inside((ctx) => explainFindings(ctx, { ids: [one.id], note: 'Insieme' })), 1);
    const explained = await inside((ctx) => findFinding(ctx.tx, one.code));
    assert.deepEqual([explained?.state, explained?.explanation], ['explained', 'Insieme']);
    const twice = inside((ctx) => explainFindings(ctx, { ids: [one.id], note: 'Ancora' }));
    assert.equal(await refusal(twice), 'territory.finding.none-open');
  });
});

describe('Rules', () => {
  const off = { active: false, thresholds: {}, reason: 'Non serve', version: null };

  test('are set by administrators, within bounds, with a check of versions', async () => {
    const director: Grant[] = [{ role: 'director', scopeKind: 'ambito', scopeCode: '' }];
    const refused = withGrants(territory.database, here, director, (ctx) => setRule(ctx, 'sexes-sum', off));
    assert.equal(await refusal(refused), 'platform.forbidden');
    const outside = { ...off, active: true, thresholds: { percent: 5000 } };
    assert.equal(await refusal(inside((ctx) => setRule(ctx, 'jump', outside))), 'territory.rule.outside');
    await inside((ctx) => setRule(ctx, 'jump', { ...outside, thresholds: { percent: 20 } }));
    assert.equal(await refusal(inside((ctx) => setRule(ctx, 'jump', off))), 'platform.conflict');
  });

  test('that are switched off let their findings lapse; switched on again they find them', async () => {
    await inside((ctx) => setRule(ctx, 'sexes-sum', off));
    assert.equal((await inside(getSexes)).state, 'lapsed');
    assert.ok((await insideAmbito(territory.database, there, (ctx) => listFindings(ctx.tx))).length === 0);
    await inside((ctx) => setRule(ctx, 'sexes-sum', { ...off, active: true, version: 1 }));
    // The note was for these very figures: it still holds.
    assert.equal((await inside(getSexes)).state, 'explained');
  });
});
