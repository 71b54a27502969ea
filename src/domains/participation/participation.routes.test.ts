import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BlockProvider } from '#domains/documents/index.js';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { participationBlocks } from './contribution.blocks.js';
import { isClosed, isPublished, readParty, readSubject } from './contribution.rules.js';

const BOOK = '/oglio-po/ufficio/piano/2021-2023/contributi';
const PUBLIC = '/oglio-po/piano/2021-2023/contributi';

/** A contribution as its form sends it. */
const SENT = {
  title: 'Trasporto per il centro diurno',
  receivedOn: '2021-10-04',
  channel: 'publicMeeting',
  speaker: 'familyMember',
  party: '',
  place: 'casalasco',
  text: 'Chiede un pulmino <b> per il centro diurno, dalla via dei Tigli.',
  aboutPlan: 'yes',
  chapters: ['5'],
  needs: ['F-001', 'F-002'],
  objectives: ['CAS-1'],
  source: '',
};

describe('rules of contributions', () => {
  it('tell the closed from the open, and what anyone may read', () => {
    assert.deepEqual(
      (['received', 'examined', 'accepted', 'acceptedInPart', 'notAccepted', 'alreadyForeseen'] as const).map(
        isClosed,
      ),
      [false, false, true, true, true, true],
    );
    assert.equal(isPublished({ state: 'accepted', publishedOn: null }), false);
    assert.equal(isPublished({ state: 'accepted', publishedOn: '2021-11-02' }), true);
    assert.equal(isPublished({ state: 'examined', publishedOn: '2021-11-02' }), false);
  });

  it('read subjects and parties from what an address or a form says', () => {
    assert.deepEqual(readSubject('plan'), { kind: 'plan' });
    assert.deepEqual(readSubject('objective:CAS-1'), { kind: 'objective', code: 'CAS-1' });
    assert.equal(readSubject('fund:x'), undefined);
    assert.equal(readSubject('need:'), undefined);
    assert.deepEqual(readParty('network:N-32'), { kind: 'network', code: 'N-32' });
    assert.equal(readParty('person:rossi'), undefined);
  });
});

describe('the book of contributions', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  const versionOf = async (code: string): Promise<string> => {
    const row = await world.inside(({ tx }) =>
      tx
        .selectFrom('participation.contribution')
        .select('version')
        .where('code', '=', code)
        .executeTakeFirstOrThrow(),
    );
    return String(row.version);
  };

  it('shows the public what was published, and the office what waits too', async () => {
    const office = await mayor.get(BOOK);
    assert.match(office.body, /8 contributi<\/p>|>8 contributi</);
    assert.match(office.body, /Esempio inventato/);
    const open = await anyone.get(PUBLIC);
    assert.equal(open.statusCode, 200);
    assert.match(open.body, />7 contributi</);
    assert.doesNotMatch(open.body, /Esempio inventato|nuovo"/);
    assert.equal((await anyone.get(`${PUBLIC}/C-08`)).statusCode, 404);
    assert.equal((await mayor.get(`${BOOK}/C-08`)).statusCode, 200);
    const read = await anyone.get(`${PUBLIC}/C-03`);
    assert.match(read.body, /Tavoli di co-programmazione del Piano di Zona/);
    assert.match(read.body, /bisogni\/F-103/);
    assert.doesNotMatch(read.body, /Pubblicazione|\/risposta"|\/modifica"/);
  });

  it('is searched, filtered and taken away as a table', async () => {
    const count = async (query: string) =>
      />(\d+|Nessun) contribut[oi]</.exec((await mayor.get(`${BOOK}?${query}`)).body)?.[1];
    assert.equal(await count('cerca=oratori'), '1');
    assert.equal(await count('stato=received'), '1');
    assert.equal(await count('modo=table'), '6');
    assert.equal(await count('oggetto=chapter:5'), '1');
    assert.equal(await count('oggetto=need:F-103'), '1');
    assert.equal(await count('territorio=casalasco'), '2');
    assert.match((await mayor.get(`${BOOK}?cerca=inesistente`)).body, /Nessun contributo con questi filtri/);
    assert.equal((await mayor.get(`${BOOK}?pagina=9`)).statusCode, 303);
    const table = await anyone.get(`${PUBLIC}.csv`);
    assert.equal(
      table.body
        .trim()
        .split('\r\n')
        .filter((line) => /^C-\d/.test(line)).length,
      7,
    );
    assert.doesNotMatch(table.body, /inventato/);
    assert.equal((await anyone.get(`${PUBLIC}.xlsx`)).statusCode, 200);
    assert.equal((await mayor.get('/oglio-po/ufficio/contributi')).headers.location, BOOK);
  });

  it('takes a contribution, answers it, publishes other words, and takes them away', async () => {
    const added = await director.post(`${BOOK}/nuovo`, SENT);
    assert.equal(added.statusCode, 303);
    assert.match(String(added.headers.location), /contributi\/C-09/);
    const page = await director.get(`${BOOK}/C-09`);
    assert.match(page.body, /pulmino &lt;b>/);
    assert.match(page.body, /Aspetta la risposta/);
    assert.match((await director.get('/oglio-po/ufficio/piano/2021-2023/fili-sciolti')).body, /C-09/);
    assert.doesNotMatch((await anyone.get('/oglio-po/piano/2021-2023/fili-sciolti')).body, /C-09|C-08/);

    const answer = {
      version: await versionOf('C-09'),
      state: 'acceptedInPart',
      answer: '',
      answeredBy: 'Ufficio di Piano',
      answeredOn: '2021-11-02',
      raised: 'F-001',
      changed: 'CAS-1',
      'why-CAS-1': 'Aggiunto il trasporto',
      'why-CAS-2': 'Non spuntato',
    };
    const silent = await director.post(`${BOOK}/C-09/risposta`, answer);
    assert.equal(silent.statusCode, 422);
    assert.match(silent.body, /serve la risposta/);
    assert.match(silent.body, /Aggiunto il trasporto/);
    const early = await director.post(`${BOOK}/C-09/pubblica`, {
      version: await versionOf('C-09'),
      publishedText: 'Prima del tempo',
    });
    assert.equal(early.statusCode, 409);
    assert.match(early.body, /prima si risponde/);
    const said = await director.post(`${BOOK}/C-09/risposta`, { ...answer, answer: 'Si prova per un anno.' });
    assert.equal(said.statusCode, 303);
    const late = await director.post(`${BOOK}/C-09/risposta`, { ...answer, answer: 'Un altro scrive.' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Un altro scrive\./);
    assert.match(late.body, /Si prova per un anno\./);
    const sheet = await director.get('/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1');
    assert.match(sheet.body, /lo ha cambiato: Aggiunto il trasporto/);
    assert.doesNotMatch((await anyone.get('/oglio-po/piano/2021-2023/obiettivi/CAS-1')).body, /C-09/);
    assert.match(
      (await director.get('/oglio-po/ufficio/piano/2021-2023/bisogni/F-001')).body,
      /lo ha fatto emergere/,
    );

    const published = await director.post(`${BOOK}/C-09/pubblica`, {
      version: await versionOf('C-09'),
      publishedText: 'Chiede un trasporto per il centro diurno.',
    });
    assert.equal(published.statusCode, 303);
    const open = await anyone.get(`${PUBLIC}/C-09`);
    assert.match(open.body, /Chiede un trasporto/);
    assert.match(open.body, /Si prova per un anno/);
    for (const path of [`${PUBLIC}/C-09`, PUBLIC, `${PUBLIC}.csv`, `${PUBLIC}?cerca=Tigli`])
      assert.doesNotMatch((await anyone.get(path)).body, /pulmino|dei Tigli/, path);
    assert.match((await anyone.get('/oglio-po/piano/2021-2023/obiettivi/CAS-1')).body, /C-09/);
    const taken = await director.post(`${BOOK}/C-09/togli-dal-pubblico`, {
      version: await versionOf('C-09'),
    });
    assert.equal(taken.statusCode, 303);
    assert.equal((await anyone.get(`${PUBLIC}/C-09`)).statusCode, 404);
  });

  it('keeps what was typed when something is wrong, and says what', async () => {
    const wrong = await director.post(`${BOOK}/nuovo`, {
      ...SENT,
      title: 'Il mio oggetto',
      speaker: '',
      chapters: [],
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /Dite chi ha parlato/);
    assert.match(wrong.body, /Il mio oggetto/);
    for (const [field, value, message] of [
      ['receivedOn', '2999-01-01', /deve ancora venire/],
      ['needs', 'F-999', /Nel piano non c.+ F-999/],
      ['party', 'network:N-99', /non è nel registro/],
      ['place', 'atlantide', /Questo territorio non c/],
      ['chapters', '99', /non ha il capitolo 99/],
    ] as const) {
      const answer = await director.post(`${BOOK}/nuovo`, { ...SENT, [field]: value });
      assert.equal(answer.statusCode, 422, field);
      assert.match(answer.body, message);
    }
  });

  it('is changed and emptied with a reason, and remembers', async () => {
    const changed = await director.post(`${BOOK}/C-08/modifica`, {
      ...SENT,
      version: await versionOf('C-08'),
      place: 'viadanese',
      title: 'Orari degli incontri',
      objectives: [],
    });
    assert.equal(changed.statusCode, 303);
    const history = await director.get(`${BOOK}/C-08/storia`);
    assert.match(history.body, /Esempio inventato/);
    assert.match(history.body, /F-001/);
    const late = await director.post(`${BOOK}/C-08/modifica`, {
      ...SENT,
      version: '1',
      title: 'Un altro titolo',
    });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Un altro titolo/);
    const version = await versionOf('C-08');
    assert.equal((await director.post(`${BOOK}/C-08/rimuovi`, { version, reason: '' })).statusCode, 422);
    assert.equal(
      (await director.post(`${BOOK}/C-08/rimuovi`, { version, reason: 'Era un esempio' })).statusCode,
      303,
    );
    assert.equal((await director.get(`${BOOK}/C-08`)).statusCode, 404);
    // Its number is free again only for who comes after the last.
    const next = await director.post(`${BOOK}/nuovo`, SENT);
    assert.match(String(next.headers.location), /C-10/);
  });

  it('is written by who keeps the plan, where it lies', async () => {
    assert.equal((await viadanese.post(`${BOOK}/nuovo`, SENT)).statusCode, 403);
    assert.equal((await viadanese.post(`${BOOK}/nuovo`, { ...SENT, place: 'viadanese' })).statusCode, 303);
    assert.equal((await viadanese.get(`${BOOK}/C-01/risposta`)).statusCode, 403);
    assert.equal((await mayor.post(`${BOOK}/nuovo`, SENT)).statusCode, 403);
    assert.doesNotMatch((await mayor.get(`${BOOK}/C-01`)).body, /\/risposta"/);
    assert.equal((await stranger.get(`${BOOK}/C-01`)).statusCode, 404);
    assert.equal((await stranger.post(`${BOOK}/nuovo`, SENT)).statusCode, 404);
    const lost = await director.post('/oglio-po/ufficio/rete/reti/N-32/rimuovi', {
      version: '1',
      reason: 'Finita',
    });
    assert.equal(lost.statusCode, 409);
    assert.match(lost.body, /contribut/);
  });

  it('stands in the thread, both ways, and tells the public only what it may read', async () => {
    const thread = await anyone.get('/oglio-po/filo/contributo/C-03');
    assert.equal(thread.statusCode, 200);
    assert.match(thread.body, /bisogni\/F-103/);
    assert.match(thread.body, /reti\/N-32/);
    assert.match((await anyone.get('/oglio-po/filo/bisogno/F-103')).body, /contributi\/C-03/);
    assert.match((await anyone.get('/oglio-po/filo/rete/N-32')).body, /contributi\/C-03/);
    // On the page of who brought it, too: the office's own copy lists what waits.
    const network = await anyone.get('/oglio-po/rete/reti/N-32');
    assert.match(network.body, /Contributi ai piani/);
    assert.match(network.body, /piano\/2021-2023\/contributi\/C-03/);
    const made = await director.post(`${BOOK}/nuovo`, { ...SENT, party: 'organisation:provincia-cremona' });
    const waits = String(made.headers.location).split('/').at(-1) ?? '';
    const inOffice = await director.get('/oglio-po/ufficio/rete/enti/provincia-cremona');
    assert.ok(inOffice.body.includes(`/contributi/${waits}"`));
    const inPublic = await anyone.get('/oglio-po/rete/enti/provincia-cremona');
    assert.match(inPublic.body, /contributi\/C-02"/);
    assert.ok(!inPublic.body.includes(`/contributi/${waits}"`));
    assert.equal((await anyone.get('/oglio-po/filo/contributo/C-09')).statusCode, 404);
    assert.equal((await director.get('/oglio-po/ufficio/filo/contributo/C-09')).statusCode, 200);
  });

  it('is read and written by API, with the same rules', async () => {
    const api = '/api/v1/oglio-po/plans/2021-2023/contributions';
    const listed = (await anyone.get(api)).json().contributions;
    assert.equal(listed.length, 7);
    assert.equal(listed[0].text, listed[0].publishedText);
    assert.equal((await anyone.get(`${api}/C-09`)).statusCode, 404);
    assert.equal((await anyone.get(`${api}?channel=table&place=viadanese`)).json().contributions.length, 5);
    const sent = {
      title: 'Da un programma',
      channel: 'email',
      speaker: 'citizen',
      place: 'viadanese',
      text: 'Chiede.',
    };
    assert.equal((await mayor.json('POST', api, sent)).statusCode, 403);
    assert.equal((await stranger.json('POST', api, sent)).statusCode, 404);
    assert.equal((await director.json('POST', api, { ...sent, speaker: null })).statusCode, 422);
    const made = (await director.json('POST', api, sent)).json();
    assert.equal(made.version, 1);
    const one = `${api}/${made.code}`;
    const changed = await director.json('PATCH', one, { version: 1, aboutPlan: true });
    assert.equal(changed.json().aboutPlan, true);
    assert.equal(changed.json().text, 'Chiede.');
    assert.equal((await director.json('PATCH', one, { version: 1, title: 'Tardi' })).statusCode, 409);
    const reply = { state: 'notAccepted', answeredOn: null, answeredBy: null, raised: [], changed: [] };
    assert.equal(
      (await director.json('PUT', `${one}/answer`, { ...reply, version: 2, answer: null })).statusCode,
      422,
    );
    const said = await director.json('PUT', `${one}/answer`, { ...reply, version: 2, answer: 'No, perché.' });
    assert.equal(said.json().state, 'notAccepted');
    const shown = await director.json('PUT', `${one}/publication`, { version: 3, text: 'Chiede questo.' });
    assert.equal(shown.statusCode, 200);
    assert.equal((await anyone.get(one)).json().text, 'Chiede questo.');
    await director.json('PUT', `${one}/publication`, { version: 4, text: null });
    assert.equal((await anyone.get(one)).statusCode, 404);
  });

  it('is printed in the document as the public reads it', async () => {
    const { build } = participationBlocks['participation.contributions'] as { build: BlockProvider };
    const printed = await world.inside(async (ctx) => {
      const { id } = await ctx.tx
        .selectFrom('plan.plan')
        .select('id')
        .where('code', '=', '2021-2023')
        .executeTakeFirstOrThrow();
      return JSON.stringify(
        await build(
          ctx,
          {
            id,
            code: '2021-2023',
            title: '',
            ambito: 'Oglio Po',
            period: { startsOn: '2021-01-01', endsOn: '2023-12-31' },
            guidelineCode: 'lombardia-2021-2023',
            lang: 'it',
          },
          {},
        ),
      );
    });
    assert.match(printed, /Sono pubblicati 7 contributi/);
    assert.match(printed, /Capitolo 4/);
    assert.match(printed, /Accolto\. Il piano li riporta/);
    assert.doesNotMatch(printed, /pulmino|Da un programma|Orari degli incontri/);
  });

  it('is still with the plan, but for what is shown of it', async () => {
    assert.equal((await director.post('/oglio-po/ufficio/piano/2021-2023/versioni/fissa')).statusCode, 303);
    assert.match((await director.get(BOOK)).body, /Il testo del piano è fermo/);
    assert.equal((await director.post(`${BOOK}/nuovo`, SENT)).statusCode, 409);
    assert.equal((await director.get(`${BOOK}/C-01/risposta`)).statusCode, 409);
    const published = await director.post(`${BOOK}/C-01/pubblica`, {
      version: await versionOf('C-01'),
      publishedText: 'In breve.',
    });
    assert.equal(published.statusCode, 303);
    assert.match((await anyone.get(`${PUBLIC}/C-01`)).body, /In breve\./);
  });
});
