import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { findService, listServices } from './service.sql.js';

const OFFICE = '/oglio-po/ufficio/servizi';
const SERVICE = {
  name: 'Sportello <i>di prova',
  kind: 'sportello',
  description: '=cmd',
  target: 'Famiglie\nAnziani',
  place: 'viadanese',
  opening: 'Lunedì 9-12',
  providers: 'ASC Oglio Po | Centro Multiservizi',
  state: 'active',
  source: '',
  note: '',
  'figures.measure': ['utenti', ''],
  'figures.value': ['12,5', ''],
  'figures.unit': ['persone', ''],
  'figures.period': ['2021', ''],
};

describe('the catalogue of services', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  it('holds the 57 services with their figures', async () => {
    const services = await world.inside(({ tx }) => listServices(tx));
    assert.equal(services.length, 57);
    assert.equal(services[0]?.figures.length, 6);
    assert.equal(
      services.every((service) => service.providers.length > 0),
      true,
    );
  });

  it('is searched in plain words by anyone', async () => {
    assert.match((await anyone.get('/oglio-po/servizi?q=assistensa+domicilare')).body, /servizi\/S-01"/);
    assert.match((await anyone.get('/oglio-po/servizi?q=zzzzzz')).body, /Nessun servizio con queste parole/);
    assert.match((await anyone.get('/oglio-po/servizi?stato=suspended')).body, /1 servizio/);
    const page = await anyone.get('/oglio-po/servizi/S-01');
    assert.match(page.body, /106.persone/);
    assert.match(page.body, /1,18.%/);
    assert.match(page.body, /piano\/2021-2023\/obiettivi\/CAS-1/);
    assert.doesNotMatch(page.body, /modifica/);
    assert.equal((await anyone.get('/oglio-po/servizi/S-99')).statusCode, 404);
  });

  it('is read by pages, with the words searched kept', async () => {
    const first = (await anyone.get('/oglio-po/servizi')).body;
    assert.match(first, /57 servizi/);
    assert.match(first, /href="\/oglio-po\/servizi\?pagina=2" rel="next"/);
    assert.equal(first.match(/href="\/oglio-po\/servizi\/S-\d+"/g)?.length, 50);
    const second = (await anyone.get('/oglio-po/servizi?pagina=2')).body;
    assert.equal(second.match(/href="\/oglio-po\/servizi\/S-\d+"/g)?.length, 7);
  });

  it('adds, edits and removes a service with its figures', async () => {
    const added = await director.post(`${OFFICE}/nuovo`, SERVICE);
    assert.equal(added.headers.location, `${OFFICE}/S-58`);
    const stored = await world.inside(({ tx }) => findService(tx, 'S-58'));
    assert.deepEqual(
      stored?.figures.map(({ id: _, ...figure }) => figure),
      [{ measure: 'utenti', value: 12.5, unit: 'persone', period: '2021' }],
    );
    assert.match((await anyone.get('/oglio-po/servizi/S-58')).body, /Sportello &lt;i>di prova/);
    assert.match((await anyone.get('/oglio-po/servizi.csv?q=prova')).body, /;'=cmd;/);
    const edited = await viadanese.post(`${OFFICE}/S-58/modifica`, {
      ...SERVICE,
      state: 'ended',
      version: '1',
    });
    assert.equal(edited.statusCode, 303);
    const late = await director.post(`${OFFICE}/S-58/modifica`, { ...SERVICE, version: '1' });
    assert.equal(late.statusCode, 409);
    assert.match(
      (await director.get(`${OFFICE}/S-58/storia`)).body,
      /<del>Attivo<\/del><ins>Concluso<\/ins>/,
    );
    const counted = { ...SERVICE, state: 'ended', 'figures.value': ['14', ''], version: '2' };
    assert.equal((await director.post(`${OFFICE}/S-58/modifica`, counted)).statusCode, 303);
    assert.match(
      (await director.get(`${OFFICE}/S-58/storia`)).body,
      /<del>utenti: 12,5.persone \(2021\)<\/del><ins>utenti: 14.persone \(2021\)<\/ins>/,
    );
    const removed = await director.post(`${OFFICE}/S-58/rimuovi`, {
      version: '3',
      reason: 'Inserito per prova',
    });
    assert.equal(removed.statusCode, 303);
  });

  it('gives back what was typed, with a message at the row', async () => {
    const answer = await director.post(`${OFFICE}/nuovo`, {
      ...SERVICE,
      name: '',
      'figures.value': ['molti', ''],
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /id="figures-0-value-errore"/);
    assert.match(answer.body, /value="molti"/);
  });

  it('refuses to remove a service through which objectives act', async () => {
    const answer = await director.post(`${OFFICE}/S-01/rimuovi`, { version: '1', reason: 'prova' });
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Togliete prima il legame/);
  });

  it('is closed to who may not write, and to another ambito', async () => {
    assert.equal(
      (await viadanese.post(`${OFFICE}/nuovo`, { ...SERVICE, place: 'casalasco' })).statusCode,
      403,
    );
    assert.equal((await mayor.post(`${OFFICE}/nuovo`, SERVICE)).statusCode, 403);
    assert.equal((await stranger.post(`${OFFICE}/nuovo`, SERVICE)).statusCode, 404);
    assert.deepEqual((await stranger.get('/api/v1/altrove/services')).json(), { services: [] });
    const open = (await anyone.get('/api/v1/oglio-po/services?q=anziani&place=viadanese')).json();
    assert.ok(open.services.length > 3);
  });
});
