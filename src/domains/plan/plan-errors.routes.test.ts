import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Visitor } from '../../visitor.fixture.js';
import { NEED, openPlanWorld, type PlanWorld } from './plan.fixture.js';

describe('what is wrong in a form of the plan', () => {
  let world: PlanWorld;
  let director: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
  });
  after(() => world.close());

  it('is told all at once, with what only the other records tell', async () => {
    const wrongs = (body: string) =>
      [...body.matchAll(/<li><a href="#([\w-]+)">([^<]*)<\/a>/g)].map(([, field, why]) => [field, why]);
    const base = '/prova/ufficio/piano/2021-2023';
    const cases: [string, Record<string, string>, string[][]][] = [
      [
        '/prova/ufficio/piano/nuovo',
        { code: '', title: ' ', guidelineCode: '', summary: '' },
        [
          ['code', 'Periodo: Campo obbligatorio.'],
          ['title', 'Titolo: Campo obbligatorio.'],
          ['guidelineCode', 'Linee di indirizzo: Campo obbligatorio.'],
        ],
      ],
      [
        '/prova/ufficio/piano/nuovo',
        { code: '2021-2023', title: 'Ab', guidelineCode: 'lombardia-2021-2023', summary: '' },
        [
          ['code', "Periodo: C'è già un piano 2021-2023. Scegliete altri anni."],
          ['title', 'Titolo: Servono almeno 3 caratteri.'],
        ],
      ],
      [
        '/prova/ufficio/piano/nuovo',
        { code: '2026-2024', title: 'Ab', guidelineCode: 'lombardia-2021-2023', summary: '' },
        [
          ['code', "Periodo: Scrivete il primo e l'ultimo anno del periodo, per esempio 2025-2027."],
          ['title', 'Titolo: Servono almeno 3 caratteri.'],
        ],
      ],
    ];
    for (const [path, sent, expected] of cases) {
      const answer = await director.post(path, sent);
      assert.equal(answer.statusCode, 422);
      assert.deepEqual(wrongs(answer.body), expected);
    }
    const names = (answer: { body: string }) => wrongs(answer.body).map(([field]) => field);
    const need = await director.post(`${base}/bisogni/nuovo`, { ...NEED, code: 'F-001', theme: '' });
    assert.deepEqual(names(need), ['code', 'theme']);
    const evidence = await director.post(`${base}/bisogni/F-001/prove/nuova`, {
      kind: 'metric',
      reference: '',
      text: '',
    });
    assert.deepEqual(names(evidence), ['reference', 'text']);
    const action = await director.post(`${base}/obiettivi/N-1/azioni/nuova`, {
      title: 'Fuori dal piano',
      startsOn: '2019-01-01',
      endsOn: '2018-01-01',
      state: 'suspended',
      stateReason: '',
    });
    assert.deepEqual(new Set(names(action)), new Set(['startsOn', 'endsOn', 'stateReason']));
  });
});
