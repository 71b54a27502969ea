import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '#platform/ids.js';
import { getFile } from '../../../visitor.fixture.js';
import { createObjectives } from '../objective.actions.js';
import { findObjective } from '../objective-sheet.sql.js';
import { getPlan } from '../plan.actions.js';
import { objective, worldComposer } from '../plan.fixture.js';
import { listPlanActs } from './act.sql.js';
import { testAmendments } from './amendment.fixture.js';
import { readChecks } from './check.actions.js';
import {
  API,
  explainAll,
  type LifeWorld,
  OFFICE,
  openLifeWorld,
  PUBLIC,
  VOTE,
  writeTwoTexts,
} from './life.fixture.js';

describe('the life of a plan', () => {
  let opened: LifeWorld;
  const life = () => opened;

  before(async () => {
    opened = await openLifeWorld();
  });
  after(() => opened.close());

  it('refuses an adoption with the list of what is open', async () => {
    const { director, plan, world } = life();
    const page = await director.get(`${OFFICE}/passi/adopted`);
    assert.match(page.body, /Il piano non ha ancora obiettivi/);
    assert.doesNotMatch(page.body, /Aspetta la risposta/);
    const said = newId();
    const { id: planId } = await plan();
    await world.inside(async ({ tx }) => {
      const place = await tx.selectFrom('territory.place').select('id').limit(1).executeTakeFirstOrThrow();
      await tx
        .insertInto('participation.contribution')
        .values({
          id: said,
          plan_id: planId,
          code: 'C-01',
          title: 'Orari',
          channel: 'letter',
          speaker: 'citizen',
          place_id: place.id,
          text: 'Chiede altri orari.',
        })
        .execute();
    });
    const waiting = await director.get(`${OFFICE}/passi/adopted`);
    assert.match(waiting.body, /Aspetta la risposta il contributo C-01/);
    await world.inside(({ tx }) =>
      tx
        .updateTable('participation.contribution')
        .set({ state: 'accepted', answer: 'Si fa.' })
        .where('id', '=', said)
        .execute(),
    );
    assert.doesNotMatch((await director.get(`${OFFICE}/passi/adopted`)).body, /Aspetta la risposta/);
    const answer = await director.post(`${OFFICE}/passi/adopted`, VOTE);
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Il passaggio non si può registrare/);
    assert.match(answer.body, /value="Assemblea dei Sindaci"/, 'what was typed is kept');
    assert.equal((await plan()).state, 'draft');
  });

  it('refuses acts that are not the next step, and who may not take them', async () => {
    const { director, mayor, stranger } = life();
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
    const { world, director, anyone, plan } = life();
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
    await explainAll(life());
    await writeTwoTexts(life());
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
    const { director, client, sheet } = life();
    const objectiveOne = await sheet('A-1');
    const patch = await client.send('PATCH', `${API}/objectives/A-1?plan=2024-2026`, {
      version: objectiveOne?.version,
      title: 'Un altro titolo',
    });
    assert.equal(patch.statusCode, 409);
    assert.match(patch.body, /serve una modifica/);
    const form = await director.get(`${OFFICE}/obiettivi/A-1/modifica/title`);
    assert.equal(form.statusCode, 409);
    for (const way of [`${OFFICE}/atti`, `${OFFICE}/obiettivi/A-1`])
      assert.ok(form.body.includes(`href="${way}"`), `leads to ${way}`);
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
    assert.equal(
      (await director.get(`${OFFICE}/documento/1/modifica`)).statusCode,
      409,
      'no editor is opened',
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
    const { world, stranger, anyone } = life();
    const hash = async (format: string) => {
      const answer = await getFile(anyone, `${API}/plans/2024-2026/versions/1/document.${format}`);
      assert.equal(answer.statusCode, 200, format);
      return `${answer.headers.etag} ${answer.rawPayload.length}`;
    };
    const first = { pdf: await hash('pdf'), docx: await hash('docx'), html: await hash('html') };
    const live = await getFile(anyone, `${API}/plans/2024-2026/document.pdf`);
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

  testAmendments(life);

  it('is closed when every objective has its outcome sheet, or somebody says why not', async () => {
    const { world, director, plan } = life();
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
    const { world, director, anyone, plan } = life();
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
    const { world, director, stranger, anyone, plan } = life();
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
    const { director, mayor } = life();
    const old = '/prova/ufficio/piano/2021-2023';
    assert.match((await director.get(`${old}/atti`)).body, /Fissa la versione 1/);
    assert.equal((await mayor.post(`${old}/versioni/fissa`)).statusCode, 403);
    assert.equal((await director.post(`${old}/versioni/fissa`)).statusCode, 303);
    assert.equal((await director.post(`${old}/versioni/fissa`)).statusCode, 422);
    assert.equal((await director.get(`${old}/bisogni/nuovo`)).statusCode, 409);
    assert.equal((await director.post(`${OFFICE}/versioni/fissa`)).statusCode, 422);
  });
});
