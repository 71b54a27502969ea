import type { VNode } from 'preact';
import type { Choice } from './form.js';

/** The words that a list is searched for; stands in a FilterForm. */
export function SearchBox(props: { name: string; label: string; value: string | undefined }): VNode {
  return (
    <div class="trama-field">
      <label for={`filtro-${props.name}`}>{props.label}</label>
      <input
        type="search"
        class="form-control"
        id={`filtro-${props.name}`}
        name={props.name}
        value={props.value ?? ''}
        autocomplete="off"
      />
    </div>
  );
}

/** One choice among a few; the first, empty, asks for all. */
export function FilterSelect(props: {
  name: string;
  label: string;
  value: string | undefined;
  /** Those of one group stand together under its name. */
  choices: readonly (Choice & { group?: string })[];
  /** Words for "any"; no such choice when left out. */
  all?: string;
}): VNode {
  const option = (choice: Choice) => (
    <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
      {choice.label}
    </option>
  );
  return (
    <div class="trama-field">
      <label for={`filtro-${props.name}`}>{props.label}</label>
      <select class="form-select" id={`filtro-${props.name}`} name={props.name}>
        {props.all === undefined ? null : <option value="">{props.all}</option>}
        {[...Map.groupBy(props.choices, (choice) => choice.group)].map(([group, choices]) =>
          group === undefined ? (
            choices.map(option)
          ) : (
            <optgroup key={group} label={group}>
              {choices.map(option)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}
