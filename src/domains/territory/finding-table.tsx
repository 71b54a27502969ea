import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { StateTag } from '#platform/ui/parts.js';
import { type Column, DataTable } from '#platform/ui/table.js';
import type { Finding } from './finding.types.js';
import {
  adviceOf,
  labelOfExpected,
  sayDifference,
  sayFigure,
  sayFinding,
  titleOfFinding,
} from './finding.words.js';
import { qualityText } from './quality/quality.messages.js';
import { territoryText } from './territory.messages.js';

const TONES = { error: 'late', warning: 'calm', info: 'off' } as const;

/** Each finding as published figure, the other one, their difference, where, what to do, and what became of it. */
export function FindingsTable(props: {
  ctx: PageCtx;
  findings: readonly Finding[];
  chooses?: boolean;
}): VNode {
  const { ctx, findings } = props;
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  const columns: Column<Finding>[] = [
    {
      key: 'what',
      label: t('territory.quality.what'),
      heads: true,
      cell: (finding) => <What ctx={ctx} finding={finding} chooses={props.chooses ?? false} />,
    },
    {
      key: 'published',
      label: t('territory.quality.published'),
      kind: 'number',
      cell: (finding) => sayFigure(finding.published, finding, lang),
    },
    {
      key: 'expected',
      label: t('territory.quality.expected'),
      kind: 'number',
      cell: (finding) => <Expected ctx={ctx} finding={finding} />,
    },
    {
      key: 'difference',
      label: t('territory.quality.difference'),
      kind: 'number',
      cell: (finding) => sayDifference(finding, lang),
    },
    {
      key: 'advice',
      label: t('territory.quality.advice'),
      cell: (finding) => <span class="trama-finding-advice">{adviceOf(finding, lang)}</span>,
    },
    {
      key: 'severity',
      label: t('territory.quality.severity'),
      cell: (finding) => <SeverityAndState ctx={ctx} finding={finding} />,
    },
  ];
  return (
    <DataTable
      lang={lang}
      caption={t('territory.quality.caption')}
      captionHidden
      rows={findings}
      rowKey={(finding) => `${finding.rule}:${finding.code}`}
      empty={<p>{t('territory.quality.no-match')}</p>}
      columns={columns}
    />
  );
}

/** Of some rules the second figure is not a recomputed one: then it says what it is. */
function Expected({ ctx, finding }: { ctx: PageCtx; finding: Finding }): VNode | null {
  if (finding.expected === null) return null;
  const label = labelOfExpected(finding.rule);
  return (
    <>
      <strong>{sayFigure(finding.expected, finding, ctx.lang)}</strong>
      {label === 'quality.expected.recomputed' ? null : (
        <span class="trama-cell-note">{qualityText(ctx.lang)(label).toLowerCase()}</span>
      )}
    </>
  );
}

function What({ ctx, finding, chooses }: { ctx: PageCtx; finding: Finding; chooses: boolean }): VNode {
  const { lang } = ctx;
  const title = titleOfFinding(finding, lang);
  const where = finding.datasetTitle ?? finding.location;
  return (
    <div class="trama-finding">
      {chooses && finding.state === 'open' ? (
        <input
          type="checkbox"
          class="form-check-input"
          name="rilievo"
          value={finding.id}
          aria-label={territoryText(lang)('territory.quality.pick', { name: title })}
        />
      ) : null}
      <div>
        <a href={at(ctx, `/qualita/${encodeURIComponent(finding.code)}`)}>{title}</a>
        {finding.rule === 'published-total' ? null : (
          <span class="trama-finding-said">{sayFinding(finding, lang)}</span>
        )}
        <span class="trama-cell-note">{[finding.placeName, where].filter(Boolean).join(' · ')}</span>
      </div>
    </div>
  );
}

/** How grave, and what became of it, by shape and word. */
export function SeverityAndState({ ctx, finding }: { ctx: PageCtx; finding: Finding }): VNode {
  const t = territoryText(ctx.lang);
  if (finding.state === 'corrected' || finding.state === 'lapsed')
    return (
      <StateTag tone={finding.state === 'corrected' ? 'good' : 'off'}>
        {finding.closedByEdition === null
          ? t(`territory.state.${finding.state}`)
          : t('territory.state.corrected-by', { edition: finding.closedByEdition })}
      </StateTag>
    );
  return (
    <>
      <StateTag tone={TONES[finding.severity]}>{t(`territory.severity.${finding.severity}`)}</StateTag>
      {finding.state === 'explained' ? (
        <span class="trama-cell-note">{t('territory.quality.explained-one')}</span>
      ) : null}
    </>
  );
}
