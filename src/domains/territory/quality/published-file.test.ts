import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { readPublishedTotals, writeFileProblem } from './published.file.js';

const HEADER =
  'id,name,value_as_published,value,decimals,unit,territory,period,where,formula,formula_note,not_computable_reason';

function messages(...rows: readonly string[]): readonly string[] {
  const { totals, problems } = readPublishedTotals([HEADER, ...rows].join('\n'));
  assert.equal(problems.length === 0, totals.length === rows.length, 'all or nothing');
  return problems.map((problem) => writeFileProblem(problem, 'it'));
}

test('a good file gives its totals; decimals come from the printed text when left out', () => {
  const { totals, problems } = readPublishedTotals(
    `\uFEFF${HEADER}\r\nquota,Quota,"48,8%",48.8,,percentuale,Riva,2021,cap. 2,"547 / 1221 * 100",,\r\nmedia,Media,circa mille,1000,-3,persone,Riva,2021,cap. 2,,,Manca la base.\r\n`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    totals.map(({ code, decimals, formula, notComputableReason }) => [
      code,
      decimals,
      formula,
      notComputableReason,
    ]),
    [
      ['quota', 1, '547 / 1221 * 100', null],
      ['media', -3, null, 'Manca la base.'],
    ],
  );
});

test('each mistake is told with its line, and nothing is read', () => {
  const good = 'a,A,1,1,0,persone,Riva,2021,cap. 2,1,,';
  assert.match(messages(good, good).join(), /^Riga 3: la chiave «a» c’è già alla riga 2/);
  assert.match(
    messages('a,A,1,uno,0,persone,Riva,2021,cap. 2,1,,').join(),
    /^Riga 2, colonna value: «uno» non è un numero/,
  );
  assert.match(messages('a,A,"1,5","1,5",1,persone,Riva,2021,cap. 2,1,,').join(), /«1,5» non è un numero/);
  assert.match(messages('a,A,26+25,51,,persone,Riva,2021,cap. 2,1,,').join(), /quante cifre decimali/);
  assert.match(messages('a,A,1,1,tante,persone,Riva,2021,cap. 2,1,,').join(), /«tante»/);
  assert.match(messages('a,A,1,1,0,persone,Riva,2021,cap. 2,,,').join(), /la formula oppure il motivo/);
  assert.match(
    messages('a,A,1,1,0,persone,Riva,2021,cap. 2,1,,perché').join(),
    /la formula oppure il motivo/,
  );
  assert.match(
    messages('a,A,1,1,0,persone,Riva,2021,cap. 2,1 +,,').join(),
    /formula di «a» non si legge\. Carattere 4/,
  );
  assert.match(messages(',A,1,1,0,persone,Riva,2021,cap. 2,1,,').join(), /id è vuota/);
  assert.match(messages('a,A,"1,1,0').join(), /non è una tabella CSV intera/);
  assert.match(messages('a,A').join(), /^Riga 2: il file non è una tabella CSV intera/);
  assert.deepEqual(messages(), [], 'a header alone is an empty table');
  const { problems } = readPublishedTotals('id,name\na,A');
  assert.match(
    problems.map((problem) => writeFileProblem(problem, 'it')).join(),
    /mancano le colonne value_as_published, value, unit/,
  );
});

test('any text is refused or read, never a crash', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, withHeader) => {
      const { totals, problems } = readPublishedTotals(withHeader ? `${HEADER}\n${text}` : text);
      assert.ok(totals.length === 0 || problems.length === 0);
      for (const problem of problems) assert.ok(writeFileProblem(problem, 'en').length > 0);
    }),
  );
});
