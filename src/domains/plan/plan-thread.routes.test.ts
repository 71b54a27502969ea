import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import type { Visitor } from '../../visitor.fixture.js';
import { openPlanWorld, type PlanWorld } from './plan.fixture.js';

const FLOW = '/prova/piano/2021-2023/filo';

describe('the thread of a whole plan', () => {
  let world: PlanWorld;
  let director: Visitor;
  let anyone: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    anyone = await world.visitor(null);
  });
  after(() => world.close());

  it('is a page for everyone, with what is loose and the way to mend it', async () => {
    const page = await anyone.get(`${FLOW}?misura=legami`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /F-002 Case per chi lavora in Ambito di prova → N-1 Abitare vicino al lavoro/);
    assert.match(page.body, /fili-sciolti\?regola=need-unanswered/);
    assert.doesNotMatch(page.body, /<b>Voci/);
    assert.match((await anyone.get(FLOW)).body, /Numero di legami/, 'what there is, where no sum is written');
    const money = await anyone.get(`${FLOW}?misura=euro`);
    assert.match(money.body, /non indica ancora somme/);
    assert.match(money.body, /fili-sciolti\?regola=objective-without-money/);
    assert.doesNotMatch(money.body, /Non indicato|id="tabella"/);
    assert.equal((await anyone.get(`${FLOW}?misura=metri`)).statusCode, 422);
    assert.equal((await anyone.get('/prova/piano/1999-2001/filo')).statusCode, 404);
  });

  it('goes away as CSV and SVG; without money there is no picture of money', async () => {
    const csv = await anyone.get(`${FLOW}.csv?misura=legami`);
    assert.match(csv.body, /Da;A;/);
    const svg = await anyone.get(`${FLOW}.svg?misura=legami&dettaglio=gruppi`);
    assert.match(svg.body, /^<\?xml/);
    assert.doesNotMatch(svg.body, /<a /);
    assert.equal((await anyone.get(`${FLOW}.svg?misura=euro`)).statusCode, 404);
  });

  it('stays in the office while the plan is a draft', async () => {
    const draft = { code: '2024-2026', title: 'Nuovo', guidelineCode: 'lombardia-2021-2023', summary: '' };
    assert.equal((await director.post('/prova/ufficio/piano/nuovo', draft)).statusCode, 303);
    assert.equal((await anyone.get('/prova/piano/2024-2026/filo')).statusCode, 404);
    const own = await director.get('/prova/ufficio/piano/2024-2026/filo?misura=legami');
    assert.equal(own.statusCode, 200);
    assert.match(own.body, /Il filo comincia da un bisogno/);
    assert.match(own.body, /href="\/prova\/ufficio\/piano\/2024-2026\/bisogni"/);
  });
});

describe('the thread from any node', () => {
  let world: PlanWorld;
  let director: Visitor;
  let anyone: Visitor;
  let ids: Awaited<ReturnType<typeof tieEverything>>;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    anyone = await world.visitor(null);
    ids = await world.inside(tieEverything);
  });
  after(() => world.close());

  const PLACES = [
    ['serie', 'dataset', /Residenti/],
    ['misura', 'metric', /Quota di prova/],
    ['prova', 'evidence', /Ce ne sono/],
    ['rilevazione', 'measurement', /12 il 30 giugno 2021: Alloggi trovati/],
    ['indicatore', 'indicator', /Alloggi trovati/],
    ['risorsa', 'line', /Fondo di prova/],
    ['ente', 'organisation', /Cooperativa/],
    ['fondo', 'fund', /Fondo di prova/],
  ] as const;

  it('walks both ways from what was published to what was measured', async () => {
    for (const [word, key, title] of PLACES) {
      const { statusCode, body } = await anyone.get(`/prova/filo/${word}/${ids[key]}`);
      assert.equal(statusCode, 200, word);
      assert.match(body, title);
      assert.match(body, /N-1<\/span> |Abitare vicino al lavoro/, `${word} reaches the objective`);
    }
    const measured = (await anyone.get(`/prova/filo/rilevazione/${ids.measurement}`)).body;
    for (const step of [/Alloggi trovati/, /Quota di prova/, /Residenti/]) assert.match(measured, step);
  });

  it('tells who is paid to those who work here only, from the euro as from anywhere else', async () => {
    for (const [word, key] of [
      ['impegno', 'commitment'],
      ['pagamento', 'payment'],
    ] as const) {
      assert.equal((await anyone.get(`/prova/filo/${word}/${ids[key]}`)).statusCode, 404);
      const { body } = await director.get(`/prova/ufficio/filo/${word}/${ids[key]}`);
      for (const step of [/Abitare vicino al lavoro/, /Fondo di prova/, /Cooperativa/, /Quota di prova/])
        assert.match(body, step);
    }
    const line = `/filo/risorsa/${ids.line}`;
    assert.match((await director.get(`/prova/ufficio${line}`)).body, /250,00/);
    assert.doesNotMatch((await anyone.get(`/prova${line}`)).body, /250,00|Impegn/);
    assert.doesNotMatch((await anyone.get(`/prova/filo/fondo/${ids.fund}`)).body, /Impegn|Pagament/);
  });

  it('counts what is many and alike, and lists it when asked', async () => {
    const from = `/prova/filo/obiettivo/${ids.objective}`;
    const counted = (await anyone.get(from)).body;
    assert.match(counted, new RegExp(`filo/indicatore/${ids.indicator}\\?apri=rilevazione#dopo`));
    assert.doesNotMatch(counted, /12 il 30 giugno/);
    const listed = await anyone.get(`/prova/filo/indicatore/${ids.indicator}?apri=rilevazione`);
    assert.match(listed.body, /12 il 30 giugno 2021/);
    const api = await anyone.get(`/api/v1/prova/thread/objective/${ids.objective}`);
    assert.deepEqual(
      api.json().counted.map((one: { kind: string; count: number }) => [one.kind, one.count]),
      [['measurement', 1]],
    );
    const [step] = (
      await anyone.get(`/api/v1/prova/thread/indicator/${ids.indicator}?open=measurement&direction=after`)
    ).json().steps;
    assert.deepEqual([step.node.kind, step.node.amount], ['measurement', 12]);
  });

  it('lists one kind of the whole thread when asked', async () => {
    const from = `/prova/filo/fondo/${ids.fund}`;
    const { body } = await anyone.get(`${from}?tutti=prova&pagina=9`);
    assert.match(body, /2 voci in tutto il filo/);
    assert.match(body, /Ce ne sono/);
    assert.match(body, new RegExp(`href="${from}"`));
    assert.doesNotMatch(body, /id="prima"/);
    assert.match((await anyone.get(`${from}?tutti=impegno`)).body, /Niente di questo genere/);
    assert.equal((await anyone.get(`${from}?tutti=persona`)).statusCode, 422);
  });

  it('ties organisations with a role and a reason, and says anew why things are tied', async () => {
    const path = '/prova/ufficio/piano/2021-2023/obiettivi/N-1';
    const form = (await director.get(`${path}/collegamenti/enti`)).body;
    assert.match(form, /name="why-E-1"/);
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
    const tie = { version, codes: 'E-1', 'role-E-1': 'funder', 'why-E-1': 'Mette gli alloggi <b>' };
    const post = (visitor: Visitor, body: Record<string, string>) =>
      visitor.post(`${path}/collegamenti/enti`, body);
    assert.equal(
      (await post(await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' }), tie))
        .statusCode,
      403,
    );
    assert.equal((await post(await world.visitor('director', {}, world.other), tie)).statusCode, 404);
    const wrong = await post(director, { ...tie, 'role-E-1': 'boss', 'why-E-1': 'x'.repeat(501) });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /x{501}/);
    assert.equal((await post(director, { ...tie, codes: 'E-9' })).statusCode, 422);
    assert.equal((await post(director, tie)).statusCode, 303);
    assert.equal((await post(director, { ...tie, 'why-E-1': 'Altro' })).statusCode, 409);
    assert.match(
      (await anyone.get('/prova/piano/2021-2023/obiettivi/N-1')).body,
      /Finanziatore\. Mette gli alloggi &lt;b>/,
    );
    const api = await anyone.get('/api/v1/prova/objectives/N-1?plan=2021-2023');
    assert.deepEqual(
      api.json().organisations.map((one: { code: string; role: string }) => [one.code, one.role]),
      [['E-1', 'funder']],
    );
    assert.match((await director.get(`${path}/storia`)).body, /Cambiati il perché o il ruolo: E-1/);
    const now =
      /name="version" value="(\d+)"/.exec((await director.get(`${path}/collegamenti/enti`)).body)?.[1] ?? '';
    assert.equal((await post(director, { version: now })).statusCode, 303);
    assert.match((await anyone.get('/prova/piano/2021-2023/obiettivi/N-1')).body, /Nessun ente collegato/);

    const need = '/prova/ufficio/piano/2021-2023/bisogni/F-002';
    const why = { codes: 'N-1', 'why-N-1': 'Chi lavora cerca casa' };
    assert.equal((await director.post(`${need}/collegamenti`, why)).statusCode, 303);
    assert.match((await anyone.get('/prova/piano/2021-2023/bisogni/F-002')).body, /Chi lavora cerca casa/);
  });

  it('unfolds the first of what is much, says how much there is, and draws it as long as it can', async () => {
    const from = `/prova/filo/obiettivo/${ids.objective}`;
    const made = (body: string) => body.match(/Fatta di prova \d+/g) ?? [];
    const before = await anyone.get(
      `/api/v1/prova/thread/objective/${ids.objective}?direction=after&depth=1`,
    );
    const had = before
      .json()
      .steps.filter((one: { node: { kind: string } }) => one.node.kind === 'action').length;
    await world.inside(({ tx }) =>
      tx
        .insertInto('plan.action')
        .values(
          Array.from({ length: 70 }, (_, index) => ({
            id: newId(),
            objective_id: ids.objective,
            title: `Fatta di prova ${index + 100}`,
            starts_on: '2021-01-01',
            ends_on: '2021-12-31',
            owner: 'Ufficio di Piano',
            state: 'planned',
            position: index,
          })),
        )
        .execute(),
    );
    const actions = (await anyone.get(from)).body;
    assert.ok(made(actions).length <= 20 && made(actions).length >= 20 - had);
    assert.match(actions, new RegExp(`\\?tutti=azione">e altri ${70 + had - 20}: mostrali tutti`));
    // A picture has one box for all actions, whatever their number.
    assert.match(actions, /id="disegno"/);
    const pages = [1, 2].map((number) => anyone.get(`${from}?tutti=azione&pagina=${number}`));
    const listed = (await Promise.all(pages)).map(({ body }) => made(body));
    assert.ok(listed.every((page) => page.length >= 20 - had));
    assert.equal(new Set(listed.flat()).size, 70);

    await world.inside(({ tx }) =>
      tx
        .insertInto('plan.need_evidence')
        .values(
          Array.from({ length: 70 }, (_, index) => ({
            id: newId(),
            need_id: ids.need,
            kind: 'text',
            reference: 'parole',
            text: `Detto di prova ${index + 100}`,
          })),
        )
        .execute(),
    );
    const proofs = (await anyone.get(`/prova/filo/bisogno/${ids.need}`)).body;
    const told = proofs.match(/Detto di prova \d+/g) ?? [];
    assert.ok(told.length <= 20 && told.length > 0);
    assert.match(proofs, /\?tutti=prova">e altri \d+: mostrali tutti/);
    assert.doesNotMatch(proofs, /id="disegno"/);
    const steps = (await anyone.get(`/api/v1/prova/thread/need/${ids.need}?direction=before&depth=1`)).json();
    assert.equal(steps.isCut, false);
    assert.ok(steps.steps.length >= 70);
  });

  it('shows nothing of another ambito', async () => {
    for (const [word, key] of PLACES)
      assert.equal((await anyone.get(`/altro/filo/${word}/${ids[key]}`)).statusCode, 404, word);
  });
});

/** One of each thing that the thread ties, around the objective N-1. */
async function tieEverything({ tx }: Ctx) {
  const found = await tx
    .selectFrom('plan.objective as o')
    .innerJoin('plan.objective_need as l', 'l.objective_id', 'o.id')
    .select(['o.id', 'l.need_id'])
    .where('o.code', '=', 'N-1')
    .executeTakeFirstOrThrow();
  const id = {
    dataset: newId(),
    metric: newId(),
    evidence: newId(),
    organisation: newId(),
    fund: newId(),
    line: newId(),
    commitment: newId(),
    payment: newId(),
    indicator: newId(),
    measurement: newId(),
  };
  const objective = found.id;
  await tx
    .insertInto('territory.dataset')
    .values({
      id: id.dataset,
      code: 'residenti',
      title: 'Residenti',
      source: 'Prova',
      licence: 'x',
      layout: 'x',
    })
    .execute();
  await tx
    .insertInto('territory.figure_shape')
    .values({
      dataset_id: id.dataset,
      variable: 'population',
      category: '',
      sex: '',
      age_from: -1,
      age_to: -1,
      is_packed: false,
    })
    .execute();
  await tx
    .insertInto('territory.metric')
    .values({
      id: id.metric,
      code: 'quota-di-prova',
      name: 'Quota di prova',
      unit: '%',
      numerator: JSON.stringify([{ variable: 'population', weight: 1 }]),
      explanation: 'x',
      source: 'x',
    })
    .execute();
  await tx
    .insertInto('plan.need_evidence')
    .values({
      id: id.evidence,
      need_id: found.need_id,
      kind: 'metric',
      reference: 'quota-di-prova',
      text: 'Ce ne sono pochi',
    })
    .execute();
  await tx
    .insertInto('governance.organisation')
    .values({ id: id.organisation, code: 'E-1', name: 'Cooperativa', kind: 'thirdSector' })
    .execute();
  await tx
    .insertInto('plan.objective_organisation')
    .values({ objective_id: objective, organisation_id: id.organisation, role: 'lead' })
    .execute();
  await tx
    .insertInto('spending.fund')
    .values({ id: id.fund, code: 'prova', name: 'Fondo di prova', kind: 'state' })
    .execute();
  await tx
    .insertInto('spending.budget_line')
    .values({ id: id.line, objective_id: objective, fund_id: id.fund, year: 2021, allocated_cents: 100_000 })
    .execute();
  await tx
    .insertInto('spending.commitment')
    .values({
      id: id.commitment,
      budget_line_id: id.line,
      committed_cents: 25_000,
      committed_on: '2021-03-01',
      act_number: 'D-1',
      organisation_id: id.organisation,
    })
    .execute();
  await tx
    .insertInto('spending.payment')
    .values({
      id: id.payment,
      commitment_id: id.commitment,
      paid_cents: 20_000,
      paid_on: '2021-04-01',
      act_number: 'M-1',
    })
    .execute();
  await tx
    .insertInto('plan.indicator')
    .values({ id: id.indicator, objective_id: objective, kind: 'output', title: 'Alloggi trovati' })
    .execute();
  await tx
    .insertInto('evaluation.measurement')
    .values({ id: id.measurement, indicator_id: id.indicator, measured_on: '2021-06-30', value: 12 })
    .execute();
  return { ...id, objective, need: found.need_id };
}
