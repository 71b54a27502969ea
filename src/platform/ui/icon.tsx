import type { VNode } from 'preact';
import { asset } from '#platform/http/assets.js';

/** An icon of the design system's sprite. Decoration by default; with a `label` it speaks. */
export function Icon({
  name,
  label,
  size = 'sm',
}: {
  name: `it-${string}`;
  label?: string;
  size?: 'xs' | 'sm' | 'md';
}): VNode {
  return (
    <svg
      class={`icon icon-${size}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      focusable="false"
    >
      <use href={`${asset('images/sprites.svg')}#${name}`} />
    </svg>
  );
}
