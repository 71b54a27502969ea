import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Document, documentHash, documentJobs, renderPdf } from '#domains/documents/index.js';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { type JobRunner, startJobs } from '#platform/jobs/runner.js';
import { fc } from '#platform/properties.fixture.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { openVisitor, type Visitor } from '../../visitor.fixture.js';
import { importFile } from './import.actions.js';
import { profileSource, registerTerritory } from './index.js';
import { composeProfile } from './profile.document.js';
import { aFinding, emptyProfile, fullProfile, fullSections } from './profile.fixture.js';
import { chooseKeyMetrics, compareRounded, toAgeClasses } from './profile.rules.js';
import type { ProfilePart } from './profile.types.js';
import { makeAmbito, makeDemo, openTerritory, type TestTerritory } from './territory.fixture.js';

const run = promisify(execFile);
const ambito = { name: 'Ambito di prova', leadBody: 'Ente capofila' };

let territory: TestTerritory;
let server: Server;
let jobs: JobRunner;
let demo: Ambito;
let anyone: Visitor;
let folder = '';
const failed: unknown[] = [];

/** What another domain would tell: drafts only to those who work there. */
const part: ProfilePart = async (_ctx, place, face) => [
  {
    key: 'need',
    title: 'Due bisogni raccolti',
    total: face === 'office' ? 2 : 1,
    path: '/piano/x/bisogni',
    items: [
      { title: `Bisogno di ${place.name} <b>`, note: 'Casalasco', path: '/piano/x/bisogni/F-1' },
      ...(face === 'office' ? [{ title: 'Bozza riservata', note: null, path: '/piano/x/bisogni/F-2' }] : []),
    ],
  },
];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trama-profile-'));
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  await makeAmbito(territory.database, { slug: 'altro', name: 'Altro', comuni: ['020027'] });
  server = await buildTestServer(territory.database);
  registerTerritory(server, { profileParts: [part] });
  jobs = await startJobs(territory.database, documentJobs({ profile: profileSource([part]) }), (error) =>
    failed.push(error),
  );
  anyone = await openVisitor(server, null);
});

after(async () => {
  await jobs?.stop();
  await server.app.close();
  await territory.close();
  await rm(folder, { recursive: true });
});

const countJobs = () =>
  insideAmbito(territory.database, demo, async ({ tx }) => {
    const jobs = await tx.selectFrom('platform.job').select('id').execute();
    return jobs.length;
  });

describe('The rules of a profile', () => {
  test('six figures: known ones of the list, then missing ones, then what else is known', () => {
    const known = chooseKeyMetrics(fullProfile('comune').metrics).map((one) => one.metric.code);
    assert.deepEqual(known, ['vecchiaia', 'quota-stranieri', 'crescita', 'natalita', 'densita']);
    const missing = chooseKeyMetrics(emptyProfile('comune').metrics).map((one) => one.metric.code);
    assert.deepEqual(missing, known);
    const [first] = fullProfile('comune').metrics.filter((one) => one.metric.code === 'liquidato');
    assert.ok(first);
    const mixed = [...emptyProfile('comune').metrics.filter((one) => one.metric.code === 'densita'), first];
    assert.deepEqual(
      chooseKeyMetrics(mixed).map((one) => one.metric.code),
      ['densita', 'liquidato'],
    );
  });

  test('values that look the same are not said to differ', () => {
    assert.equal(compareRounded(15.04, 14.96, 1), 'same');
    assert.equal(compareRounded(15.06, 14.96, 1), 'over');
    assert.equal(compareRounded(-2, -1, 0), 'under');
  });

  test('classes of five years lose nobody', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { minLength: 101, maxLength: 101 }), (counts) => {
        const classes = toAgeClasses(counts, [...counts].reverse());
        assert.equal(classes.length, 20);
        const sum = (of: (one: (typeof classes)[number]) => number) =>
          classes.reduce((total, one) => total + of(one), 0);
        const all = counts.reduce((total, one) => total + one, 0);
        assert.equal(
          sum((one) => one.male),
          all,
        );
        assert.equal(
          sum((one) => one.female),
          all,
        );
      }),
    );
    assert.deepEqual([toAgeClasses([], [])[0]?.label, toAgeClasses([], [])[19]?.label], ['0-4', '95+']);
  });
});

describe('The profile as a document', () => {
  for (const kind of ['comune', 'area', 'ambito'] as const)
    for (const profile of [fullProfile(kind), emptyProfile(kind)])
      test(`is a valid tree for a ${kind} with ${profile.ages ? 'everything' : 'nothing'}`, () => {
        const document = composeProfile({ ambito, profile, sections: profile.ages ? fullSections : [] });
        assert.doesNotThrow(() => Document.parse(document));
        const again = composeProfile({ ambito, profile, sections: profile.ages ? fullSections : [] });
        assert.equal(documentHash(again), documentHash(document));
      });

  test('prints as tagged PDF/UA with headings, table, and pictures in words', async () => {
    const document = composeProfile({ ambito, profile: fullProfile('comune'), sections: fullSections });
    const file = join(folder, 'profile.pdf');
    await writeFile(file, await renderPdf(document));
    const { stdout: info } = await run('pdfinfo', [file]);
    assert.match(info, /Tagged:\s+yes/);
    assert.match(info, /Title:\s+San Giovanni in Croce/);
    const { stdout: meta } = await run('pdfinfo', ['-meta', file]);
    assert.match(meta, /<pdfuaid:part>1<\/pdfuaid:part>/);
    const { stdout: structure } = await run('pdfinfo', ['-struct-text', file], { maxBuffer: 1e8 });
    for (const tag of ['H1', 'Table', 'TH', 'TD', 'Figure'])
      assert.match(structure, new RegExp(`^\\s*${tag}`, 'm'), tag);
  });

  for (const kind of ['comune', 'area', 'ambito'] as const)
    test(`is two sheets for a ${kind}, however much there is to say`, async () => {
      const file = join(folder, `${kind}.pdf`);
      for (const findings of [[], [aFinding, aFinding]]) {
        const profile = { ...fullProfile(kind), findings };
        await writeFile(file, await renderPdf(composeProfile({ ambito, profile, sections: fullSections })));
        const { stdout: info } = await run('pdfinfo', [file]);
        assert.match(info, /Pages:\s+2\n/, `${findings.length} findings`);
      }
      const { stdout: text } = await run('pdftotext', ['-layout', file, '-']);
      assert.match(text, /Altre \d+ misure si leggono nella pagina del profilo/);
      assert.match(text, /Istat, Demografia in cifre, 12 insiemi di dati/);
    });
});

describe('Pages of profiles', () => {
  test('the list is searched by name, area and code, and says when nothing is found', async () => {
    const found = await anyone.get('/oglio-po/profilo?cerca=casalmagiore');
    assert.match(found.body, /profilo\/019021/);
    assert.doesNotMatch(found.body, /profilo\/020066/);
    assert.match((await anyone.get('/oglio-po/profilo?cerca=viadanese')).body, /profilo\/020066/);
    const none = await anyone.get('/oglio-po/profilo?cerca=zzzzzz');
    assert.match(none.body, /Nessun territorio con questo nome/);
  });

  test('a comune is compared in words with the ambito, and leads to its neighbours', async () => {
    const page = await anyone.get('/oglio-po/profilo/019021');
    assert.match(page.body, /più densamente abitato della media dell(’|'|&#39;)ambito \(118,1/);
    assert.match(page.body, /rel="prev"[^>]*>Prima: Calvatone/);
    assert.match(page.body, /rel="next"[^>]*>Dopo: Casteldidone/);
    assert.match(page.body, /POSAS/);
    assert.match(page.body, /Bisogno di Casalmaggiore &lt;b>/);
    assert.doesNotMatch(page.body, /Bozza riservata/);
    const first = await anyone.get('/oglio-po/profilo/020007');
    assert.doesNotMatch(first.body, /rel="prev"/);
  });

  test('two places stand side by side at an address of their own', async () => {
    const page = await anyone.get('/oglio-po/profilo/confronta?a=019021&b=020066');
    assert.match(page.body, /Casalmaggiore e Viadana/);
    assert.match(page.body, /\+46,2/);
    assert.match((await anyone.get('/oglio-po/profilo/confronta')).body, /Scegliete due territori/);
    assert.match((await anyone.get('/oglio-po/profilo/confronta?a=019021&b=')).body, /Scegliete due/);
    assert.equal((await anyone.get('/oglio-po/profilo/confronta?a=019021&b=015146')).statusCode, 404);
    assert.equal((await anyone.get('/altro/profilo/confronta?a=019021&b=020027')).statusCode, 404);
  });

  test('gives its metrics as CSV, for every year', async () => {
    const csv = await anyone.get('/oglio-po/profilo/019021/misure.csv');
    assert.match(csv.body, /densita;Densità abitativa;ab\.\/km²;019021;Casalmaggiore;comune;2021;234,418/);
    assert.equal((await anyone.get('/altro/profilo/019021/misure.csv')).statusCode, 404);
  });

  test('gives PDF and DOCX, kept until something changes', async () => {
    const url = '/api/v1/oglio-po/profiles/019021.pdf';
    const first = await server.app.inject({ url });
    assert.equal(first.statusCode, 200, first.body.slice(0, 300));
    const made = await countJobs();
    assert.equal(first.rawPayload.subarray(0, 5).toString(), '%PDF-');
    const again = await server.app.inject({ url });
    assert.equal(await countJobs(), made, 'kept, not made again');
    assert.equal(again.headers.etag, first.headers.etag);
    const same = await server.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } });
    assert.equal(same.statusCode, 304);
    const docx = await server.app.inject({ url: url.replace('.pdf', '.docx') });
    assert.equal(docx.rawPayload.subarray(0, 2).toString(), 'PK');
    assert.deepEqual(failed, []);
    for (const code of ['015146', 'ignoto'])
      assert.equal((await server.app.inject({ url: url.replace('019021', code) })).statusCode, 404, code);
  });

  test('draws the pyramid once ages are there, of comuni and of what is made of them', async () => {
    const codes = ['019021', '019023'];
    const rows = codes.flatMap((code) =>
      ['m', 'f'].flatMap((sex) =>
        Array.from({ length: 101 }, (_, age) => {
          const to = age === 100 ? '' : age;
          return `${code},population,2024,${sex},${age},${to},,${120 - age},persone`;
        }),
      ),
    );
    const header = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';
    const before = await server.app.inject({ url: '/api/v1/oglio-po/profiles/019021.pdf' });
    await insideAmbito(territory.database, demo, async (ctx) => {
      const report = await importFile(ctx, {
        stream: Readable.from([Buffer.from([header, ...rows, ''].join('\n'))]),
        fileName: 'eta.csv',
        title: 'Popolazione per età 2024',
        source: 'Fatta per la prova',
        licence: 'CC-BY-4.0',
        referenceOn: '2024-01-01',
      });
      assert.ok(report.accepted, JSON.stringify(report));
    });
    const page = await anyone.get('/oglio-po/profilo/019021');
    assert.match(page.body, /Popolazione per età, 1° gennaio 2024/);
    assert.match(page.body, /95\+/);
    // Twenty-five comuni are missing: the whole is not drawn from two.
    assert.doesNotMatch(
      (await anyone.get('/oglio-po/profilo/oglio-po')).body,
      /Popolazione per età, 1° gennaio/,
    );
    const after = await server.app.inject({ url: '/api/v1/oglio-po/profiles/019021.pdf' });
    assert.equal(after.statusCode, 200);
    assert.notEqual(after.headers.etag, before.headers.etag);
  });
});
