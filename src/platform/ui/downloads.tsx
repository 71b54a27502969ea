import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '#platform/i18n/messages.js';
import { Icon } from './icon.js';
import { uiText } from './ui.messages.js';

export interface Download {
  label: string;
  href: string;
  /** What is in it, its size, how long it takes. */
  note?: ComponentChildren;
}

/** What can be taken away from a page, folded under one button. */
export function DownloadMenu(props: { lang: Lang; files: readonly Download[]; label?: string }): VNode {
  return (
    <details class="trama-menu">
      <summary class="btn btn-outline-primary btn-sm">
        <Icon name="it-download" />
        {props.label ?? uiText(props.lang)('ui.download')}
      </summary>
      <ul>
        {props.files.map((file) => (
          <li key={file.href}>
            <a href={file.href} data-turbo="false">
              {file.label}
              {file.note ? <span class="trama-menu-note">{file.note}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
