import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newId } from '#platform/ids.js';
import { findBudgetFaults } from './check.sql.js';
import { API, type LifeWorld, OFFICE, PUBLIC, VOTE } from './life.fixture.js';
import { listVersions } from './version.sql.js';

/** Amendments of an adopted plan: opened, given up, adopted. */
export function testAmendments(life: () => LifeWorld): void {
  it('opens an amendment: the office writes, the public reads the version in force', async () => {
    const { director, mayor, anyone, client, sheet } = life();
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
    const { world, director, client, plan, sheet } = life();
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
    const { world, director, anyone, client, plan, sheet } = life();
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
    // An answer that the amendment gives anew belongs to what it changes; only the office reads it until it is released.
    await world.inside(({ tx }) =>
      tx
        .updateTable('participation.contribution')
        .set({ state: 'notAccepted', answer: 'Non si fa più.' })
        .where('code', '=', 'C-01')
        .execute(),
    );
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
    assert.doesNotMatch(compared.body, /C-01|Non si fa/);
    const own = await director.get(`${OFFICE}/versioni/1/confronta/2`);
    assert.match(own.body, /Contributi e risposte/);
    assert.match(own.body, /Esito/);
    assert.match(own.body, /Non si fa più\./);
    assert.match((await anyone.get(`${PUBLIC}/versioni/1`)).body, /Piano scritto qui/);
    const changes = await anyone.get(`${API}/plans/2024-2026/versions/1/changes/2`);
    assert.match(changes.body, /"before":"Dieci alloggi\."/);
    assert.deepEqual(changes.json().contributions, []);
    const heads = await world.inside((ctx) => listVersions(ctx.tx, amended.id));
    assert.deepEqual(
      heads.map((head) => head.number),
      [2, 1],
    );
    assert.equal((await anyone.get(`${API}/plans/2024-2026/versions`)).json().versions.length, 2);
  });
}
