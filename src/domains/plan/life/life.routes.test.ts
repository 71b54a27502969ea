import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '#platform/ids.js';
import { type JobRunner, startJobs } from '#platform/jobs/runner.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { getChapter, writeChapter } from '../chapter.actions.js';
import { ChapterContent } from '../chapter.types.js';
import { getGuideline } from '../guideline.sql.js';
import { planDocumentJobs } from '../index.js';
import { createObjectives } from '../objective.actions.js';
import { findObjective } from '../objective.sql.js';
import { getPlan } from '../plan.actions.js';
import { type JsonClient, objective, openPlanWorld, type PlanWorld, worldComposer } from '../plan.fixture.js';
import { listPlanActs } from './act.sql.js';
import { readChecks } from './check.actions.js';
import { findBudgetFaults } from './check.sql.js';
import { listVersions } from './version.sql.js';

const OFFICE = '/prova/ufficio/piano/2024-2026';
const PUBLIC = '/prova/piano/2024-2026';
const API = '/api/v1/prova';

const VOTE = {
  takenOn: '2024-03-12',
  actNumber: '3',
  body: '',
  bodyName: 'Assemblea dei Sindaci',
  note: '',
  membersEntitled: '27',
  membersPresent: '20',
  votesFor: '18',
  votesAgainst: '1',
  votesAbstained: '1',
};

describe('the life of a plan', () => {
  let world: PlanWorld;
  let director: Visitor;
  let mayor: Visitor;
  let stranger: Visitor;
  let anyone: Visitor;
  let client: JsonClient;
  let jobs: JobRunner;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    mayor = await world.visitor('mayor');
    stranger = await world.visitor('director', {}, world.other);
    anyone = await world.visitor(null);
    client = await world.client('director');
    jobs = await startJobs(world.database, planDocumentJobs(worldComposer()), (error) =>
      console.error(error),
    );
    await director.post('/prova/ufficio/piano/nuovo', {
      code: '2024-2026',
      title: 'Piano scritto qui',
      guidelineCode: 'lombardia-2021-2023',
      summary: 'Una sintesi',
      isTranscribed: '',
    });
  });
  after(async () => {
    await jobs.stop();
    await world.close();
  });

  const plan = () => world.inside((ctx) => getPlan(ctx, '2024-2026'));
  const sheet = async (code: string) => {
    const { id } = await plan();
    return world.inside((ctx) => findObjective(ctx.tx, id, code));
  };
  const explainAll = async () => {
    const page = await director.get(`${OFFICE}/atti`);
    for (const [, check] of page.body.matchAll(/passi\/adopted\/([a-z-]+)"/g)) {
      const answer = await director.post(`${OFFICE}/passi/adopted/${check}`, { note: 'Si farà nel 2025' });
      assert.equal(answer.statusCode, 303, `${check} ${answer.body.slice(0, 500)}`);
    }
  };

  /** A passage with two texts and a cross-reference to nothing: neither has an excuse. */
  const writesTwoTexts = async () => {
    const chapter = (content: unknown[], version: number) =>
      world.inside(async (ctx) =>
        writeChapter(
          ctx,
          await getPlan(ctx, '2024-2026'),
          '1',
          ChapterContent.parse(content),
          version,
          new Set(),
        ),
      );
    const before = await plan();
    const kept = await world.inside(async (ctx) => {
      const guideline = await getGuideline(ctx.tx, before.guidelineCode, before.guidelineSha256);
      return getChapter(ctx, before, guideline, '1');
    });
    const blocks = kept.content.filter((part) => part.type === 'block');
    await chapter(
      [
        { type: 'paragraph', id: 'pa', text: [{ text: 'Vedi ' }, { ref: 'pgone' }] },
        { type: 'paragraph', id: 'pb', rival: 'pa', text: 'Il secondo testo' },
        ...blocks,
      ],
      kept.version,
    );
    const page = await director.get(`${OFFICE}/passi/adopted`);
    assert.match(page.body, /Nel capitolo 1 due persone hanno scritto nello stesso punto/);
    assert.match(page.body, /Nel capitolo 1 c&#39;è un rimando|Nel capitolo 1 c'è un rimando/);
    assert.equal((await director.post(`${OFFICE}/passi/adopted`, VOTE)).statusCode, 409);
    await chapter([...kept.content], kept.version + 1);
  };

  it('refuses an adoption with the list of what is open', async () => {
    const page = await director.get(`${OFFICE}/passi/adopted`);
    assert.match(page.body, /Il piano non ha ancora obiettivi/);
    const answer = await director.post(`${OFFICE}/passi/adopted`, VOTE);
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Il passaggio non si può registrare/);
    assert.match(answer.body, /value="Assemblea dei Sindaci"/, 'what was typed is kept');
    assert.equal((await plan()).state, 'draft');
  });

  it('refuses acts that are not the next step, and who may not take them', async () => {
    assert.equal((await director.post(`${OFFICE}/passi/inForce`, VOTE)).statusCode, 404);
    assert.equal((await director.get(`${OFFICE}/passi/inForce`)).statusCode, 404);
    assert.equal((await mayor.post(`${OFFICE}/passi/adopted`, VOTE)).statusCode, 403);
    assert.equal((await stranger.post(`${OFFICE}/passi/adopted`, VOTE)).statusCode, 404);
    assert.equal(
      (await director.post(`${OFFICE}/passi/adopted/objectives`, { note: 'Perché no' })).statusCode,
      422,
    );
    const past = await director.post(`${OFFICE}/atti/nuovo`, { state: 'adopted', takenOn: '2024-01-02' });
    assert.equal(past.statusCode, 409, 'a plan that is written here takes its steps');
    assert.match(past.body, /dalla vita del piano/);
  });

  it('adopts with a valid vote only, and freezes version 1', async () => {
    await world.inside(async (ctx) => {
      await createObjectives(ctx, await getPlan(ctx, '2024-2026'), [
        objective({
          code: 'A-1',
          title: 'Una casa per chi lavora',
          description: 'Dieci alloggi.',
          actions: [
            {
              title: 'Trovare gli alloggi',
              startsOn: null,
              endsOn: null,
              owner: null,
              state: 'planned',
              stateReason: null,
            },
          ],
        }),
        objective({ code: 'A-2', title: 'Il trasporto la domenica' }),
      ]);
    });
    await explainAll();
    await writesTwoTexts();
    const thin = await director.post(`${OFFICE}/passi/adopted`, {
      ...VOTE,
      membersPresent: '13',
      votesFor: '13',
      votesAgainst: '0',
      votesAbstained: '0',
    });
    assert.equal(thin.statusCode, 422);
    assert.match(thin.body, /servono almeno 14 presenti/);
    const lost = await director.post(`${OFFICE}/passi/adopted`, {
      ...VOTE,
      votesFor: '10',
      votesAgainst: '10',
      votesAbstained: '0',
    });
    assert.match(lost.body, /servono almeno 11 voti favorevoli/);
    const early = await director.post(`${OFFICE}/passi/adopted`, { ...VOTE, takenOn: '2999-01-01' });
    assert.match(early.body, /La data è futura/);
    const none = await director.post(`${OFFICE}/passi/adopted`, {
      ...VOTE,
      actNumber: '',
      membersEntitled: '',
      membersPresent: '',
      votesFor: '',
      votesAgainst: '',
      votesAbstained: '',
    });
    assert.equal(none.statusCode, 422);
    assert.match(none.body, /Scrivete il numero dell/);
    assert.equal((await director.post(`${OFFICE}/passi/adopted`, VOTE)).statusCode, 303);
    const adopted = await plan();
    assert.equal(adopted.state, 'adopted');
    assert.equal(adopted.frozenVersion, 1);
    const [act] = await world.inside((ctx) => listPlanActs(ctx.tx, adopted.id));
    assert.equal(act?.votes?.votesFor, 18);
    assert.equal(act?.versionNumber, 1);
    assert.ok(act?.checks.some((check) => check.state === 'explained' && check.note === 'Si farà nel 2025'));
    assert.match((await anyone.get(`${PUBLIC}/atti`)).body, /Versione 1/);
    assert.match(
      (await anyone.get(`${PUBLIC}/atti/${act?.id}`)).body,
      /18 favorevoli, 1 contrari, 1 astenuti/,
    );
  });

  it('does not change an adopted text, by page or by API; what runs goes on', async () => {
    const objectiveOne = await sheet('A-1');
    const patch = await client.send('PATCH', `${API}/objectives/A-1?plan=2024-2026`, {
      version: objectiveOne?.version,
      title: 'Un altro titolo',
    });
    assert.equal(patch.statusCode, 409);
    assert.match(patch.body, /aprite una modifica/);
    const post = await client.send('POST', `${API}/needs?plan=2024-2026`, {
      theme: 'X',
      description: 'Nuovo bisogno',
      place: 'nord',
    });
    assert.equal(post.statusCode, 409);
    assert.equal(
      (await director.post(`${OFFICE}/modifica`, { title: 'Altro', summary: '', version: '1' })).statusCode,
      409,
    );
    const page = await director.get(`${OFFICE}/obiettivi/A-1`);
    assert.doesNotMatch(page.body, /obiettivi\/A-1\/modifica/);
    const action = objectiveOne?.actions[0];
    const path = `${OFFICE}/obiettivi/A-1/azioni/${action?.id}`;
    const fields = {
      title: 'Trovare gli alloggi',
      owner: '',
      startsOn: '',
      endsOn: '',
      version: String(action?.version),
    };
    const done = await director.post(path, { ...fields, state: 'underWay', stateReason: '' });
    assert.equal(done.statusCode, 303, 'the state of an action is told');
    const renamed = await director.post(path, {
      ...fields,
      title: 'Comprare gli alloggi',
      state: 'done',
      version: '2',
    });
    assert.equal(renamed.statusCode, 409);
  });

  it('gives the files of a version byte for byte, whatever happens', async () => {
    const hash = async (format: string) => {
      const answer = await anyone.get(`${API}/plans/2024-2026/versions/1/document.${format}`);
      assert.equal(answer.statusCode, 200, format);
      return `${answer.headers.etag} ${answer.rawPayload.length}`;
    };
    const first = { pdf: await hash('pdf'), docx: await hash('docx'), html: await hash('html') };
    const live = await anyone.get(`${API}/plans/2024-2026/document.pdf`);
    assert.equal(
      `${live.headers.etag} ${live.rawPayload.length}`,
      first.pdf,
      'the plan in force is its version',
    );
    await world.database.owner.query(`update territory.place set name = 'Settentrione' where code = 'nord'`);
    assert.deepEqual({ pdf: await hash('pdf'), docx: await hash('docx'), html: await hash('html') }, first);
    await assert.rejects(
      world.inside((ctx) => ctx.tx.deleteFrom('plan.version_file').execute()),
      /permission denied/,
    );
    assert.equal((await anyone.get(`${API}/plans/2024-2026/versions/2/document.pdf`)).statusCode, 404);
    assert.equal(
      (await stranger.get(`/api/v1/altro/plans/2024-2026/versions/1/document.pdf`)).statusCode,
      404,
    );
  });

  it('opens an amendment: the office writes, the public reads the version in force', async () => {
    assert.equal((await director.post(`${OFFICE}/modifiche/nuova`, { reason: '' })).statusCode, 422);
    assert.equal((await mayor.post(`${OFFICE}/modifiche/nuova`, { reason: 'Voglio io' })).statusCode, 403);
    const opened = await director.post(`${OFFICE}/modifiche/nuova`, { reason: 'Nuove risorse regionali' });
    assert.equal(opened.statusCode, 303);
    assert.equal(
      (await director.post(`${OFFICE}/modifiche/nuova`, { reason: 'Un’altra ancora' })).statusCode,
      409,
    );
    const id = /modifiche\/([\w-]+)/.exec(String(opened.headers.location))?.[1];
    const nothing = await director.post(`${OFFICE}/modifiche/${id}/approva`, {
      ...VOTE,
      takenOn: '2025-02-01',
    });
    assert.equal(nothing.statusCode, 409);
    assert.match(nothing.body, /non cambia niente/);
    const one = await sheet('A-1');
    const patch = await client.send('PATCH', `${API}/objectives/A-1?plan=2024-2026`, {
      version: one?.version,
      description: 'Venti alloggi.',
    });
    assert.equal(patch.statusCode, 200);
    await client.send('POST', `${API}/needs?plan=2024-2026`, {
      theme: 'Casa',
      description: 'Un bisogno mai detto prima',
      place: 'nord',
    });
    await client.send('POST', `${API}/objectives?plan=2024-2026`, {
      code: 'A-9',
      title: 'Obiettivo solo pensato',
      level: 'subAmbito',
      place: 'nord',
    });
    const page = await director.get(`${OFFICE}/modifiche/${id}`);
    assert.match(page.body, /Venti/);
    assert.match(page.body, /Obiettivo solo pensato/);
    for (const path of [
      '',
      '/obiettivi',
      '/obiettivi.csv',
      '/obiettivi/A-1',
      '/bisogni',
      '/bisogni.csv',
      '/cronoprogramma',
      '/documento',
      '/documento/intero',
      '/fili-sciolti',
    ]) {
      const shown = await anyone.get(`${PUBLIC}${path}`);
      assert.equal(shown.statusCode, 200, path);
      assert.doesNotMatch(shown.body, /Venti alloggi|Un bisogno mai detto|Obiettivo solo pensato/, path);
    }
    assert.match((await anyone.get(`${PUBLIC}/obiettivi/A-1`)).body, /Dieci alloggi/);
    assert.match(
      (await anyone.get(`${PUBLIC}/obiettivi/A-1`)).body,
      /In corso/,
      'what was done since is told',
    );
    assert.equal((await anyone.get(`${PUBLIC}/obiettivi/A-9`)).statusCode, 404);
    assert.doesNotMatch(
      (await anyone.get(`${API}/objectives?plan=2024-2026`)).body,
      /Obiettivo solo pensato/,
    );
    assert.match((await anyone.get(`${API}/objectives/A-1?plan=2024-2026`)).body, /Dieci alloggi/);
    assert.equal((await anyone.get(`${API}/objectives/A-9?plan=2024-2026`)).statusCode, 404);
    assert.doesNotMatch((await anyone.get(`${API}/needs?plan=2024-2026`)).body, /mai detto prima/);
    assert.match((await director.get(`${OFFICE}/obiettivi/A-1`)).body, /Venti alloggi/);
    assert.equal((await anyone.get(`/prova/ufficio/piano/2024-2026/modifiche/${id}`)).statusCode, 303);
  });

  it('gives an amendment up: the text is back, what was written is kept', async () => {
    const { amendmentId } = await plan();
    const page = `${OFFICE}/modifiche/${amendmentId}`;
    const gone = await sheet('A-2');
    await director.post(`${OFFICE}/obiettivi/A-2/ritira`, {
      reason: 'Non serve più',
      version: String(gone?.version),
    });
    const action = (await sheet('A-1'))?.actions[0];
    await director.post(`${OFFICE}/obiettivi/A-1/azioni/${action?.id}/elimina`);
    const objectiveId = (await sheet('A-1'))?.id ?? '';
    const [fund, unknown, line, other] = [newId(), newId(), newId(), newId()];
    await world.inside(async ({ tx }) => {
      await tx
        .insertInto('spending.fund')
        .values([
          { id: fund, code: 'fnps', name: 'Fondo nazionale', kind: 'state' },
          { id: unknown, code: 'ignoto', name: 'Da dire', kind: 'notStated' },
        ])
        .execute();
      await tx
        .insertInto('spending.fund_assignment')
        .values({
          id: newId(),
          fund_id: fund,
          year: 2025,
          assigned_cents: 400_000,
          act_number: '1',
          act_on: '2025-01-10',
        })
        .execute();
      await tx
        .insertInto('spending.budget_line')
        .values([
          { id: line, objective_id: objectiveId, fund_id: fund, year: 2025, allocated_cents: 500_000 },
          { id: other, objective_id: objectiveId, fund_id: unknown, year: 2025, allocated_cents: null },
        ])
        .execute();
      await tx
        .insertInto('spending.commitment')
        .values({
          id: newId(),
          budget_line_id: line,
          committed_cents: 120_000,
          committed_on: '2025-02-01',
          act_number: '7',
        })
        .execute();
      assert.deepEqual(await findBudgetFaults(tx, (await plan()).id), {
        unsaid: { codes: ['A-1'], lines: 1 },
        unfunded: { codes: ['A-1'], lines: 1 },
        exceeded: [{ fund: 'fnps', name: 'Fondo nazionale', year: 2025, overCents: 100_000 }],
      });
    });
    const checks = (await director.get(`${page}/approva`)).body;
    assert.match(
      checks,
      /href="[^"]*\/risorse\/fondi\/fnps"/,
      'each fault has the door to where it is mended',
    );
    assert.match(checks, /href="[^"]*\/obiettivi\/A-1#risorse"/);
    assert.match(checks, /Fondo nazionale 2025 \(€\s1\.000/);
    const bound = await director.post(`${page}/abbandona`, { reason: 'La Regione ha rinviato' });
    assert.equal(bound.statusCode, 409);
    assert.match(bound.body, /Una riga di bilancio nata con la modifica ha già impegni/);
    assert.match(bound.body, /€\s1\.200,00/);
    assert.match(bound.body, /impegni\?obiettivo=A-1/);
    assert.match(bound.body, /La Regione ha rinviato/, 'what was typed is kept');
    assert.equal(
      (await director.post(`${page}/abbandona`, { reason: 'La Regione ha rinviato', keep: 'yes' }))
        .statusCode,
      303,
    );
    const left = await world.inside(({ tx }) =>
      tx
        .selectFrom('spending.budget_line')
        .select(['id', 'allocated_cents as allocated', 'note'])
        .where('objective_id', '=', objectiveId)
        .execute(),
    );
    assert.deepEqual(
      left.map((one) => [one.id, one.allocated]),
      [[line, null]],
      'the line with money stays without its sum, the other goes',
    );
    assert.match(left[0]?.note ?? '', /Nata con la modifica 2/);
    assert.equal(
      (await director.post(`${OFFICE}/passi/adopted/budget`, { note: 'Una riga resta per gli impegni' }))
        .statusCode,
      303,
    );
    const restored = await plan();
    assert.equal(restored.amendmentId, null);
    assert.equal((await sheet('A-1'))?.description, 'Dieci alloggi.');
    assert.equal((await sheet('A-1'))?.actions[0]?.id, action?.id, 'what was removed returns');
    assert.equal((await sheet('A-2'))?.withdrawnAt, null);
    assert.notEqual((await sheet('A-9'))?.withdrawnAt, null);
    assert.match((await director.get(page)).body, /Venti/);
    assert.match((await director.get(page)).body, /La Regione ha rinviato/);
    const again = await client.send('PATCH', `${API}/objectives/A-1?plan=2024-2026`, {
      version: 1,
      title: 'Niente',
    });
    assert.equal(again.statusCode, 409, again.body);
  });

  it('adopts an amendment as version 2, to be compared with version 1', async () => {
    const opened = await director.post(`${OFFICE}/modifiche/nuova`, { reason: 'Risorse del 2025' });
    const id = /modifiche\/([\w-]+)/.exec(String(opened.headers.location))?.[1];
    const one = await sheet('A-1');
    const patch = await client.send('PATCH', `${API}/objectives/A-1?plan=2024-2026`, {
      version: one?.version,
      description: 'Quindici alloggi <b>subito</b>.',
    });
    assert.equal(patch.statusCode, 200);
    const action = one?.actions[0];
    const edited = await director.post(`${OFFICE}/obiettivi/A-1/azioni/${action?.id}`, {
      title: 'Trovare e arredare gli alloggi',
      owner: '',
      startsOn: '',
      endsOn: '',
      state: 'underWay',
      stateReason: '',
      version: String(action?.version),
    });
    assert.equal(edited.statusCode, 303, 'a row that came back goes on with its history');
    const refused = await director.post(`${OFFICE}/modifiche/${id}/approva`, {
      ...VOTE,
      takenOn: '2024-01-01',
    });
    assert.equal(refused.statusCode, 422);
    const answer = await director.post(`${OFFICE}/modifiche/${id}/approva`, {
      ...VOTE,
      takenOn: '2025-02-01',
      actNumber: '9',
    });
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 3000));
    const amended = await plan();
    assert.equal(amended.frozenVersion, 2);
    assert.equal(amended.state, 'adopted', 'an amendment is no step');
    assert.equal(amended.actNumber, '3');
    const compared = await anyone.get(`${PUBLIC}/versioni/1/confronta/2`);
    assert.equal(compared.statusCode, 200);
    assert.match(compared.body, /Dieci/);
    assert.match(compared.body, /Quindici/);
    assert.doesNotMatch(compared.body, /<b>subito/);
    assert.doesNotMatch(compared.body, /In corso/, 'states are not text');
    assert.match((await anyone.get(`${PUBLIC}/versioni/1`)).body, /Piano scritto qui/);
    const changes = await anyone.get(`${API}/plans/2024-2026/versions/1/changes/2`);
    assert.match(changes.body, /"before":"Dieci alloggi\."/);
    const heads = await world.inside((ctx) => listVersions(ctx.tx, amended.id));
    assert.deepEqual(
      heads.map((head) => head.number),
      [2, 1],
    );
    assert.equal((await anyone.get(`${API}/plans/2024-2026/versions`)).json().versions.length, 2);
  });

  it('is closed when every objective has its outcome sheet, or somebody says why not', async () => {
    const present = await plan();
    const checks = await world.inside((ctx) => readChecks(ctx, present, 'closed', worldComposer()));
    const sheets = checks.find((check) => check.code === 'outcome-sheets');
    assert.deepEqual(
      [sheets?.state, sheets?.count, sheets?.values?.names, sheets?.path],
      ['open', 2, 'A-1, A-2', '/chiusura'],
    );
    await world.inside(async ({ tx }) => {
      const objective = await findObjective(tx, present.id, 'A-1');
      assert.ok(objective);
      const { place_id } = await tx
        .selectFrom('plan.objective')
        .select('place_id')
        .where('id', '=', objective.id)
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('evaluation.outcome_sheet')
        .values({
          id: newId(),
          plan_id: present.id,
          code: 'C-A-1',
          title: 'Una casa per chi lavora',
          level: 'ambito',
          place_id,
          objective_id: objective.id,
        })
        .execute();
    });
    const after = await world.inside((ctx) => readChecks(ctx, present, 'closed', worldComposer()));
    assert.equal(after.find((check) => check.code === 'outcome-sheets')?.values?.names, 'A-2');
    const said = await director.post(`${OFFICE}/passi/closed/outcome-sheets`, { note: 'Mai cominciato' });
    assert.equal(said.statusCode, 303);
    const explained = await world.inside((ctx) => readChecks(ctx, present, 'closed', worldComposer()));
    assert.equal(explained.find((check) => check.code === 'outcome-sheets')?.state, 'explained');
  });

  it('corrects an act by another act, which says why', async () => {
    const { id } = await plan();
    const [act] = await world.inside((ctx) => listPlanActs(ctx.tx, id));
    const path = `${OFFICE}/atti/${act?.id}`;
    assert.match((await director.get(`${path}/rettifica`)).body, /value="2024-03-12"/);
    assert.equal((await director.post(`${path}/rettifica`, { ...VOTE, reason: '' })).statusCode, 422);
    const answer = await director.post(`${path}/rettifica`, {
      ...VOTE,
      actNumber: '33',
      reason: 'Numero trascritto male',
    });
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 2000));
    const corrected = await plan();
    assert.equal(corrected.actNumber, '33');
    assert.equal(corrected.state, 'adopted');
    assert.equal(
      (await director.post(`${path}/rettifica`, { ...VOTE, reason: 'Ancora una volta' })).statusCode,
      409,
    );
    assert.match((await anyone.get(`${PUBLIC}/atti/${act?.id}`)).body, /è stato rettificato/);
  });

  it('keeps the signed act as it came', async () => {
    const { id } = await plan();
    const act = (await world.inside((ctx) => listPlanActs(ctx.tx, id))).at(-1);
    const path = `${OFFICE}/atti/${act?.id}`;
    const send = async (bytes: string, isPublic = '') => {
      const token = /name="_form" value="([^"]+)"/.exec((await director.get(path)).body)?.[1] ?? '';
      const part = (name: string, value: string) =>
        `--limite\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      const body = `${part('_form', token)}${part('isPublic', isPublic)}--limite\r\ncontent-disposition: form-data; name="file"; filename="delibera.pdf"\r\ncontent-type: application/pdf\r\n\r\n${bytes}\r\n--limite--\r\n`;
      return director.send(
        `${path}/file`,
        Buffer.from(body, 'latin1'),
        'multipart/form-data; boundary=limite',
      );
    };
    assert.equal((await send('<html>')).statusCode, 422);
    const added = await send('%PDF-1.7 firma');
    assert.equal(added.statusCode, 303, added.body.slice(0, 1000));
    assert.equal((await send('%PDF-1.7 firma')).statusCode, 422, 'the same file once');
    const link = /\/file\/([\w-]{36})/.exec((await director.get(path)).body)?.[1];
    assert.equal((await director.get(`${path}/file/${link}`)).body, '%PDF-1.7 firma');
    assert.equal((await anyone.get(`${PUBLIC}/atti/${act?.id}/file/${link}`)).statusCode, 404);
    assert.equal(
      (await stranger.get(`/altro/ufficio/piano/2021-2023/atti/${act?.id}/file/${link}`)).statusCode,
      404,
    );
  });

  it('freezes a plan that was adopted elsewhere, once', async () => {
    const old = '/prova/ufficio/piano/2021-2023';
    assert.match((await director.get(`${old}/atti`)).body, /Fissa la versione 1/);
    assert.equal((await mayor.post(`${old}/versioni/fissa`)).statusCode, 403);
    assert.equal((await director.post(`${old}/versioni/fissa`)).statusCode, 303);
    assert.equal((await director.post(`${old}/versioni/fissa`)).statusCode, 422);
    assert.equal((await director.get(`${old}/bisogni/nuovo`)).statusCode, 409);
    assert.equal((await director.post(`${OFFICE}/versioni/fissa`)).statusCode, 422);
  });
});
