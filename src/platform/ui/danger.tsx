import type { ComponentChildren, VNode } from 'preact';

/** An act that takes something away: far from the page's other acts, with its consequence in words before its button. */
export function DangerZone(props: {
  title: string;
  consequence: ComponentChildren;
  /** Link to the page that asks for the reason, or the button itself. */
  act: ComponentChildren;
}): VNode {
  return (
    <section class="trama-danger">
      <h2>{props.title}</h2>
      <p>{props.consequence}</p>
      {props.act}
    </section>
  );
}
