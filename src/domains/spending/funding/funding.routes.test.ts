import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../../demo-visitors.fixture.js';
import { listShares } from './allocation.sql.js';

const FUND = '/oglio-po/ufficio/risorse/fondi/fnps';
const RULES = { name: 'Fondo Nazionale Politiche Sociali', kind: 'state', note: '' };

describe('funds with rules and years', () => {
  const { world, anyone, director, viadanese, stranger } = demoVisitors();

  const idIn = (body: string, list: string) =>
    new RegExp(`${list}/([0-9a-f-]{36})/modifica`).exec(body)?.[1] ?? assert.fail(`none in ${list}`);

  it('keeps the rules, and says which are wrong', async () => {
    const wrong = await director.post(`${FUND}/modifica`, {
      ...RULES,
      version: '1',
      firstYear: '2023',
      lastYear: '2021',
      coFunding: '20',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /viene prima del primo/);
    const saved = await director.post(`${FUND}/modifica`, {
      ...RULES,
      version: '1',
      eligibleUses: 'Servizi <b>sociali</b>',
      policyAreas: ['A', 'D'],
      firstYear: '2021',
      lastYear: '2023',
      spendBy: '2024-12-31',
      carryOver: 'allowed',
      coFunding: '20,5',
    });
    assert.equal(saved.statusCode, 303);
    const sheet = (await director.get(FUND)).body;
    assert.match(sheet, /Servizi &lt;b>sociali/);
    assert.match(sheet, /almeno 20,5.% del costo/);
    assert.match(sheet, /dal 2021 al 2023/);
    assert.match((await director.get(`${FUND}/storia`)).body, /20,5/);
  });

  it('records what is assigned and carries over what is left, no more', async () => {
    const act = { actNumber: 'DGR 1', actOn: '2021-06-01', note: '' };
    const outside = await director.post(`${FUND}/assegnazioni/nuovo`, {
      ...act,
      year: '2027',
      assignedCents: '5',
    });
    assert.equal(outside.statusCode, 422);
    assert.match(outside.body, /Questa fonte dà dal 2021 al 2023/);
    const negative = await director.post(`${FUND}/assegnazioni/nuovo`, {
      ...act,
      year: '2021',
      assignedCents: '-5',
    });
    assert.equal(negative.statusCode, 422);
    const given = await director.post(`${FUND}/assegnazioni/nuovo`, {
      ...act,
      year: '2021',
      assignedCents: '1.000,01',
    });
    assert.equal(given.statusCode, 303);
    assert.match((await anyone.get('/oglio-po/risorse/fondi/fnps')).body, /€.1\.000,01/);
    const carry = { ...act, year: '2021', actOn: '2021-12-20' };
    const tooMuch = await director.post(`${FUND}/riporti/nuovo`, { ...carry, carriedCents: '2.000' });
    assert.equal(tooMuch.statusCode, 422);
    assert.match(tooMuch.body, /restano €.1\.000,01/);
    assert.equal(
      (await director.post(`${FUND}/riporti/nuovo`, { ...carry, carriedCents: '1.000' })).statusCode,
      303,
    );
    const sheet = (await director.get(FUND)).body;
    assert.match(sheet, /2021 → 2022/);
    const id = idIn(sheet, 'riporti');
    const changed = { ...carry, carriedCents: '900', version: '1' };
    assert.equal((await director.post(`${FUND}/riporti/${id}/modifica`, changed)).statusCode, 303);
    assert.equal((await director.post(`${FUND}/riporti/${id}/modifica`, changed)).statusCode, 409);
    assert.match((await director.get(`${FUND}/riporti/${id}/storia`)).body, /<del>1\.000,00<\/del>/);
    const gone = await director.post(`${FUND}/riporti/${id}/rimuovi`, {
      version: '2',
      reason: 'Atto revocato',
    });
    assert.equal(gone.statusCode, 303);
  });

  it('parts a year among the comuni to the cent, by residents, by quotas and by hand', async () => {
    const form = { year: '2021', basis: 'population', totalCents: '10.000,01', note: '' };
    const added = await director.post(`${FUND}/riparti/nuovo`, form);
    assert.equal(added.statusCode, 303, added.body.slice(0, 2000));
    const path = String(added.headers.location);
    const id = path.split('/').at(-1) ?? '';
    const shares = await world.inside(({ tx }) => listShares(tx, [id]));
    assert.ok(shares.length > 5);
    assert.equal(
      shares.reduce((sum, share) => sum + share.shareCents, 0),
      10_000_01,
    );
    const page = await anyone.get(path.replace('/ufficio', ''));
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Residenti al 1° gennaio 2021/);
    assert.match(
      (await anyone.get(`${path.replace('/ufficio', '')}/riparto.csv`)).body,
      /019021;Casalmaggiore/,
    );
    const twice = await director.post(`${FUND}/riparti/nuovo`, form);
    assert.equal(twice.statusCode, 422);
    assert.match(twice.body, /ha già un riparto/);
    const [first, second] = shares;
    assert.ok(first && second);
    const byHand = {
      ...form,
      basis: 'hand',
      version: '1',
      [`share.${first.comune}`]: '4.000',
      [`share.${second.comune}`]: '6.000',
    };
    const short = await director.post(`${path}/modifica`, byHand);
    assert.equal(short.statusCode, 422);
    assert.match(short.body, /la differenza è \+€.0,01/);
    assert.match(short.body, /value="4.000"/);
    const whole = { ...byHand, [`share.${second.comune}`]: '6.000,01' };
    assert.equal((await director.post(`${path}/modifica`, whole)).statusCode, 303);
    assert.match((await director.get(`${path}/storia`)).body, /Casalmaggiore/);
    const quotas = {
      ...form,
      basis: 'quota',
      version: '2',
      [`share.${first.comune}`]: '1',
      [`share.${second.comune}`]: '2',
    };
    assert.equal((await director.post(`${path}/modifica`, quotas)).statusCode, 303);
    assert.equal((await world.inside(({ tx }) => listShares(tx, [id])))[0]?.shareCents, 3_333_34);
    const removed = await director.post(`${path}/rimuovi`, { version: '3', reason: 'Prova finita' });
    assert.equal(removed.statusCode, 303);
  });

  it('says that nothing can be parted by residents of a year before any figure', async () => {
    const answer = await director.post(`${FUND}/modifica`, {
      ...RULES,
      version: '2',
      carryOver: 'refused',
    });
    assert.equal(answer.statusCode, 303);
    const old = { year: '1995', basis: 'population', totalCents: '10', note: '' };
    const refused = await director.post(`${FUND}/riparti/nuovo`, old);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /Non si conoscono i residenti del 1995/);
    const carry = { year: '2021', carriedCents: '1', actNumber: 'x', actOn: '2021-12-01' };
    const notAllowed = await director.post(`${FUND}/riporti/nuovo`, carry);
    assert.equal(notAllowed.statusCode, 422);
    assert.match(notAllowed.body, /non ammettono il riporto/);
  });

  it('is closed to other roles and ambiti', async () => {
    const act = { actNumber: 'DGR 1', actOn: '2021-06-01', year: '2021', assignedCents: '5' };
    assert.equal((await viadanese.post(`${FUND}/assegnazioni/nuovo`, act)).statusCode, 403);
    assert.equal((await stranger.post(`${FUND}/assegnazioni/nuovo`, act)).statusCode, 404);
    const elsewhere = FUND.replace('oglio-po', 'altrove');
    assert.equal((await stranger.post(`${elsewhere}/assegnazioni/nuovo`, act)).statusCode, 404);
    assert.equal((await anyone.post(`${FUND}/assegnazioni/nuovo`, act)).statusCode, 303);
  });
});
