import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderPdf } from '#domains/documents/index.js';
import { findPlanRef } from '#domains/spending/index.js';
import type { DemoVisitors } from '../../demo-visitors.fixture.js';
import { evaluationBlocks } from './outcome.blocks.js';
import { readResultsPaper } from './questionnaire/results.document.js';
import { readPaper } from './state/state.document.js';
import { tallyObjectives } from './state/state.sql.js';

const OFFICE = '/oglio-po/ufficio';
const LIST = `${OFFICE}/rilevazioni`;

/** The world in which a plan was measured. */
export interface Monitored extends DemoVisitors {
  /** An indicator of an objective that lies in a place. */
  named: (place: string, nth?: number) => { id: string; title: string; code: string };
}

/** What comes of measuring a plan: its state, its closing sheets, what people say, before and after. */
export function outcomeCases(given: () => Monitored): void {
  it('shows how every objective goes, worst first, with the rule, to the public too', async () => {
    const { anyone, director, stranger } = given();
    const path = 'piano/2021-2023/stato';
    const page = await anyone.get(`/oglio-po/${path}`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /su \d+ proced(e|ono) secondo i tempi/);
    assert.match(page.body, /più di 20 punti dietro/);
    const count = async (query: string) =>
      Number(/(\d+) obiettiv[oi]</.exec((await anyone.get(`/oglio-po/${path}?${query}`)).body)?.[1] ?? 0);
    const all = await count('');
    const byState = await Promise.all(
      ['late', 'unmeasured', 'onCourse', 'reached', 'none'].map((state) => count(`stato=${state}`)),
    );
    assert.equal(
      byState.reduce((sum, one) => sum + one, 0),
      all,
    );
    assert.equal(await count('luogo=oglio-po'), all);
    assert.ok((await count('area=A')) < all);
    assert.equal((await director.get(`${OFFICE}/${path}?gruppo=worst&pagina=2`)).statusCode, 200);
    assert.equal((await stranger.get('/altrove/piano/2021-2023/stato')).statusCode, 404);
  });

  it('counts an indicator’s way from its baseline, or from nought, to its target', async () => {
    const { world } = given();
    const { tallies, expected } = await world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      const planId = plan?.id ?? '';
      const rows = await tx
        .selectFrom('plan.indicator as i')
        .innerJoin('evaluation.indicator_state as s', 's.indicator_id', 'i.id')
        .select(['i.objective_id as objective', 'i.baseline', 'i.target', 's.latest_value as value'])
        .where('s.plan_id', '=', planId)
        .execute();
      const shares = Map.groupBy(
        rows.flatMap(({ objective, value, baseline, target }) => {
          if (target === null || value === null) return [];
          const base = baseline ?? 0;
          const way = target === base ? Number(value === base) : (value - base) / (target - base);
          return [{ objective, share: Math.min(1, Math.max(0, way)) }];
        }),
        (one) => one.objective,
      );
      return { tallies: await tallyObjectives(tx, planId, '2023-01-01'), expected: shares };
    });
    assert.ok(expected.size > 0, 'something was measured above');
    for (const { id, share } of tallies) {
      const own = expected.get(id);
      const mean = own ? own.reduce((sum, one) => sum + one.share, 0) / own.length : null;
      if (mean === null) assert.equal(share, null);
      else assert.ok(Math.abs((share ?? -1) - mean) < 1e-9);
    }
  });

  it('writes the paper for the assembly and the report of a year', async () => {
    const { world, anyone, stranger } = given();
    const papers = await world.inside(async (ctx) => ({
      state: (await readPaper(ctx, '2021-2023', false)).document,
      report: (await readPaper(ctx, '2021-2023.2022', false)).document,
    }));
    const titles = papers.report.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    assert.ok(titles.includes('Che cosa è in ritardo e perché'));
    assert.ok(titles.some((title) => title.startsWith('A. ')));
    assert.equal(papers.report.date, '2022-12-31');
    assert.ok(papers.state.blocks.some((block) => block.kind === 'table'));
    const pdf = await renderPdf(papers.state);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const html = await anyone.get('/api/v1/oglio-po/plans/2021-2023/report-2022.html');
    assert.equal(html.statusCode, 200);
    assert.match(html.body, /Relazione annuale 2022/);
    assert.equal((await anyone.get('/api/v1/oglio-po/plans/2021-2023/report-2031.html')).statusCode, 404);
    assert.equal((await stranger.get('/api/v1/altrove/plans/2021-2023/report-2022.html')).statusCode, 404);
  });

  it('opens closing sheets from what is known, lets a degree differ only with words', async () => {
    const { world, anyone, director, viadanese, mayor, stranger } = given();
    const page = `${OFFICE}/piano/2021-2023/chiusura`;
    assert.match((await director.get(page)).body, /Apri le schede che mancano/);
    assert.equal((await mayor.post(`${page}/apri`)).statusCode, 403);
    assert.equal((await stranger.post('/altrove/ufficio/piano/2021-2023/chiusura/apri')).statusCode, 404);
    assert.equal((await viadanese.post(`${page}/apri`)).statusCode, 303);
    const opened = () =>
      world.inside(({ tx }) =>
        tx
          .selectFrom('evaluation.outcome_sheet as s')
          .innerJoin('plan.objective as o', 'o.id', 's.objective_id')
          .innerJoin('territory.place as h', 'h.id', 'o.place_id')
          .select([
            's.code',
            'h.code as place',
            's.computed_percent as computed',
            's.achievement_percent as declared',
          ])
          .orderBy('s.code')
          .execute(),
      );
    assert.deepEqual([...new Set((await opened()).map((one) => one.place))], ['viadanese']);
    assert.equal((await director.post(`${page}/apri`)).statusCode, 303);
    assert.equal((await director.post(`${page}/apri`)).statusCode, 409);
    const sheets = await opened();
    assert.ok(sheets.every((one) => one.declared === one.computed));
    const computed = sheets.find((one) => one.computed !== null && one.place === 'casalasco');
    assert.ok(computed, 'an objective of which something was measured');
    const path = `${OFFICE}/esiti/2021-2023/${computed.code}`;
    const form = (await director.get(`${path}/modifica`)).body;
    assert.match(form, /Perché il grado dichiarato differisce/);
    const edit = {
      version: '1',
      title: 'Obiettivo chiuso',
      level: 'subAmbito',
      place: 'casalasco',
      achievementPercent: '100',
      achievementReason: '',
      answeredNeed: 'yes',
      proposedAgain: 'yes',
      criticality: 'Pochi operatori <b>',
    };
    const refused = await director.post(`${path}/modifica`, edit);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /la scheda dichiara 100 %/);
    const said = { ...edit, achievementReason: 'Le famiglie seguite sono raddoppiate' };
    assert.equal((await viadanese.post(`${path}/modifica`, said)).statusCode, 403);
    assert.equal((await director.post(`${path}/modifica`, said)).statusCode, 303);
    const compared = (await anyone.get('/oglio-po/piano/2021-2023/chiusura')).body;
    assert.match(compared, /Le famiglie seguite sono raddoppiate/);
    assert.match(compared, /Un obiettivo dichiara un grado diverso/);
    assert.doesNotMatch(compared, /Apri le schede/);
    const table = await anyone.get('/oglio-po/piano/2021-2023/chiusura/gradi.csv');
    assert.match(table.body, /raddoppiate/);
    // Those of the period before are told as before: the sheets of this plan are for the next one.
    assert.match((await anyone.get('/oglio-po/esiti/2021-2023')).body, /45 schede</);
  });

  it('asks people how satisfied they are, keeps nothing of who they are, and tells it to the closing sheet', async () => {
    const { world, anyone, director, viadanese, mayor, stranger } = given();
    const list = `${OFFICE}/questionari`;
    assert.match((await director.get(list)).body, /esempio, risposte inventate/);
    const objective = await world.inside(({ tx }) =>
      tx
        .selectFrom('evaluation.outcome_sheet as s')
        .innerJoin('plan.objective as o', 'o.id', 's.objective_id')
        .innerJoin('territory.place as h', 'h.id', 'o.place_id')
        .select(['o.id', 's.code'])
        .where('h.code', '=', 'viadanese')
        .orderBy('o.code')
        .executeTakeFirstOrThrow(),
    );
    const form = {
      title: 'Come è andata <b>',
      intro: 'Per chi ha partecipato',
      subject: `objective:${objective.id}`,
      'questions.id': ['', '', ''],
      'questions.words': ['Quanto siete soddisfatti?', 'Che cosa vi è servito?', 'Che cosa migliorereste?'],
      'questions.kind': ['scale5', 'multiple', 'text'],
      'questions.required': ['yes', 'no', 'no'],
      'questions.options': ['', 'Gli orari; La cortesia', ''],
    };
    assert.equal((await mayor.post(`${list}/nuovo`, form)).statusCode, 403);
    const strange = await director.post(`${list}/nuovo`, { ...form, subject: `service:${objective.id}` });
    assert.equal(strange.statusCode, 422);
    const added = await viadanese.post(`${list}/nuovo`, form);
    assert.equal(added.statusCode, 303);
    const path = String(added.headers.location);
    const token = await world.inside(
      async ({ tx }) =>
        (
          await tx
            .selectFrom('evaluation.questionnaire')
            .select('token')
            .where('id', '=', path.split('/').at(-1) ?? '')
            .executeTakeFirstOrThrow()
        ).token,
    );
    const link = `/oglio-po/q/${token}`;
    const draft = await anyone.get(link);
    assert.equal(draft.statusCode, 404, 'a draft is nobody’s business');
    const cut = await anyone.get(link.slice(0, -3));
    assert.equal(cut.statusCode, 404);
    for (const { body } of [draft, cut])
      assert.match(body, /aver copiato l&#39;indirizzo|aver copiato l'indirizzo/);
    assert.equal((await viadanese.post(`${path}/apri`)).statusCode, 303);
    assert.equal((await viadanese.post(`${path}/apri`)).statusCode, 409);
    assert.equal((await director.post(`${path}/modifica`, { ...form, version: '2' })).statusCode, 409);
    assert.equal(
      (await stranger.post(path.replace('oglio-po', 'altrove').concat('/chiudi'))).statusCode,
      404,
    );
    assert.equal((await anyone.get(`/altrove/q/${token}`)).statusCode, 404);
    const page = (await anyone.get(link)).body;
    assert.match(page, /Le risposte sono anonime/);
    assert.match(page, /Come è andata &lt;b>/);
    const faulty = await anyone.post(link, { 'd.q2': '7' });
    assert.equal(faulty.statusCode, 422);
    assert.match(faulty.body, /Rispondete a questa domanda/);
    assert.equal((await anyone.post(link, { 'd.q1': '4' }, { token: false })).statusCode, 403);
    for (const score of ['5', '4', '3']) {
      const visitor = await world.visitor(null);
      const answer = { 'd.q1': score, 'd.q2': ['0', '1'], 'd.q3': `Più posti <i> ${score}` };
      const sent = await visitor.post(link, answer);
      assert.equal(String(sent.headers.location), `${link}/grazie`);
      assert.match(String(sent.headers['set-cookie']), /trama_q_/);
    }
    assert.equal((await viadanese.post(`${path}/telefono`, { 'd.q1': '4', 'd.q2': '0' })).statusCode, 303);
    const office = (await director.get(path)).body;
    assert.match(office, /4 risposte/);
    assert.match(office, /Media 4,0 su 5/);
    assert.match(office, /per canale i numeri non si mostrano: in uno sono meno di 3/);
    const kept = await world.inside(async ({ tx }) => ({
      sheets: await tx.selectFrom('evaluation.answer_sheet').selectAll().execute(),
      history: await tx
        .selectFrom('platform.history')
        .select('table_name')
        .where('table_name', 'in', ['evaluation.answer_sheet', 'evaluation.free_answer'])
        .execute(),
    }));
    assert.deepEqual(Object.keys(kept.sheets[0] ?? {}).sort(), [
      'ambito_id',
      'answered_on',
      'answers',
      'channel',
      'id',
      'questionnaire_id',
    ]);
    assert.deepEqual(kept.history, []);
    assert.ok(
      kept.sheets.every((one) => /^.{14}4/.test(one.id)),
      'ids of chance, which tell no instant',
    );
    const texts = [...office.matchAll(/parole\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
    assert.equal((await viadanese.post(`${path}/parole/${texts[0]}`, { decision: 'shown' })).statusCode, 303);
    assert.equal((await viadanese.post(`${path}/chiudi`)).statusCode, 303);
    const results = (await anyone.get(link)).body;
    assert.match(results, /Media 4,0 su 5/);
    assert.equal(results.match(/Più posti &lt;i>/g)?.length, 1, 'only what was chosen to be shown');
    assert.equal((await anyone.post(link, { 'd.q1': '4' })).statusCode, 409);
    const sheet = (await director.get(`${OFFICE}/esiti/2021-2023/${objective.code}`)).body;
    assert.match(sheet, /4 risposte\. «Quanto siete soddisfatti\?»: media 4,0 su 5/);
    assert.match((await director.get(`${path}/risultati.csv`)).body, /Gli orari;4;100/);
    const removed = await director.post(`${path}/rimuovi`, { version: '3', reason: 'Prova' });
    assert.equal(removed.statusCode, 303);
  });

  it('compares before and after with places alike, and says what cannot be said', async () => {
    const { world, director, mayor, stranger, named } = given();
    const indicator = named('casalasco', 7);
    const path = `${LIST}/${indicator.id}`;
    assert.match((await director.get(`${path}/confronto`)).body, /Non c.{1,6}è una misura da confrontare/);
    assert.equal((await director.get(`${path}/confronto.csv`)).statusCode, 404);
    const bind = { kind: 'metric', metric: 'densita', place: 'casalasco', yearDay: '01-01', money: '' };
    assert.equal((await director.post(`${path}/calcolo`, bind)).statusCode, 303);
    const page = await mayor.get(`${path}/confronto`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Non si può dire|la media passa da/);
    assert.match(page.body, /che la causa sia il piano/);
    assert.match(page.body, /gli altri sub-ambiti/);
    assert.match((await director.get(`${path}/confronto.csv`)).body, /Viadanese/);
    assert.equal((await stranger.get(`${path.replace('oglio-po', 'altrove')}/confronto`)).statusCode, 404);
    const plan = { id: '', code: '2021-2023', title: '', ambito: '', guidelineCode: '', lang: 'it' as const };
    const subject = { ...plan, period: { startsOn: '2021-01-01', endsOn: '2023-12-31' } };
    const block = evaluationBlocks['evaluation.impact'];
    assert.ok(block && typeof block !== 'function');
    const blocks = await world.inside((ctx) => block.build(ctx, subject, { indicator: indicator.id }));
    assert.ok(blocks.some((one) => one.kind === 'figure'));
    await assert.rejects(
      world.inside((ctx) => block.build(ctx, subject, { indicator: 'x' })),
      { code: 'evaluation.impact.unknown' },
    );
  });

  it('feeds every objective of a service with what its users said, and says how far that goes', async () => {
    const { world, anyone, director, stranger } = given();
    const served = await world.inside(({ tx }) =>
      tx
        .selectFrom('evaluation.outcome_sheet as s')
        .innerJoin('plan.objective_service as v', 'v.objective_id', 's.objective_id')
        .select(['s.code', 'v.service_id as service'])
        .where('s.user_satisfaction', 'is', null)
        .orderBy('s.code')
        .executeTakeFirstOrThrow(),
    );
    const added = await director.post(`${OFFICE}/questionari/nuovo`, {
      title: 'Gli sportelli',
      intro: '',
      subject: `service:${served.service}`,
      'questions.id': [''],
      'questions.words': ['Vi siete sentiti ascoltati?'],
      'questions.kind': ['scale10'],
      'questions.required': ['yes'],
      'questions.options': [''],
    });
    const path = String(added.headers.location);
    const id = path.split('/').at(-1) ?? '';
    const api = `/api/v1/oglio-po/questionnaires/${id}/results`;
    assert.equal((await director.post(`${path}/apri`)).statusCode, 303);
    assert.equal((await anyone.get(api)).statusCode, 404, 'not before it is closed');
    for (const score of ['8', '9', '10'])
      assert.equal((await director.post(`${path}/telefono`, { 'd.q1': score })).statusCode, 303);
    assert.equal((await director.post(`${path}/chiudi`)).statusCode, 303);
    const sheet = (await anyone.get(`/oglio-po/esiti/2021-2023/${served.code}`)).body;
    assert.match(sheet, /3 risposte\. «Vi siete sentiti ascoltati\?»: media 9,0 su 10/);
    assert.match(sheet, /nel suo insieme, non soltanto ciò che ha fatto questo obiettivo/);
    assert.match(sheet, /Che cosa dicono i questionari/);
    const told = (await anyone.get(api)).json();
    assert.equal(told.results[0].mean, 9);
    assert.equal(told.subject, 'service');
    assert.equal('token' in told, false, 'who reads the results may not answer in the name of others');
    const list = (await anyone.get('/api/v1/oglio-po/questionnaires')).json().questionnaires;
    assert.ok(list.every((one: { state: string }) => one.state === 'closed'));
    assert.equal((await stranger.get(api.replace('oglio-po', 'altrove'))).statusCode, 404);
    const paper = await world.inside((ctx) => readResultsPaper(ctx, id, false));
    const table = paper.document.blocks.find((block) => block.kind === 'table');
    assert.ok(table && table.kind === 'table');
    assert.equal(table.caption, 'Vi siete sentiti ascoltati?');
    assert.equal(table.rows.length, 10);
    const removed = await director.post(`${path}/rimuovi`, { version: '3', reason: 'Prova' });
    assert.equal(removed.statusCode, 303);
  });

  it('gives programs the measured values a page at a time, and the comparison to who works here', async () => {
    const { anyone, director, named } = given();
    const whole: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = next === '' ? '' : `&after=${next}`;
      const read = (await anyone.get(`/api/v1/oglio-po/measurements?limit=40${query}`)).json();
      whole.push(...read.indicators.map((one: { id: string }) => one.id));
      next = read.next;
    }
    const { indicators } = (await anyone.get('/api/v1/oglio-po/measurements?limit=200')).json();
    assert.deepEqual(
      whole,
      indicators.map((one: { id: string }) => one.id).concat(whole.slice(indicators.length)),
    );
    assert.equal(new Set(whole).size, whole.length);
    const impact = `/api/v1/oglio-po/indicators/${named('casalasco', 7).id}/impact`;
    assert.equal((await anyone.get(impact)).statusCode, 403);
    const told = (await director.get(impact)).json();
    assert.ok(told.method.length > 0 && told.said.length > 0);
    assert.equal(told.comparables.length > 0, true);
  });
}
