import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCents } from '#platform/http/form.js';
import { typedEuro } from '#platform/i18n/format.js';
import { fc } from '#platform/properties.fixture.js';
import { nameColumns, readCents, readCount, readDay } from '../table/named-table.js';
import { refuseCommitment, refusePayment, refuseReversal } from './entry.rules.js';

const bounds = {
  plan: { startsOn: '2021-01-01', endsOn: '2023-12-31' },
  fund: { firstYear: 2021, lastYear: 2022, spendBy: null },
  today: '2024-06-01',
};

test('A commitment is refused outside its period, its fund’s years, and beyond its line without a reason', () => {
  const line = { allocatedCents: 100, committedCents: 40 };
  const codeOf = (entry: object, on = line) =>
    refuseCommitment(
      on,
      { committedCents: 60, committedOn: '2021-05-01', overLineReason: null, ...entry },
      bounds,
    )?.code ?? null;
  assert.equal(codeOf({}), null);
  assert.equal(codeOf({ committedCents: 0 }), 'spending.entry.nil');
  assert.equal(codeOf({ committedOn: '2020-12-31' }), 'spending.entry.outside-plan');
  assert.equal(codeOf({ committedOn: '2023-02-01' }), 'spending.entry.outside-fund');
  assert.equal(codeOf({ committedOn: '2024-06-02' }), 'spending.entry.future');
  assert.equal(codeOf({ committedCents: 61 }), 'spending.entry.over-line');
  assert.equal(codeOf({ committedCents: 61, overLineReason: 'economia' }), null);
  const unstated = { allocatedCents: null, committedCents: 0 } as never;
  assert.equal(codeOf({}, unstated), 'spending.entry.line-unstated');
});

test('A payment follows its commitment, stays within it, and comes in time', () => {
  const commitment = { netCents: 100, paidCents: 30, committedOn: '2023-12-20' };
  const codeOf = (entry: object, limits = bounds) =>
    refusePayment(commitment, { paidCents: 70, paidOn: '2024-01-10', ...entry }, limits)?.code ?? null;
  assert.equal(codeOf({}), null);
  assert.equal(codeOf({ paidCents: 71 }), 'spending.entry.over-commitment');
  assert.equal(codeOf({ paidCents: -1 }), 'spending.entry.nil');
  assert.equal(codeOf({ paidOn: '2023-12-19' }), 'spending.entry.before-commitment');
  assert.equal(
    codeOf({ paidOn: '2025-01-01' }, { ...bounds, today: '2025-02-01' }),
    'spending.entry.after-deadline',
  );
  assert.equal(
    codeOf({}, { ...bounds, fund: { ...bounds.fund, spendBy: '2024-01-05' } as never }),
    'spending.entry.after-deadline',
  );
});

test('However a ledger is entered, what is paid never exceeds what is committed, and neither falls below nil', () => {
  const act = fc.record({
    kind: fc.constantFrom('pay', 'reverse', 'takeBack'),
    cents: fc.integer({ min: -5, max: 60 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.array(act, { maxLength: 30 }), (whole, acts) => {
      let [net, paid] = [whole, 0];
      for (const { kind, cents } of acts) {
        const since = '2022-01-01';
        if (kind === 'pay') {
          const commitment = { netCents: net, paidCents: paid, committedOn: since };
          if (!refusePayment(commitment, { paidCents: cents, paidOn: '2022-02-02' }, bounds)) paid += cents;
        } else {
          const left = kind === 'reverse' ? net - paid : paid;
          if (refuseReversal({ cents: left, since }, { cents, on: '2022-03-03' }, bounds.today)) continue;
          if (kind === 'reverse') net -= cents;
          else paid -= cents;
        }
        assert.ok(paid >= 0 && paid <= net && net >= 0 && net <= whole);
      }
    }),
  );
});

test('Columns are known by their headings in any order; what is missing or twice is told', () => {
  const columns = [
    { key: 'fund', heading: 'Fonte', aliases: ['Fondo'], required: true },
    { key: 'amount', heading: 'Importo', required: true },
  ];
  const read = (rows: string[][]) =>
    nameColumns(
      rows.map((cells, at) => ({ line: at + 1, cells })),
      columns,
    );
  assert.deepEqual(
    read([
      ['IMPORTO (€)', 'x', 'fondo'],
      ['1', '2', "'=fna"],
    ]),
    {
      kind: 'read',
      unknown: ['x'],
      rows: [{ line: 2, cells: { fund: '=fna', amount: '1' } }],
    },
  );
  assert.deepEqual(read([['Fondo', 'Fonte']]), {
    kind: 'refused',
    missing: ['Importo'],
    repeated: ['Fonte'],
  });
});

test('A field shows a sum as it may be typed, with its thousands apart', () => {
  assert.equal(typedEuro(1_234_567), '12.345,67');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 }), (cents) => parseCents(typedEuro(cents)) === cents),
  );
});

test('Cells are read as Italians and spreadsheets write them', () => {
  assert.equal(readCents('€ 1.250,50'), 125_050);
  assert.equal(readCents('1250.5'), 125_050);
  assert.equal(readCents('-3'), -300);
  assert.equal(readCents('tanto'), undefined);
  assert.equal(readCents('1.234,567'), undefined, 'a third decimal is never rounded away');
  assert.equal(readCents('10.299999999999999'), 1030, 'what a spreadsheet leaves of its arithmetic');
  assert.equal(readCents('99999999999,99'), 9_999_999_999_999);
  assert.equal(readCents('999999999999'), undefined);
  assert.equal(readCount('1.250'), 1250);
  assert.equal(readCount('1,5'), undefined);
  for (const text of ['2022-03-12', '12/03/2022', '12.3.2022']) assert.equal(readDay(text), '2022-03-12');
  for (const text of ['31/02/2022', '2022', '12/13/2022']) assert.equal(readDay(text), undefined);
});
