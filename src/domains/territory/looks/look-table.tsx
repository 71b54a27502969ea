import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatMeasure, formatUnavailable } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Section } from '#platform/ui/parts.js';
import { type Column, DataTable } from '#platform/ui/table.js';
import { CellBar, rangeOf } from '../cell-bar.js';
import { lookText } from './look.messages.js';
import { tableOf } from './look.table.js';
import type { Look, LookColumn, LookRow } from './look.types.js';

/** More years than this make a table wider than the page. */
const MOST_COLUMNS = 6;

/** Every figure of the picture, for who reads rather than looks; the same that the files give. */
export function LookTableSection({ ctx, look }: { ctx: PageCtx; look: Look }): VNode {
  const t = lookText(ctx.lang);
  const { choice, reference, scale } = look;
  const { caption, columns, rows, foot } = tableOf(look, ctx.lang);
  const isRanking = choice.kind === 'map' || choice.kind === 'bars';
  const last = columns.length - 2;
  const range = rangeOf(rows.map((row) => numberOf(row.cells[last])));
  const shown: Column<LookRow>[] = columns.map((column, index): Column<LookRow> => {
    const name = { key: String(index), label: headOf(column, isRanking) };
    if (index === 0)
      return {
        ...name,
        heads: true,
        cell: (row) =>
          choice.kind === 'pyramid' ? (
            <span class="trama-nowrap">{row.name}</span>
          ) : (
            <a href={at(ctx, `/profilo/${row.code}`)}>{row.name}</a>
          ),
      };
    const isValue = isRanking && index === last + 1;
    return { ...name, kind: 'number', cell: (row) => sayCell(ctx, column, row, index - 1, isValue) };
  });
  if (isRanking)
    shown.push({
      key: 'bar',
      label: <span class="visually-hidden">{t('territory.look.table.bar')}</span>,
      cell: (row) => {
        const value = numberOf(row.cells[last]);
        const fill = scale.classes[scale.classOf(value)]?.fill;
        return (
          <CellBar value={value} range={range} mark={reference?.value ?? null} {...(fill ? { fill } : {})} />
        );
      },
    });
  return (
    <Section
      id="tabella"
      title={t(titleKey(look))}
      {...(isRanking ? { lead: t('territory.look.table.lead') } : {})}
    >
      <div class="trama-look-table">
        <DataTable
          lang={ctx.lang}
          caption={caption}
          captionHidden
          rows={rows}
          rowKey={(row) => row.code}
          columns={shown}
          wide={columns.length > MOST_COLUMNS}
          staysTable
          foot={foot.map((row) => [
            row.name,
            ...columns
              .slice(1)
              .map((column, index) => sayCell(ctx, column, row, index, isRanking && index === last)),
            ...(isRanking ? [''] : []),
          ])}
        />
      </div>
    </Section>
  );
}

/** A long unit is said once, over its column; %, ‰ and € stay beside each figure. */
function isLong(unit: string): boolean {
  return unit.length > 2;
}

function headOf({ label, measure }: LookColumn, isRanking: boolean): string {
  return isRanking && measure && isLong(measure.unit) ? `${label} (${measure.unit})` : label;
}

function titleKey({ choice }: Look) {
  switch (choice.kind) {
    case 'pyramid':
      return 'territory.look.table.ages' as const;
    case 'series':
    case 'panels':
    case 'table':
      return 'territory.look.table.years' as const;
    default:
      return `territory.look.table.${choice.level}` as const;
  }
}

function numberOf(cell: number | string | null | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

function sayCell(
  ctx: PageCtx,
  column: LookColumn,
  row: LookRow,
  index: number,
  isValue: boolean,
): ComponentChildren {
  const cell = row.cells[index] ?? null;
  if (typeof cell === 'string') return cell;
  if (cell === null) return isValue && row.note !== null ? row.note : formatUnavailable(ctx.lang);
  const { unit = '', decimals = 0 } = column.measure ?? {};
  const text = formatMeasure(cell, isValue && isLong(unit) ? '' : unit, { decimals, lang: ctx.lang });
  return isValue ? <strong>{text}</strong> : text;
}
