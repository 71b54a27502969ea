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
  choices: readonly Choice[];
  /** Words for "any"; no such choice when left out. */
  all?: string;
}): VNode {
  return (
    <div class="trama-field">
      <label for={`filtro-${props.name}`}>{props.label}</label>
      <select class="form-select" id={`filtro-${props.name}`} name={props.name}>
        {props.all === undefined ? null : <option value="">{props.all}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
