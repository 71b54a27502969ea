import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatPercent } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ButtonLink, Callout, Facts, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { spendingText } from '../spending.messages.js';
import { euro, linesPath, mayEditFunds } from '../spending.parts.js';
import { sumLines } from '../spending.rules.js';
import type { BudgetLine, Fund, PlanRef } from '../spending.types.js';
import { AllocationList } from './allocation.page.js';
import { FundYearTable } from './fund-year.page.js';
import type { FundFinding } from './fund-year.rules.js';
import type { Allocation, Assignment, CarryOver, FundYear, Share } from './fund-year.types.js';
import { fundingText } from './funding.messages.js';

export interface FundSheetProps {
  ctx: PageCtx;
  fund: Fund;
  plan: PlanRef | null;
  lines: readonly BudgetLine[];
  years: readonly FundYear[];
  findings: readonly FundFinding[];
  assignments: readonly Assignment[];
  carryOvers: readonly CarryOver[];
  allocations: readonly Allocation[];
  shares: readonly (Share & { allocationId: string })[];
  /** Names of the guideline's policy areas. */
  areas: readonly { code: string; name: string }[];
}

/** One fund: its rules, its years, what is wrong, the acts behind the sums, the comuni's shares, its lines. */
export function FundSheetPage(props: FundSheetProps): VNode {
  const { ctx, fund } = props;
  const t = spendingText(ctx.lang);
  const path = `/risorse/fondi/${fund.code}`;
  const edits = mayEditFunds(ctx);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={t('spending.fund')}
      title={fund.name}
      crumbs={[{ label: t('spending.funds'), href: at(ctx, '/risorse/fondi') }, { label: fund.name }]}
      actions={
        <>
          {edits ? (
            <>
              <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
                {t('spending.edit')}
              </ButtonLink>
              <ButtonLink href={at(ctx, `${path}/storia`)}>{t('spending.history')}</ButtonLink>
            </>
          ) : null}
          <ThreadLink ctx={ctx} word="fondo" id={fund.id} />
        </>
      }
    >
      <Findings {...props} />
      <Rules {...props} />
      <FundYearTable ctx={ctx} years={props.years} />
      <Acts {...props} path={path} edits={edits} />
      <AllocationList {...props} path={path} edits={edits} />
      <Lines {...props} />
      {edits ? (
        <DangerZone
          title={t('spending.remove')}
          consequence={t('spending.remove-fund-text')}
          act={<ButtonLink href={at(ctx, `${path}/rimuovi`)}>{t('spending.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

function Findings({ ctx, findings }: FundSheetProps): VNode | null {
  if (findings.length === 0) return null;
  const [only] = findings;
  return (
    <Callout tone="late">
      {findings.length === 1 && only ? (
        writeFinding(ctx, only)
      ) : (
        <List items={findings.map((finding) => writeFinding(ctx, finding))} />
      )}
    </Callout>
  );
}

function writeFinding(ctx: PageCtx, finding: FundFinding): string {
  const t = fundingText(ctx.lang);
  return t(`spending.fund.finding.${finding.kind}`, {
    year: 'year' in finding ? String(finding.year) : '',
    amount: 'cents' in finding ? euro(ctx, finding.cents) : '',
    on: 'on' in finding ? formatDate(finding.on, { lang: ctx.lang }) : '',
    objective: 'objective' in finding ? finding.objective : '',
    share: 'hundredths' in finding ? formatPercent(finding.hundredths / 100, { lang: ctx.lang }) : '',
  });
}

function Rules({ ctx, fund, areas }: FundSheetProps): VNode {
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const names = new Map(areas.map((area) => [area.code, `${area.code} ${area.name}`]));
  return (
    <Facts
      empty={t('spending.unsaid')}
      rows={[
        { label: t('spending.fund-kind'), content: t(`spending.kind.${fund.kind}`) },
        { label: f('spending.fund.eligible-uses'), content: fund.eligibleUses },
        {
          label: f('spending.fund.policy-areas'),
          content:
            fund.policyAreas.length === 0
              ? f('spending.fund.every-area')
              : fund.policyAreas.map((code) => names.get(code) ?? code).join(', '),
        },
        { label: f('spending.fund.years'), content: writeYears(ctx, fund) },
        {
          label: f('spending.fund.spend-by'),
          content: fund.spendBy && formatDate(fund.spendBy, { lang: ctx.lang }),
        },
        { label: f('spending.fund.carry-over'), content: writeCarryOver(ctx, fund) },
        {
          label: f('spending.fund.co-funding'),
          content:
            fund.coFundingHundredths === null
              ? null
              : f('spending.fund.co-funding-share', {
                  share: formatPercent(fund.coFundingHundredths / 100, { lang: ctx.lang }),
                }),
        },
        { label: t('spending.note'), content: fund.note },
      ]}
    />
  );
}

function writeYears(ctx: PageCtx, { firstYear, lastYear }: Fund): string | null {
  const f = fundingText(ctx.lang);
  const [from, to] = [String(firstYear ?? ''), String(lastYear ?? '')];
  if (firstYear !== null && lastYear !== null) return f('spending.fund.years-span', { from, to });
  if (firstYear !== null) return f('spending.fund.years-from', { from });
  return lastYear === null ? null : f('spending.fund.years-to', { to });
}

function writeCarryOver(ctx: PageCtx, fund: Fund): string | null {
  const f = fundingText(ctx.lang);
  if (fund.carryOver === 'unsaid') return null;
  if (fund.carryOver === 'refused' || fund.carryOverUntil === null)
    return f(`spending.fund.carry-over.${fund.carryOver}`);
  return f('spending.fund.carry-over-allowed-until', {
    until: formatDate(fund.carryOverUntil, { lang: ctx.lang }),
  });
}

/** The acts behind the sums: what was assigned, what was carried over. */
function Acts(props: FundSheetProps & { path: string; edits: boolean }): VNode {
  const { ctx, path, edits } = props;
  const f = fundingText(ctx.lang);
  const t = spendingText(ctx.lang);
  const acts = (base: string) => ({
    key: 'acts',
    label: <span class="visually-hidden">{t('spending.edit')}</span>,
    cell: (one: { id: string }) => (
      <span class="trama-row-acts">
        <a href={at(ctx, `${path}/${base}/${one.id}/modifica`)}>{t('spending.edit')}</a> ·{' '}
        <a href={at(ctx, `${path}/${base}/${one.id}/storia`)}>{t('spending.history')}</a> ·{' '}
        <a href={at(ctx, `${path}/${base}/${one.id}/rimuovi`)}>{t('spending.remove')}</a>
      </span>
    ),
  });
  const act = {
    key: 'act',
    label: f('spending.act'),
    cell: (one: { actNumber: string; actOn: string; note: string | null }) => (
      <>
        {f('spending.act-words', {
          number: one.actNumber,
          on: formatDate(one.actOn, { lang: ctx.lang }),
        })}
        {one.note ? <span class="trama-row-note">{one.note}</span> : null}
      </>
    ),
  };
  return (
    <>
      {edits || props.assignments.length > 0 ? (
        <Section
          title={f('spending.assignments')}
          id="assegnazioni"
          actions={
            edits ? (
              <ButtonLink href={at(ctx, `${path}/assegnazioni/nuovo`)}>
                {f('spending.assignment.new')}
              </ButtonLink>
            ) : null
          }
        >
          <DataTable
            lang={ctx.lang}
            caption={f('spending.assignments')}
            captionHidden
            rows={props.assignments}
            rowKey={(one) => one.id}
            empty={<p>{f('spending.assignment.none')}</p>}
            columns={[
              { key: 'year', label: t('spending.year'), heads: true, cell: (one) => one.year },
              act,
              {
                key: 'assigned',
                label: f('spending.fund.assigned'),
                kind: 'number',
                cell: (one) => euro(ctx, one.assignedCents),
              },
              ...(edits ? [acts('assegnazioni')] : []),
            ]}
          />
        </Section>
      ) : null}
      {(edits && props.fund.carryOver === 'allowed') || props.carryOvers.length > 0 ? (
        <Section
          title={f('spending.carry-overs')}
          id="riporti"
          actions={
            edits && props.fund.carryOver === 'allowed' ? (
              <ButtonLink href={at(ctx, `${path}/riporti/nuovo`)}>{f('spending.carry-over.new')}</ButtonLink>
            ) : null
          }
        >
          <DataTable
            lang={ctx.lang}
            caption={f('spending.carry-overs')}
            captionHidden
            rows={props.carryOvers}
            rowKey={(one) => one.id}
            empty={<p>{f('spending.carry-over.none')}</p>}
            columns={[
              {
                key: 'year',
                label: t('spending.year'),
                heads: true,
                cell: (one) => `${one.year} → ${one.year + 1}`,
              },
              act,
              {
                key: 'carried',
                label: f('spending.amount'),
                kind: 'number',
                cell: (one) => euro(ctx, one.carriedCents),
              },
              ...(edits ? [acts('riporti')] : []),
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}

function Lines({ ctx, plan, lines }: FundSheetProps): VNode {
  const t = spendingText(ctx.lang);
  return (
    <Section title={plan ? plan.title : t('spending.lines')} id="righe">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.lines')}
        captionHidden
        rows={lines}
        rowKey={(line) => line.id}
        empty={<p>{t('spending.money-none')}</p>}
        columns={[
          {
            key: 'objective',
            label: t('spending.objective'),
            heads: true,
            cell: (line) => (
              <a href={at(ctx, linesPath(plan?.code ?? '', line.objectiveCode))}>
                {line.objectiveCode} {line.objectiveTitle}
              </a>
            ),
          },
          {
            key: 'description',
            label: t('spending.description'),
            cell: (line) => [line.description, line.note].filter(Boolean).join(' ') || '—',
          },
          { key: 'year', label: t('spending.year'), cell: (line) => line.year ?? t('spending.once') },
          {
            key: 'allocated',
            label: t('spending.allocated'),
            kind: 'number',
            cell: (line) => (line.allocatedCents === null ? '—' : euro(ctx, line.allocatedCents)),
          },
        ]}
        foot={lines.length > 1 ? [[t('spending.total'), '', '', euro(ctx, sumLines(lines).total)]] : []}
      />
    </Section>
  );
}
