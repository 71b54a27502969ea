import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Guideline } from './guideline.types.js';

const root = new URL('../../../', import.meta.url);

function text(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

function json(file: string): unknown {
  return JSON.parse(text(`demo/oglio-po/${file}`));
}

function rows(file: string): readonly Record<string, string>[] {
  return parse(text(`demo/oglio-po/${file}`), { columns: true });
}

const Coded = z.object({ code: z.string() });
const guideline = Guideline.parse(JSON.parse(text('guidelines/lombardia-2021-2023.json')));
const { objectives } = z
  .object({
    objectives: z.array(
      z.object({
        code: z.string(),
        parent: z.string().nullable(),
        territory: z.string(),
        budgetEuro: z.number().nullable(),
        policyAreas: z.array(z.string()),
        crossCuttingAreas: z.array(z.string()),
        needsStated: z.array(z.string()),
        keyPoints: z.array(z.object({ policyArea: z.string(), keyPoint: z.string().nullable() })),
      }),
    ),
  })
  .parse(json('objectives.json'));
const { needs } = z
  .object({ needs: z.array(Coded.extend({ territory: z.string(), source: z.string() })) })
  .parse(json('needs.json'));
const { sheets } = z
  .object({ sheets: z.array(Coded.extend({ territory: z.string(), actions: z.array(z.unknown()) })) })
  .parse(json('outcome-sheets.json'));
const governance = z
  .object({
    bodies: z.array(Coded),
    networks: z.array(Coded),
    agreements: z.array(Coded),
    attachmentsCited: z.array(z.unknown()),
  })
  .parse(json('governance.json'));
const { services } = z.object({ services: z.array(Coded) }).parse(json('services.json'));
const { funds } = z.object({ funds: z.array(Coded) }).parse(json('funds.json'));

function codesOf(list: readonly { code: string }[]): ReadonlySet<string> {
  const codes = new Set(list.map((one) => one.code));
  assert.equal(codes.size, list.length, 'codes are not repeated');
  return codes;
}

const needCodes = codesOf(needs);
const objectiveCodes = codesOf(objectives);

test('the whole content of the published plan is there', () => {
  assert.equal(rows('territories.csv').filter((row) => row.level === 'comune').length, 27);
  assert.equal(rows('series.csv').length, 562);
  assert.equal(sheets.length, 45);
  assert.equal(sheets.flatMap((sheet) => sheet.actions).length, 162);
  assert.equal(objectives.length, 32);
  assert.equal(governance.bodies.length, 12);
  assert.equal(governance.networks.length, 37);
  assert.equal(governance.agreements.length, 38);
  assert.equal(governance.attachmentsCited.length, 15);
  assert.equal(services.length, 57);
  assert.equal(needs.length, 134);
  assert.equal(rows('published-totals.csv').length, 170);
});

test('men and women make the residents of each comune, and figures are whole', () => {
  const figures = new Map(
    rows('observations.csv').map((row) => [
      `${row.place_code} ${row.variable} ${row.period} ${row.sex}`,
      Number(row.value),
    ]),
  );
  assert.equal(figures.size, 27 * (1 + 6 + 2));
  for (const row of rows('observations.csv')) {
    if (row.variable !== 'population' || row.sex !== '') continue;
    const key = `${row.place_code} population ${row.period} `;
    assert.equal(
      Number(row.value),
      (figures.get(`${key}m`) ?? Number.NaN) + (figures.get(`${key}f`) ?? Number.NaN),
      key,
    );
  }
});

test('every territory that the files name is known', () => {
  const known = new Set(rows('territories.csv').map((row) => row.name));
  const named = [...needs, ...objectives, ...sheets]
    .map((one) => one.territory)
    .concat(rows('series.csv').map((row) => row.territory ?? ''));
  assert.deepEqual(
    [...new Set(named)].filter((name) => !known.has(name)),
    [],
  );
});

test('objectives use the guideline’s policy areas and key points, and their parents exist', () => {
  const areas = codesOf(guideline.policyAreas);
  const points = new Set(guideline.policyAreas.flatMap((area) => area.keyPoints.map((point) => point.code)));
  for (const { code, parent, policyAreas, crossCuttingAreas, keyPoints } of objectives) {
    assert.ok(parent === null || objectiveCodes.has(parent), code);
    for (const area of [...policyAreas, ...crossCuttingAreas, ...keyPoints.map((one) => one.policyArea)])
      assert.ok(areas.has(area), `${code} ${area}`);
    for (const { keyPoint } of keyPoints)
      assert.ok(keyPoint === null || points.has(keyPoint), `${code} ${keyPoint}`);
  }
  const unlisted = objectives.flatMap((one) =>
    one.keyPoints.filter((point) => point.keyPoint === null).map(() => one.code),
  );
  assert.deepEqual(
    unlisted,
    ['CAS-2', 'CAS-2', 'CAS-2'],
    'the sheet ticks three points that its area does not have',
  );
});

test('budget lines add up to what each sheet states, and every fund is known', () => {
  const Line = z.object({
    fund: z.string(),
    amount: z.number().nonnegative().nullable(),
    annual: z.boolean(),
    years: z.array(z.int()).min(1),
    stated: z.boolean(),
    note: z.string().min(1),
  });
  const budget = z
    .object({ objectives: z.array(z.object({ objective: z.string(), lines: z.array(Line).min(1) })) })
    .parse(json('budget.json'));
  const fundCodes = codesOf(funds);
  const sums = new Map<string, number>();
  for (const { objective, lines } of budget.objectives) {
    assert.ok(objectiveCodes.has(objective) && !sums.has(objective), objective);
    for (const line of lines) assert.ok(fundCodes.has(line.fund), line.fund);
    sums.set(
      objective,
      lines.reduce((sum, line) => sum + (line.amount ?? 0), 0),
    );
  }
  for (const { code, budgetEuro } of objectives) {
    if (budgetEuro !== null) assert.equal(sums.get(code), budgetEuro, code);
  }
  // The sheet's own items for one year: 2000 + 35000 + 50000 + 4 · 4000 + 5000.
  assert.equal(sums.get('VIA-1.f'), 108_000);
});

test('the thread ties what exists, and says so where the sheet itself states it', () => {
  const thread = z
    .object({
      needToObjective: z.array(
        z.object({
          need: z.string(),
          objective: z.string(),
          basis: z.enum(['stated', 'theme']),
          reason: z.string().min(10),
        }),
      ),
      needToEvidence: z.array(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('series'),
            need: z.string(),
            indicator: z.string(),
            territory: z.string(),
            category: z.string().nullable(),
          }),
          z.object({
            kind: z.literal('metric'),
            need: z.string(),
            metric: z.string(),
            territory: z.string(),
          }),
        ]),
      ),
      objectiveToResource: z.array(
        z.object({
          objective: z.string(),
          kind: z.enum(['service', 'network', 'agreement']),
          code: z.string(),
        }),
      ),
      outcomeSheetToObjective: z.array(
        z.object({ outcomeSheet: z.string(), objective: z.string(), basis: z.enum(['stated', 'theme']) }),
      ),
    })
    .parse(json('thread.json'));
  const once = (keys: readonly string[]) =>
    assert.equal(new Set(keys).size, keys.length, 'no link is written twice');
  once(thread.needToObjective.map((link) => `${link.need} ${link.objective}`));
  once(thread.objectiveToResource.map((link) => `${link.objective} ${link.code}`));
  once(thread.outcomeSheetToObjective.map((link) => `${link.outcomeSheet} ${link.objective}`));

  const needSource = new Map(needs.map((need) => [need.code, need.source]));
  const stated = new Map(objectives.map((objective) => [objective.code, objective.needsStated]));
  for (const { need, objective, basis, reason } of thread.needToObjective) {
    assert.ok(needCodes.has(need) && objectiveCodes.has(objective), `${need} ${objective}`);
    assert.equal(basis === 'stated', needSource.get(need) === 'Schede obiettivo', need);
    if (basis === 'stated')
      assert.ok(
        stated.get(objective)?.some((words) => reason.includes(words)),
        need,
      );
  }
  const series = new Set(
    rows('series.csv').flatMap((row) => [
      `${row.indicator} ${row.territory} ${row.category}`,
      `${row.indicator} ${row.territory} null`,
    ]),
  );
  for (const link of thread.needToEvidence) {
    assert.ok(needCodes.has(link.need), link.need);
    if (link.kind === 'series')
      assert.ok(series.has(`${link.indicator} ${link.territory} ${link.category}`), link.indicator);
  }
  const resources = {
    service: codesOf(services),
    network: codesOf(governance.networks),
    agreement: codesOf(governance.agreements),
  };
  for (const { objective, kind, code } of thread.objectiveToResource)
    assert.ok(objectiveCodes.has(objective) && resources[kind].has(code), `${objective} ${code}`);
  const sheetCodes = codesOf(sheets);
  for (const { outcomeSheet, objective } of thread.outcomeSheetToObjective)
    assert.ok(sheetCodes.has(outcomeSheet) && objectiveCodes.has(objective), outcomeSheet);

  const answered = new Set(thread.needToObjective.map((link) => link.need));
  assert.equal(
    needs.filter((need) => !answered.has(need.code)).length,
    25,
    'needs that nobody answers stay loose',
  );
});

test('each chapter uses the live blocks of the guideline, and all the required ones', () => {
  const Node = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('paragraph'), text: z.string().min(20) }),
    z.strictObject({ type: z.literal('heading'), level: z.int().min(2).max(4), text: z.string().min(3) }),
    z.strictObject({ type: z.literal('list'), items: z.array(z.string().min(3)).min(1) }),
    z.strictObject({
      type: z.literal('block'),
      name: z.string(),
      with: z.record(z.string(), z.string()).optional(),
    }),
  ]);
  const chapters = z.record(z.string(), z.array(Node)).parse(json('chapters.json'));
  const numbers = guideline.chapters.map((chapter) => chapter.number);
  assert.deepEqual(Object.keys(chapters).slice(0, numbers.length), numbers);
  const annexes = guideline.annexes.map((annex) => annex.number);
  for (const number of Object.keys(chapters).slice(numbers.length))
    assert.ok(annexes.includes(number), number);
  const series = new Set(rows('series.csv').map((row) => `${row.indicator} ${row.territory}`));
  for (const { number, blocks } of guideline.chapters) {
    const used = (chapters[number] ?? []).flatMap((node) => (node.type === 'block' ? [node] : []));
    for (const { name, with: wanted } of used) {
      assert.ok(
        blocks.some((block) => block.block === name),
        `${number} ${name}`,
      );
      if (name === 'territory.series-table')
        assert.ok(series.has(`${wanted?.indicator} ${wanted?.territory}`), wanted?.indicator);
    }
    for (const { block, required } of blocks)
      assert.ok(!required || used.some(({ name }) => name === block), `${number} ${block}`);
  }
});

test('the demonstration’s people are invented and cannot be written to', () => {
  const { people } = z
    .object({ people: z.array(Coded.extend({ email: z.string(), role: z.string() })) })
    .parse(json('people.json'));
  codesOf(people);
  // .example never resolves (RFC 2606), so no message can reach anybody.
  for (const { email } of people) assert.match(email, /^[a-z.]+@esempio\.example$/);
});
