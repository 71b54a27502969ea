import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { Facts, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { governanceText } from './governance.messages.js';
import { mayEdit, Objectives, PATHS, PLURALS, RecordActs, RecordRemoval } from './governance.parts.js';
import type { Tied } from './governance.types.js';

const WORDS = { network: 'rete', agreement: 'accordo', body: 'organismo' } as const;

/** The page of something that lies at a place: its facts with their source, and how to change or remove it. */
export function PlacedPage(props: {
  ctx: PageCtx;
  kind: keyof typeof WORDS;
  record: {
    id: string;
    code: string;
    placeName: string | null;
    within: readonly string[];
    source: string | null;
  };
  title: string;
  /** Its state, before everything else. */
  state?: ComponentChildren;
  facts: readonly { label: string; content: ComponentChildren }[];
  /** Objectives that name it; left out where none can, which then has no thread either. */
  objectives?: readonly Tied[];
  /** What other domains add. */
  parts?: readonly VNode[];
}): VNode {
  const { ctx, kind, record, title, objectives } = props;
  const word = WORDS[kind];
  const t = governanceText(ctx.lang);
  const path = `${PATHS[kind]}/${record.code}`;
  const isTheirs = mayEdit(ctx, record.within);
  return (
    <Shell
      ctx={ctx}
      door="network"
      kicker={[t(`governance.${kind}`), record.code, record.placeName].filter(Boolean).join(' · ')}
      title={title}
      crumbs={[
        { label: t('governance.title'), href: at(ctx, '/rete') },
        { label: t(`governance.${PLURALS[kind]}`), href: at(ctx, PATHS[kind]) },
        { label: record.code },
      ]}
      actions={
        <RecordActs
          ctx={ctx}
          path={path}
          mayEdit={isTheirs}
          {...(objectives ? { thread: { word, id: record.id } } : {})}
        />
      }
    >
      {props.state === undefined ? null : <p>{props.state}</p>}
      <Section title={t('governance.sheet')} id={word}>
        <Facts empty={t('governance.unsaid')} rows={props.facts} />
        {record.source ? (
          <SourceLine>{uiText(ctx.lang)('ui.source', { source: record.source })}</SourceLine>
        ) : null}
      </Section>
      {objectives ? <Objectives ctx={ctx} objectives={objectives} /> : null}
      {props.parts}
      <RecordRemoval ctx={ctx} path={path} mayEdit={isTheirs} text={t('governance.remove-text')} />
    </Shell>
  );
}
