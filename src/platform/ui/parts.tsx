import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

/** A part of a page with a heading of its own; few boxes, so only where things must be held apart. */
export function Section(props: {
  title: ComponentChildren;
  id?: string;
  actions?: ComponentChildren;
  lead?: ComponentChildren;
  children: ComponentChildren;
  plain?: boolean;
  /** `late`: what is in it waits for somebody. */
  tone?: 'late';
}): VNode {
  const classes = ['trama-section', props.plain ? '' : 'trama-card', props.tone ? 'trama-section-late' : ''];
  return (
    <section
      class={classes.filter(Boolean).join(' ')}
      id={props.id}
      aria-labelledby={props.id ? `${props.id}-titolo` : undefined}
    >
      <div class="trama-section-head">
        <h2 id={props.id ? `${props.id}-titolo` : undefined}>{props.title}</h2>
        {props.actions ? <div class="trama-actions">{props.actions}</div> : null}
      </div>
      {props.lead ? <p class="trama-section-lead">{props.lead}</p> : null}
      {props.children}
    </section>
  );
}

/** What this is, why it matters, the first step. */
export function EmptyState(props: {
  title: string;
  text: ComponentChildren;
  action?: ComponentChildren;
}): VNode {
  return (
    <div class="trama-empty">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.action}
    </div>
  );
}

/** State by shape, word and colour. */
export function StateTag({
  tone,
  children,
}: {
  tone: 'good' | 'late' | 'calm' | 'off';
  children: ComponentChildren;
}): VNode {
  const shape = {
    good: 'M3 8l4 4 7-8',
    late: 'M8 2l7 12H1z',
    calm: 'M8 2a6 6 0 110 12A6 6 0 018 2z',
    off: 'M3 8h10',
  }[tone];
  return (
    <span class={`trama-state trama-state-${tone}`}>
      <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true" focusable="false">
        {tone === 'good' || tone === 'off' ? (
          <path d={shape} fill="none" stroke="currentColor" stroke-width="3" />
        ) : (
          <path d={shape} fill="currentColor" />
        )}
      </svg>
      {children}
    </span>
  );
}

/** Labels and contents, as on a sheet. Empty contents are said, not left out. */
export function Facts({
  rows,
  empty,
}: {
  rows: readonly { label: ComponentChildren; content: ComponentChildren }[];
  empty: string;
}): VNode {
  return (
    <dl class="trama-facts">
      {rows.map((row, index) => (
        <div key={String(index)}>
          <dt>{row.label}</dt>
          <dd>{isEmpty(row.content) ? <span class="trama-unsaid">{empty}</span> : row.content}</dd>
        </div>
      ))}
    </dl>
  );
}

function isEmpty(content: ComponentChildren): boolean {
  return (
    content === null ||
    content === undefined ||
    content === '' ||
    (Array.isArray(content) && content.length === 0)
  );
}

export function List({ items }: { items: readonly ComponentChildren[] }): VNode | null {
  if (items.length === 0) return null;
  return (
    <ul class="trama-list">
      {items.map((item, index) => (
        <li key={String(index)}>{item}</li>
      ))}
    </ul>
  );
}

/** A sentence that must be seen. */
export function Callout({
  tone,
  children,
}: {
  tone: 'info' | 'late' | 'good';
  children: ComponentChildren;
}): VNode {
  return <div class={`trama-callout trama-callout-${tone}`}>{children}</div>;
}

export function SourceLine({ children }: { children: ComponentChildren }): VNode {
  return <p class="trama-source">{children}</p>;
}

/** A big figure with its meaning. */
export function KeyFigure(props: {
  value: string;
  label: ComponentChildren;
  note?: ComponentChildren;
  href?: string;
}): VNode {
  return (
    <div class="trama-key-figure">
      <p class="trama-key-value">{props.href ? <a href={props.href}>{props.value}</a> : props.value}</p>
      <p class="trama-key-label">{props.label}</p>
      {props.note ? <p class="trama-key-note">{props.note}</p> : null}
    </div>
  );
}

/** Key figures in a row that wraps. */
export function KeyFigures({ children }: { children: ComponentChildren }): VNode {
  return <div class="trama-key-figures">{children}</div>;
}

/** Ways on from a page of entry: each with what is behind it. */
export function Doors(props: {
  doors: readonly { href: string; label: string; text: ComponentChildren }[];
}): VNode {
  return (
    <ul class="trama-doors">
      {props.doors.map((door) => (
        <li key={door.href}>
          <a href={door.href}>{door.label}</a>
          <p>{door.text}</p>
        </li>
      ))}
    </ul>
  );
}

export function ButtonLink(props: {
  href: string;
  children: ComponentChildren;
  kind?: 'primary' | 'outline-primary' | 'link';
  icon?: `it-${string}`;
  download?: boolean;
}): VNode {
  return (
    <a
      class={`btn btn-${props.kind ?? 'outline-primary'} btn-sm`}
      href={props.href}
      download={props.download}
      data-turbo={props.download ? 'false' : undefined}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </a>
  );
}
