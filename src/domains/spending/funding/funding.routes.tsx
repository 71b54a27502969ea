import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { recordCode } from '#platform/http/form-rows.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { civilDay, typedEuro } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import type { Crumb } from '#platform/ui/shell.js';
import { findPlanRef, listPolicyAreas } from '../plan-ref.sql.js';
import { getFund } from '../spending.actions.js';
import { spendingText } from '../spending.messages.js';
import { seesDrafts } from '../spending.parts.js';
import { listFundLines } from '../spending.sql.js';
import type { Fund } from '../spending.types.js';
import {
  addAllocation,
  editAllocation,
  listComuni,
  openAllocation,
  removeAllocation,
} from './allocation.actions.js';
import { AllocationFormPage, AllocationPage, type OpenedAllocation } from './allocation.page.js';
import { findAllocation, listAllocations, listShares } from './allocation.sql.js';
import { FundSheetPage } from './fund-sheet.page.js';
import { assignmentActs, carryOverActs, readFundYears } from './fund-year.actions.js';
import {
  AssignmentFormPage,
  CarryOverFormPage,
  type OpenedAssignment,
  type OpenedCarryOver,
} from './fund-year.page.js';
import { findFundProblems } from './fund-year.rules.js';
import { listFundedObjectives } from './fund-year.sql.js';
import { fundingText } from './funding.messages.js';
import {
  AllocationForm,
  AssignmentForm,
  allocationValues,
  assignmentValues,
  CarryOverForm,
  carryOverValues,
  gatherShares,
} from './funding.schema.js';

const FUND = '/risorse/fondi/:fund';
const open = { face: 'both', audience: 'public' } as const;

/** A fund's page, its years and acts, its shares. */
export function registerFunding(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  ambitoPage(server, {
    ...open,
    path: FUND,
    params: z.object({ fund: recordCode }),
    handle: async (ctx, { params }) => {
      const fund = await getFund(ctx, params.fund);
      const drafts = seesDrafts(ctx);
      const memory = await memoryOf(ctx, fund.id);
      const { years, funded, ...read } = await memory.recall(drafts ? 'with drafts' : 'public', () =>
        readFund(ctx, fund, drafts),
      );
      return page(
        <FundSheetPage
          ctx={ctx}
          fund={fund}
          {...read}
          years={years}
          findings={findFundProblems(fund, years, civilDay(ctx.now), funded)}
          areas={fund.policyAreas.length === 0 ? [] : await listPolicyAreas(ctx.tx, ctx.lang)}
        />,
      );
    },
  });
  assignments(server);
  carryOvers(server);
  allocations(server);
  allocationPages(server);
}

/** What a fund gives and gave, by plan and year. @param drafts also what the public does not see yet */
async function readFund(ctx: PageCtx, fund: Fund, drafts: boolean) {
  const plan = (await findPlanRef(ctx.tx, null, drafts)) ?? null;
  const allocations = await listAllocations(ctx.tx, fund.id);
  return {
    plan,
    lines: plan ? await listFundLines(ctx.tx, plan.id, fund.id) : [],
    ...(await readFundYears(ctx, fund.id, drafts)),
    funded: plan ? await listFundedObjectives(ctx.tx, plan.id, fund.id) : [],
    allocations,
    shares: await listShares(
      ctx.tx,
      allocations.map(({ id }) => id),
    ),
  };
}

const crumbs = (ctx: PageCtx, { fund }: { fund: string }): Crumb[] => [
  { label: spendingText(ctx.lang)('spending.funds'), href: at(ctx, '/risorse/fondi') },
  { label: fund, href: at(ctx, `/risorse/fondi/${fund}`) },
];

const common = {
  door: 'spending',
  editors: ['director'],
  crumbs,
  after: ({ fund }: { fund?: string }) => `/risorse/fondi/${fund}`,
} as const;

/** Columns of the history of an act with a sum. */
const actLabels = (ctx: PageCtx, sum: string, label: string) => {
  const f = fundingText(ctx.lang);
  const t = spendingText(ctx.lang);
  return {
    year: t('spending.year'),
    [sum]: `${label} (€)`,
    act_number: f('spending.act-number'),
    act_on: f('spending.act-on'),
    note: t('spending.note'),
  };
};
const writeCents = async () => (column: string, value: unknown) =>
  column.endsWith('_cents') && value !== null ? typedEuro(Number(value)) : undefined;

function assignments(server: Server): void {
  recordRoutes(server, {
    ...common,
    list: `${FUND}/assegnazioni`,
    one: `${FUND}/assegnazioni/:assignment`,
    params: z.object({ fund: recordCode, assignment: z.uuid() }),
    open: async (ctx, params): Promise<OpenedAssignment> => {
      const { fund, act } = await assignmentActs.open(ctx, params.fund, params.assignment);
      return { ...act, fundName: fund.name };
    },
    nameOf: (one: OpenedAssignment) => `${one.fundName} ${one.year}`,
    schema: AssignmentForm,
    valuesOf: assignmentValues,
    blank: () => ({}),
    form: (props) => <AssignmentFormPage {...props} />,
    add: async (ctx, { fund = '' }, fields) => {
      await assignmentActs.add(ctx, fund, fields);
      return `/risorse/fondi/${fund}#assegnazioni`;
    },
    edit: (ctx, { fund, assignment }, version, fields) =>
      assignmentActs.edit(ctx, fund, assignment, version, fields),
    remove: (ctx, { fund, assignment }, version, reason) =>
      assignmentActs.remove(ctx, fund, assignment, version, reason),
    history: {
      table: 'spending.fund_assignment',
      labels: (ctx) => actLabels(ctx, 'assigned_cents', fundingText(ctx.lang)('spending.fund.assigned')),
      write: writeCents,
    },
    notices: { added: 'spending.assignment.added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

function carryOvers(server: Server): void {
  recordRoutes(server, {
    ...common,
    list: `${FUND}/riporti`,
    one: `${FUND}/riporti/:carryOver`,
    params: z.object({ fund: recordCode, carryOver: z.uuid() }),
    open: async (ctx, params): Promise<OpenedCarryOver> => {
      const { fund, act } = await carryOverActs.open(ctx, params.fund, params.carryOver);
      return { ...act, fundName: fund.name };
    },
    nameOf: (one: OpenedCarryOver) => `${one.fundName} ${one.year} → ${one.year + 1}`,
    schema: CarryOverForm,
    valuesOf: carryOverValues,
    blank: () => ({}),
    form: (props) => <CarryOverFormPage {...props} />,
    add: async (ctx, { fund = '' }, fields) => {
      await carryOverActs.add(ctx, fund, fields);
      return `/risorse/fondi/${fund}#riporti`;
    },
    edit: (ctx, { fund, carryOver }, version, fields) =>
      carryOverActs.edit(ctx, fund, carryOver, version, fields),
    remove: (ctx, { fund, carryOver }, version, reason) =>
      carryOverActs.remove(ctx, fund, carryOver, version, reason),
    history: {
      table: 'spending.carry_over',
      labels: (ctx) => actLabels(ctx, 'carried_cents', fundingText(ctx.lang)('spending.amount')),
      write: writeCents,
    },
    notices: { added: 'spending.carry-over.added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

function allocations(server: Server): void {
  recordRoutes(server, {
    ...common,
    list: `${FUND}/riparti`,
    one: `${FUND}/riparti/:allocation`,
    params: z.object({ fund: recordCode, allocation: z.uuid() }),
    open: async (ctx, params): Promise<OpenedAllocation> => {
      const { fund, allocation, shares } = await openAllocation(ctx, params.fund, params.allocation);
      return { ...allocation, fundName: fund.name, shares };
    },
    nameOf: (one: OpenedAllocation) => `${one.fundName} ${one.year}`,
    schema: AllocationForm,
    prepare: gatherShares,
    valuesOf: allocationValues,
    blank: () => ({ basis: 'population' }),
    form: async (props) => <AllocationFormPage {...props} comuni={await listComuni(props.ctx)} />,
    add: async (ctx, { fund = '' }, { fields, typed }) =>
      `/risorse/fondi/${fund}/riparti/${await addAllocation(ctx, fund, fields, typed)}`,
    edit: (ctx, { fund, allocation }, version, { fields, typed }) =>
      editAllocation(ctx, fund, allocation, version, fields, typed),
    remove: (ctx, { fund, allocation }, version, reason) =>
      removeAllocation(ctx, fund, allocation, version, reason),
    history: {
      table: 'spending.fund_allocation',
      hasParts: true,
      labels: (ctx) => ({
        ...actLabels(ctx, 'total_cents', fundingText(ctx.lang)('spending.allocation.total')),
        basis: fundingText(ctx.lang)('spending.allocation.basis'),
        shares: fundingText(ctx.lang)('spending.allocation.share'),
      }),
      write: async (ctx) => {
        const cents = await writeCents();
        return (column, value) =>
          column === 'basis'
            ? fundingText(ctx.lang)(`spending.allocation.basis.${value as 'hand'}`)
            : cents(column, value);
      },
    },
    notices: { added: 'spending.allocation.added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

function allocationPages(server: Server): void {
  const params = z.object({ fund: recordCode, allocation: z.uuid() });
  const read = async (ctx: PageCtx, given: z.output<typeof params>) => {
    const fund = await getFund(ctx, given.fund);
    const allocation = await findAllocation(ctx.tx, fund.id, given.allocation);
    if (!allocation) throw new Absent('allocation');
    return { fund, allocation, shares: await listShares(ctx.tx, [allocation.id]) };
  };
  ambitoPage(server, {
    ...open,
    path: `${FUND}/riparti/:allocation`,
    params,
    handle: async (ctx, input) => page(<AllocationPage ctx={ctx} {...(await read(ctx, input.params))} />),
  });
  ambitoPage(server, {
    ...open,
    path: `${FUND}/riparti/:allocation/riparto.csv`,
    params,
    handle: async (ctx, input) => {
      const { fund, allocation, shares } = await read(ctx, input.params);
      const f = fundingText(ctx.lang);
      return csvFile(
        `riparto-${fund.code}-${allocation.year}.csv`,
        [
          'ISTAT',
          f('spending.allocation.comune'),
          f('spending.allocation.formula'),
          `${f('spending.allocation.share')} (€)`,
        ],
        shares.map((share) => [
          share.comune,
          share.name,
          share.weightThousandths === null ? null : share.weightThousandths / 1_000,
          share.shareCents / 100,
        ]),
      );
    },
  });
}
