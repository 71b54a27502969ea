import type { VNode } from 'preact';
import { formatNumber, type Lang } from '../i18n/format.js';

/** One step of the thread: needs, objective, actions, money, indicators, outcomes. */
export type ThreadStep = {
  label: string;
  /** How many there are; null on the step that is the page itself. */
  count: number | null;
  /** One short sentence: "3 con dati, 2 dai tavoli", "scheda da aprire". */
  sentence: string;
  href?: string;
  /** `missing`: nothing there yet and there should be. `current`: the page itself. */
  state?: 'present' | 'missing' | 'current';
};

export type ThreadBandProps = {
  /** What the band is, for those who hear it: "Il filo dell’obiettivo CAS-2". */
  title: string;
  steps: readonly ThreadStep[];
  lang?: Lang;
};

/** Smaller figures for what would touch its circle, by how many they are. */
const SIZES: Readonly<Record<number, string>> = { 1: '', 2: '', 3: ' trama-thread-wide' };

const MISSING = { it: 'da completare', en: 'missing' };

/**
 * The signature of every sheet: what the thing rests on and what follows from it, as circles on one line; a list from
 * top to bottom on the phone. An ordered list, since the order is the meaning. A missing step is dashed, in the colour
 * of lateness, and says so in words. Its look is in `src/client/css/thread.css`.
 */
export function ThreadBand({ title, steps, lang = 'it' }: ThreadBandProps): VNode {
  return (
    <nav class="trama-thread" aria-label={title}>
      <ol class="trama-thread-steps">
        {steps.map((step) => (
          <Step key={step.label} step={step} lang={lang} />
        ))}
      </ol>
    </nav>
  );
}

function Step({ step, lang }: { step: ThreadStep; lang: Lang }): VNode {
  const state = step.state ?? 'present';
  const count = state === 'missing' ? '–' : step.count === null ? '●' : formatNumber(step.count, { lang });
  const body = (
    <>
      <span
        class={`trama-thread-knot${SIZES[count.length] ?? ' trama-thread-long'}`}
        aria-hidden={step.count === null || state === 'missing' ? 'true' : undefined}
      >
        {count}
      </span>
      <span class="trama-thread-words">
        <span class="trama-thread-label">{step.label}</span>
        {state === 'missing' ? <span class="visually-hidden">: {MISSING[lang]}</span> : null}
        <span class="trama-thread-sentence">{step.sentence}</span>
      </span>
    </>
  );
  return (
    <li
      class={`trama-thread-step trama-thread-${state}`}
      {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
    >
      {step.href === undefined ? (
        <span class="trama-thread-body">{body}</span>
      ) : (
        <a class="trama-thread-body" href={step.href}>
          {body}
        </a>
      )}
    </li>
  );
}
