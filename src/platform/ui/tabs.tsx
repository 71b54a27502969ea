import type { ComponentChildren, VNode } from 'preact';

export interface Tab {
  key: string;
  label: string;
  href: string;
  /** How many things are behind it, already written. */
  count?: ComponentChildren;
}

/** Parts of one thing, each at its own address: links, not a widget that needs JavaScript. */
export function Tabs(props: { label: string; tabs: readonly Tab[]; active: string }): VNode {
  return (
    <nav class="trama-tabs" aria-label={props.label}>
      <ul>
        {props.tabs.map((tab) => (
          <li key={tab.key}>
            <a href={tab.href} aria-current={tab.key === props.active ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="trama-tab-count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
