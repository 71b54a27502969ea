import { z } from 'zod';
import { requireRole } from '#platform/http/context.js';
import { recordCode } from '#platform/http/form-rows.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { typedEuro } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { FundFormPage } from './fund.page.js';
import { fundingText } from './funding/funding.messages.js';
import { LineFormPage, type OpenedLine } from './line.page.js';
import { listPolicyAreas } from './plan-ref.sql.js';
import {
  addBudgetLines,
  addFunds,
  editBudgetLine,
  editFund,
  getFund,
  openLine,
  removeBudgetLine,
  removeFund,
} from './spending.actions.js';
import { spendingText } from './spending.messages.js';
import { linesPath } from './spending.parts.js';
import { planCode } from './spending.routes.js';
import { EDITORS } from './spending.rules.js';
import { FundForm, fundValues, LineForm, lineValues } from './spending.schema.js';
import { listFunds, listLineTargets } from './spending.sql.js';
import type { Fund } from './spending.types.js';

/** Addresses at which funds and budget lines are kept. */
export function registerSpendingEdits(server: Server): void {
  fundRoutes(server);
  lineRoutes(server);
}

function fundRoutes(server: Server): void {
  recordRoutes(server, {
    list: '/risorse/fondi',
    one: '/risorse/fondi/:fund',
    params: z.object({ fund: recordCode }),
    door: 'spending',
    editors: ['director'],
    crumbs: (ctx) => [{ label: spendingText(ctx.lang)('spending.funds'), href: at(ctx, '/risorse/fondi') }],
    open: async (ctx, { fund }) => {
      requireRole(ctx, ['director']);
      return getFund(ctx, fund);
    },
    nameOf: (fund: Fund) => fund.name,
    schema: FundForm,
    valuesOf: fundValues,
    blank: () => ({ kind: 'state', carryOver: 'unsaid' }),
    form: async (props) => (
      <FundFormPage {...props} areas={await listPolicyAreas(props.ctx.tx, props.ctx.lang)} />
    ),
    add: async (ctx, _, fields) => {
      const [code] = await addFunds(ctx, [{ ...fields, code: null }]);
      return `/risorse/fondi/${code}`;
    },
    edit: (ctx, { fund }, version, fields) => editFund(ctx, fund, version, fields),
    remove: (ctx, { fund }, version, reason) => removeFund(ctx, fund, version, reason),
    history: {
      table: 'spending.fund',
      labels: (ctx) => {
        const t = spendingText(ctx.lang);
        const f = fundingText(ctx.lang);
        return {
          name: t('spending.fund'),
          kind: t('spending.fund-kind'),
          eligible_uses: f('spending.fund.eligible-uses'),
          policy_areas: f('spending.fund.policy-areas'),
          first_year: f('spending.fund.first-year'),
          last_year: f('spending.fund.last-year'),
          spend_by: f('spending.fund.spend-by'),
          carry_over: f('spending.fund.carry-over'),
          carry_over_until: f('spending.fund.carry-over-until'),
          co_funding_hundredths: `${f('spending.fund.co-funding')} (%)`,
          note: t('spending.note'),
        };
      },
      write: async (ctx) => {
        const t = spendingText(ctx.lang);
        const f = fundingText(ctx.lang);
        return (column, value) => {
          if (column === 'kind') return t(`spending.kind.${value as Fund['kind']}`);
          if (column === 'carry_over') return f(`spending.fund.carry-over.${value as Fund['carryOver']}`);
          if (column === 'co_funding_hundredths' && value !== null)
            return String(Number(value) / 100).replace('.', ',');
          return undefined;
        };
      },
    },
    notices: { added: 'spending.fund-added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

function lineRoutes(server: Server): void {
  recordRoutes(server, {
    list: '/risorse/:plan/obiettivi/:objective',
    one: '/risorse/:plan/obiettivi/:objective/:line',
    params: z.object({ plan: planCode, objective: recordCode, line: z.uuid() }),
    door: 'spending',
    editors: EDITORS,
    crumbs: (ctx, { plan, objective }) => [
      { label: spendingText(ctx.lang)('spending.title'), href: at(ctx, `/risorse/${plan}`) },
      { label: objective, href: at(ctx, linesPath(plan, objective)) },
    ],
    open: async (ctx, params): Promise<OpenedLine> => {
      const { line, plan } = await openLine(ctx, params.plan, params.line);
      return { ...line, planCode: plan.code };
    },
    nameOf: (line: OpenedLine) => line.fundName,
    schema: LineForm,
    valuesOf: lineValues,
    blank: () => ({ stated: 'yes' }),
    form: async (props) => (
      <LineFormPage
        {...props}
        funds={await listFunds(props.ctx.tx)}
        targets={await listLineTargets(props.ctx.tx)}
        objective={props.record?.objectiveCode ?? objectiveOfPath(props.ctx.view.path)}
      />
    ),
    add: async (ctx, { plan = '', objective = '' }, fields) => {
      await addBudgetLines(ctx, plan, [{ ...fields, objective }]);
      return linesPath(plan, objective);
    },
    edit: (ctx, { plan, line }, version, fields) => editBudgetLine(ctx, plan, line, version, fields),
    remove: (ctx, { plan, line }, version, reason) => removeBudgetLine(ctx, plan, line, version, reason),
    after: ({ plan = '', objective = '' }) => linesPath(plan, objective),
    history: {
      table: 'spending.budget_line',
      labels: (ctx) => {
        const t = spendingText(ctx.lang);
        return {
          fund_id: t('spending.fund'),
          year: t('spending.year'),
          description: t('spending.description'),
          allocated_cents: `${t('spending.allocated')} (€)`,
          stated: t('spending.stated'),
          service_id: t('spending.service'),
          comune_id: t('spending.comune'),
          note: t('spending.note'),
        };
      },
      write: async (ctx) => {
        const names = new Map(
          [...(await listFunds(ctx.tx)), ...(await listLineTargets(ctx.tx))].map((one) => [one.id, one.name]),
        );
        return (column, value) => {
          if (column.endsWith('_id') && value !== null) return names.get(String(value)) ?? '';
          if (column === 'allocated_cents' && value !== null) return typedEuro(Number(value));
          return undefined;
        };
      },
    },
    notices: { added: 'spending.line-added', saved: 'spending.saved', removed: 'spending.removed' },
  });
}

/** The objective named in the address of the form for a new line. */
function objectiveOfPath(path: string): string {
  return decodeURIComponent(/\/obiettivi\/([^/]+)\//.exec(path)?.[1] ?? '');
}
