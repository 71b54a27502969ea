import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BlockProvider } from '#domains/documents/index.js';
import { findPlanRef } from '#domains/spending/index.js';
import type { Ctx } from '#platform/http/context.js';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { summarise } from './evaluation.rules.js';
import type { OutcomeSheet } from './evaluation.types.js';
import { listLatestMeasurements, listMeasuredIndicators } from './measurement.sql.js';
import { evaluationBlocks } from './outcome.blocks.js';
import { findOutcomeSheet, listOutcomeSheets } from './outcome.sql.js';

const OFFICE = '/oglio-po/ufficio/esiti/2021-2023';

async function planId({ tx }: Ctx): Promise<string> {
  const plan = await findPlanRef(tx, '2021-2023', true);
  assert.ok(plan);
  return plan.id;
}

/** The form of a stored sheet, as a browser would send it back unchanged. */
function formOf(sheet: OutcomeSheet): Record<string, string | string[]> {
  const text = (value: string | null) => value ?? '';
  const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');
  return {
    version: String(sheet.version),
    title: sheet.title,
    level: sheet.level,
    place: sheet.place,
    policyArea: text(sheet.policyArea),
    description: text(sheet.description),
    'actions.id': sheet.actions.map((action) => action.id),
    'actions.text': sheet.actions.map((action) => action.text),
    'actions.state': sheet.actions.map((action) => text(action.state)),
    'actions.kind': sheet.actions.map((action) => text(action.kind)),
    'actions.note': sheet.actions.map((action) => text(action.note)),
    achievementPercent: String(sheet.achievementPercent ?? ''),
    userSatisfaction: text(sheet.userSatisfaction),
    committedPercent: String(sheet.committedPercent ?? ''),
    resourcesNote: text(sheet.resourcesNote),
    criticality: text(sheet.criticality),
    answeredNeed: text(sheet.answeredNeed),
    answeredNeedReason: text(sheet.answeredNeedReason),
    answeredNeedExplicit: yesNo(sheet.answeredNeedExplicit),
    inContinuity: yesNo(sheet.inContinuity),
    inContinuityNote: text(sheet.inContinuityNote),
    proposedAgain: text(sheet.proposedAgain),
    proposedAgainReason: text(sheet.proposedAgainReason),
    continuesIn: sheet.continuesIn.map((one) => one.code),
    source: text(sheet.source),
    note: text(sheet.note),
  };
}

describe('outcome sheets and measurements', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  const read = (code: string) =>
    world.inside(async (ctx) => {
      const sheet = await findOutcomeSheet(ctx.tx, await planId(ctx), code);
      assert.ok(sheet);
      return sheet;
    });

  it('hold 45 sheets and 162 actions, summed as published', async () => {
    const sheets = await world.inside(async (ctx) => listOutcomeSheets(ctx.tx, await planId(ctx)));
    const whole = summarise(sheets);
    assert.equal(whole.sheets, 45);
    assert.equal(whole.actions, 162);
    assert.deepEqual(whole.byClass, { below60: 0, from60: 9, from80: 16, full: 16, notStated: 4 });
    assert.equal(whole.answeredYes, 34);
    assert.equal(whole.againYes, 34);
    assert.equal(whole.againNo, 5);
  });

  it('are read by anyone in both languages, with filters in the address', async () => {
    const count = async (query: string) =>
      /(\d+) sched[ae]</.exec((await anyone.get(`/oglio-po/esiti/2021-2023?${query}`)).body)?.[1];
    assert.equal(await count(''), '45');
    assert.equal(await count('luogo=casalasco'), '16');
    assert.equal(await count('luogo=oglio-po'), '45');
    assert.equal(await count('grado=full'), '16');
    assert.equal(await count('riproposto=no'), '5');
    assert.equal((await anyone.get('/oglio-po/esiti?lang=en')).statusCode, 200);
    const page = await anyone.get('/oglio-po/esiti/2021-2023/ESC-1');
    assert.match(page.body, /Infanzia, accudimento e cura/);
    assert.match(page.body, /obiettivi\/CAS-3/);
    assert.doesNotMatch(page.body, /modifica/);
    assert.equal((await anyone.get('/oglio-po/esiti/2021-2023/ESC-99')).statusCode, 404);
    assert.equal((await anyone.get('/oglio-po/esiti/1999-2001')).statusCode, 404);
    const table = await anyone.get('/oglio-po/esiti/2021-2023/azioni.csv');
    assert.equal(table.body.trim().split('\r\n').length, 163);
  });

  it('come back whole from their form, and an unchanged action keeps its version', async () => {
    const before = await read('ESC-1');
    const saved = await director.post(`${OFFICE}/ESC-1/modifica`, formOf(before));
    assert.equal(saved.statusCode, 303);
    const after = await read('ESC-1');
    assert.deepEqual({ ...after, version: 1 }, before);
    const versions = await world.inside(({ tx }) =>
      tx
        .selectFrom('evaluation.outcome_action')
        .select('version')
        .where('outcome_sheet_id', '=', before.id)
        .execute(),
    );
    assert.deepEqual(new Set(versions.map((row) => row.version)), new Set([1]));
  });

  it('take changes of actions and links, refuse a late editor, keep the history', async () => {
    const before = await read('ESV-1');
    const form = formOf(before);
    const changed = {
      ...form,
      achievementPercent: '42,5',
      'actions.id': [...(form['actions.id'] as string[]), ''],
      'actions.text': ['', ...(form['actions.text'] as string[]).slice(1), 'Azione nuova <b>'],
      'actions.state': [...(form['actions.state'] as string[]), 'done'],
      'actions.kind': ['', ...(form['actions.kind'] as string[]).slice(1), ''],
      'actions.note': ['', ...(form['actions.note'] as string[]).slice(1), ''],
      continuesIn: ['VIA-1.a', 'CAS-1'],
    };
    (changed['actions.state'] as string[])[0] = '';
    assert.equal((await viadanese.post(`${OFFICE}/ESV-1/modifica`, changed)).statusCode, 303);
    const after = await read('ESV-1');
    assert.equal(after.achievementPercent, 42.5);
    assert.equal(after.actions.length, before.actions.length);
    assert.equal(after.actions.at(-1)?.text, 'Azione nuova <b>');
    assert.deepEqual(after.continuesIn.map((one) => one.code).sort(), ['CAS-1', 'VIA-1.a']);
    assert.match((await anyone.get('/oglio-po/esiti/2021-2023/ESV-1')).body, /Azione nuova &lt;b>/);
    const late = await director.post(`${OFFICE}/ESV-1/modifica`, { ...form, note: 'tardi' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /tardi/);
    const history = (await director.get(`${OFFICE}/ESV-1/storia`)).body;
    assert.match(history, /<ins>42,5<\/ins>/);
    assert.match(history, /<ins>[^<]*Azione nuova &lt;b>/, 'actions are told');
    assert.match(history, /<ins>[^<]*CAS-1[^<]*<\/ins>/, 'and what goes on in the new plan');
  });

  it('say what is wrong at its field, with what was typed', async () => {
    const form = formOf(await read('ESC-2'));
    const answer = await director.post(`${OFFICE}/ESC-2/modifica`, {
      ...form,
      title: '',
      achievementPercent: '130',
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Scrivete un numero da 0 a 100/);
    assert.match(answer.body, /value="130"/);
    const unknown = await director.post(`${OFFICE}/ESC-2/modifica`, { ...form, continuesIn: 'XX-1' });
    assert.match(unknown.body, /Nel piano non c'è l'obiettivo XX-1/);
  });

  it('are added and removed with a reason', async () => {
    const form = { ...formOf(await read('ESC-3')), title: 'Scheda di prova', 'actions.id': [] };
    const added = await director.post(`${OFFICE}/nuovo`, form);
    assert.equal(added.headers.location, `${OFFICE}/ES-1`);
    const removed = await director.post(`${OFFICE}/ES-1/rimuovi`, { version: '1', reason: 'Era una prova' });
    assert.equal(removed.statusCode, 303);
    assert.equal((await anyone.get('/oglio-po/esiti/2021-2023/ES-1')).statusCode, 404);
  });

  it('ask what the guideline of their plan asks, in its order and words, and keep no other answer', async () => {
    const made = await director.post('/oglio-po/ufficio/piano/nuovo', {
      code: '2025-2027',
      title: 'Piano successivo',
      guidelineCode: 'lombardia-2025-2027',
      summary: '',
      isTranscribed: '',
    });
    assert.equal(made.statusCode, 303, made.body);
    const list = '/oglio-po/ufficio/esiti/2025-2027';
    const blank = (await director.get(`${list}/nuovo`)).body;
    const asked = [
      'Persone e famiglie raggiunte',
      'L’integrazione sociosanitaria prevista c’è stata?',
      'imparato',
    ];
    assert.deepEqual(
      asked.map((words) => blank.indexOf(words)).toSorted((a, b) => a - b),
      asked.map((words) => blank.indexOf(words)),
    );
    for (const words of [...asked, 'Non era prevista', 'Che cosa è stato fatto'])
      assert.ok(blank.includes(words), words);
    const before = (await director.get(`${OFFICE}/nuovo`)).body;
    assert.ok(!before.includes('campo-'), 'the first guideline asks none of them');
    const sheet = {
      title: 'Dopo di noi',
      level: 'ambito',
      place: 'oglio-po',
      'campo-peopleReached': '<b>120</b> su 150',
      'campo-integrationDone': 'partly',
      'campo-integrationDoneReason': 'Con il distretto',
      'campo-lessons': 'Cominciare prima\r\nScrivere i turni',
      'campo-ignoto': 'non chiesto',
    };
    const wrong = await director.post(`${list}/nuovo`, { ...sheet, 'campo-integrationDone': 'forse' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /120&lt;\/b> su 150|&lt;b>120/, 'what was typed is kept, and harmless');
    const added = await director.post(`${list}/nuovo`, sheet);
    assert.equal(added.statusCode, 303, added.body);
    const address = String(added.headers.location);
    const shown = (await director.get(address)).body;
    for (const words of [
      '&lt;b>120&lt;/b> su 150',
      'In parte. Con il distretto',
      'Cominciare prima; Scrivere i turni',
    ])
      assert.ok(shown.includes(words), words);
    const form = (await director.get(`${address}/modifica`)).body;
    assert.match(form, /Cominciare prima\nScrivere i turni/);
    const csv = (await director.get(`${list}/schede.csv`)).body;
    assert.match(csv, /Persone e famiglie raggiunte.*Che cosa si è imparato/);
    const code = address.split('/').at(-1) ?? '';
    const { fields } = (await director.get(`/api/v1/oglio-po/outcome-sheets/${code}?plan=2025-2027`)).json();
    assert.deepEqual(fields, {
      peopleReached: '<b>120</b> su 150',
      integrationDone: 'partly',
      integrationDoneReason: 'Con il distretto',
      lessons: ['Cominciare prima', 'Scrivere i turni'],
    });
    const printed = JSON.stringify(
      await world.inside(async (ctx) => {
        const plan = await findPlanRef(ctx.tx, '2025-2027', true);
        assert.ok(plan);
        const { build } = evaluationBlocks['evaluation.outcome-sheets'] as { build: BlockProvider };
        return build(
          ctx,
          {
            ...plan,
            ambito: 'Oglio Po',
            period: { startsOn: plan.startsOn, endsOn: plan.endsOn },
            guidelineCode: 'lombardia-2025-2027',
            lang: 'it',
          },
          {},
        );
      }),
    );
    for (const words of [
      'Risorse',
      'Valutazione',
      'Non era prevista',
      'Scrivere i turni',
      'Con il distretto',
    ])
      assert.ok(printed.includes(words), words);
  });

  it('are closed to other areas, roles and ambiti', async () => {
    const form = formOf(await read('ESC-4'));
    assert.equal((await viadanese.post(`${OFFICE}/ESC-4/modifica`, form)).statusCode, 403);
    assert.equal((await mayor.post(`${OFFICE}/ESC-4/modifica`, form)).statusCode, 403);
    assert.equal((await stranger.post(`${OFFICE}/ESC-4/modifica`, form)).statusCode, 404);
    const elsewhere = await stranger.get('/altrove/esiti');
    assert.match(elsewhere.body, /Non c'è ancora un piano/);
    assert.doesNotMatch(elsewhere.body, /piano\/2021|ESC-4/);
    assert.equal((await stranger.get('/api/v1/altrove/outcome-sheets')).statusCode, 404);
  });

  it('measure an indicator once a day, never in days to come', async () => {
    const [indicator] = await world.inside(async (ctx) => listMeasuredIndicators(ctx.tx, await planId(ctx)));
    assert.ok(indicator);
    const path = `/oglio-po/ufficio/rilevazioni/${indicator.id}`;
    const value = { measuredOn: '2022-03-01', value: '12,5', note: 'conteggio <i>' };
    assert.equal((await director.post(`${path}/nuovo`, value)).statusCode, 303);
    const again = await director.post(`${path}/nuovo`, value);
    assert.equal(again.statusCode, 422);
    assert.match(again.body, /già una rilevazione di questo giorno/);
    const future = await director.post(`${path}/nuovo`, { ...value, measuredOn: '2999-01-01' });
    assert.match(future.body, /deve ancora venire/);
    const text = await director.post(`${path}/nuovo`, { ...value, measuredOn: '2022-04-01', value: 'molti' });
    assert.match(text.body, /value="molti"/);
    const latest = await world.inside(async (ctx) =>
      listLatestMeasurements(ctx.tx, { planId: await planId(ctx) }),
    );
    assert.deepEqual(latest, [{ indicatorId: indicator.id, value: 12.5, measuredOn: '2022-03-01' }]);
    const sheet = await anyone.get(`/oglio-po/piano/2021-2023/obiettivi/${indicator.objectiveCode}`);
    assert.match(sheet.body, /conteggio &lt;i>/);
    const stored = await world.inside(async (ctx) => listMeasuredIndicators(ctx.tx, await planId(ctx)));
    const id = stored.find((one) => one.id === indicator.id)?.measurements[0]?.id;
    const removed = await director.post(`${path}/${id}/rimuovi`, { version: '1', reason: 'Sbagliata' });
    assert.equal(removed.statusCode, 303);
    assert.equal((await mayor.get(path)).statusCode, 200);
    assert.equal((await mayor.post(`${path}/nuovo`, value)).statusCode, 403);
    assert.equal((await anyone.get(path)).statusCode, 303);
  });
});
