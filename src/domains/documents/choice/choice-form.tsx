import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '#platform/i18n/messages.js';
import { choiceText } from './choice.messages.js';

/** Around a list whose rows can be ticked: what is ticked, or else what the filters leave, is printed as one file. */
export function ChoiceForm(props: {
  lang: Lang;
  /** Address of the list: the page of the choice is below it. */
  path: string;
  /** The list's filters, which go with the ticks. */
  filters: Readonly<Record<string, string | undefined>>;
  /** How many sheets the filters leave, on all pages of the list. */
  count: number;
  children: ComponentChildren;
}): VNode {
  const t = choiceText(props.lang);
  if (props.count === 0) return <>{props.children}</>;
  return (
    <form method="get" action={`${props.path}/stampa`} class="trama-choose">
      {Object.entries(props.filters).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      {props.children}
      <div class="trama-choose-foot">
        <button type="submit" class="btn btn-outline-primary btn-sm">
          {t('documents.choice.print')}
        </button>
        <p>{t('documents.choice.hint', { count: props.count })}</p>
      </div>
    </form>
  );
}

/** The box of one row: a target of its own beside the link to the sheet. */
export function ChoiceTick({ lang, code, name }: { lang: Lang; code: string; name: string }): VNode {
  return (
    <label class="trama-choose-tick">
      <input type="checkbox" name="scheda" value={code} />
      <span class="visually-hidden">{choiceText(lang)('documents.choice.tick', { name })}</span>
    </label>
  );
}
