import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './check.fixture.js';
import type { Found, RuleCode } from './check.types.js';
import { readDemoFigures } from './demo-figures.fixture.js';
import { readFigureSet } from './figure-set.js';

const found = check(readFigureSet(readDemoFigures()));

function tell(one: Found): [RuleCode, string, string | null, string | null] {
  return [one.rule, `${one.variable} ${one.place} ${one.period}`, one.published, one.expected];
}

/** Every error that a person verified by hand in the published figures, and why it is one. */
const TRUE_ERRORS: readonly { why: string; found: [RuleCode, string, string | null, string | null] }[] = [
  {
    why: '41.316 + 41.316 = 82.632, not 83.025: the males were copied over the females, who are 41.709 by comune',
    found: ['sexes-sum', 'population oglio-po 2020', '41316', '41709'],
  },
  {
    why: '11 + 40 + 6 = 57 requests by condition, of the 67 that the other two breakdowns count',
    found: ['parts-sum', 'domande misura emergenza abitativa per condizione casalasco 2021', '67', '57'],
  },
  {
    why: 'the thirteen projects listed are not the eighteen of the total: one row cannot be read',
    found: ['parts-sum', 'PUC presentati casalasco 2022-01', '18', '13'],
  },
  {
    why: '61 + 29 = 90 people, not 92',
    found: ['parts-sum', 'SIL persone in carico casalasco 2021-01/2021-07', '92', '90'],
  },
  {
    why: 'Italians and foreigners together differ from the residents of the same day in twelve comuni',
    found: ['identity', 'population oglio-po 2020', null, null],
  },
  {
    why: '547 homes of 1,221 are 44.8 %, not 48.8 %',
    found: ['share-count', 'alloggi pubblici e sociali quota oglio-po 2021-11-24', '48.8', '44.8'],
  },
  {
    why: '14 of 18 are 77.78 %: cut to 77.7, not rounded',
    found: ['share-count', 'minori in affido quota casalasco 2020', '77.7', '77.8'],
  },
  {
    why: '35 (61 less 26) of 61 are 57.38 %: cut to 57.3, not rounded',
    found: ['share-count', 'minori in educativa domiciliare quota viadanese 2020', '57.3', '57.4'],
  },
  {
    why: '48.8 + 55.2 = 104 %, though 547 + 674 are exactly the 1,221 homes',
    found: ['shares-hundred', 'alloggi pubblici e sociali quota oglio-po 2021-11-24', '104.0', '100'],
  },
  {
    why: 'the land is 694.31 km² in the text and 694.32 in the box',
    found: ['stated-twice', 'land-area oglio-po 2021', '694.31', '694.32'],
  },
  {
    why: '2,658 records in chapter 4 and 2,522 in chapter 5',
    found: ['stated-twice', 'cartelle sociali informatizzate aperte casalasco 2021', '2658', '2522'],
  },
  {
    why: '22 of 2020 and 39 of eighteen months make the 61 given for 2020',
    found: ['period-mismatch', 'assunzioni oglio-po 2020', '61', null],
  },
  {
    why: 'Martignana di Po has 1,044 males and 1,022 females in both years',
    found: ['equal-figures', 'population 019057 2021', null, null],
  },
  {
    why: 'the not chronic go from 34 of 732 to 247 of 998 in one year',
    found: ['series-break', 'ADI anziani assistiti casalasco 2019', '24.7', '4.6'],
  },
  {
    why: 'the not chronic go from 105 of 561 to 379 of 649, and back the year after',
    found: ['series-break', 'RSA anziani assistiti casalasco 2019', '58.4', '18.7'],
  },
  {
    why: 'level 1 goes from 4 of 87 to 27 of 82, in the same year as the other services',
    found: ['series-break', 'CDI anziani assistiti casalasco 2019', '32.9', '4.6'],
  },
  {
    why: 'the not chronic go from 70 of 764 to 163 of 488, and back the year after',
    found: ['series-break', 'cure intermedie anziani assistiti casalasco 2019', '33.4', '9.2'],
  },
  {
    why: 'fourteen of the seventeen comuni of the Casalasco are in the table',
    found: ['places-missing', 'RdC domande per comune casalasco 2022-01-20', '14', '17'],
  },
  {
    why: 'two reasons count people, one counts households',
    found: ['unit-change', 'Casa Paola motivi di accoglienza 019083 2020', null, null],
  },
  {
    why: '7 and 17 stand beside 14.34',
    found: ['decimals', 'DID per età quota casalasco 2020', null, null],
  },
];

for (const { why, found: expected } of TRUE_ERRORS) {
  test(`the demonstration: ${why}`, () => {
    assert.ok(
      found.some((one) => JSON.stringify(tell(one)) === JSON.stringify(expected)),
      `Not among:\n${found.map((one) => JSON.stringify(tell(one))).join('\n')}`,
    );
  });
}

test('nothing else is said of the demonstration: no false alarm', () => {
  const verified = new Set(TRUE_ERRORS.map((one) => JSON.stringify(one.found)));
  assert.deepEqual(
    found.map((one) => JSON.stringify(tell(one))).filter((one) => !verified.has(one)),
    [],
  );
});

test('figures that are right but look odd are left alone', () => {
  const silent = [
    // Several answers a person: far above a hundred, or above the total, in every year.
    'forme di violenza quota',
    'CSE frequentanti quota',
    'donne accolte dai centri D.i.Re quota',
    'centro antiviolenza segnalazioni per forma di violenza',
    // Classes of ages that the source leaves out.
    'assistiti strutture disabilità CDD',
    // "Escluse" beside "totale in carico": learnt from the other rows.
    'variazione DID',
  ];
  for (const variable of silent)
    assert.deepEqual(
      found.filter((one) => one.variable === variable),
      [],
      variable,
    );
});
