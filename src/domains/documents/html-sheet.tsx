import type { JSX } from 'preact';
import type { Field, FieldContent } from './documents.types.js';
import { HtmlSheetTable } from './html-table.js';
import { HtmlList, HtmlRuns } from './html-text.js';
import type { NumberedDocument, NumberedSheet } from './number.js';

type Properties = { sheet: NumberedSheet; numbered: NumberedDocument };

/** A form as a list of labels and contents; fields that hold a table take the whole width. */
export function HtmlSheet({ sheet, numbered }: Properties): JSX.Element {
  const titleId = `${sheet.anchor}-title`;
  return (
    <section class="doc-sheet" id={sheet.anchor} aria-labelledby={titleId}>
      <p class="doc-sheet-title" id={titleId}>
        {sheet.code && <span class="doc-sheet-code">{sheet.code} </span>}
        {sheet.title}
      </p>
      {sheet.sections.map((section, sectionIndex) => (
        <>
          {section.title && <p class="doc-sheet-section">{section.title}</p>}
          <dl>
            {section.fields.map((field, index) => (
              <HtmlField
                field={field}
                numbered={numbered}
                prefix={`${sheet.anchor}-${sectionIndex + 1}-${index + 1}`}
              />
            ))}
          </dl>
        </>
      ))}
    </section>
  );
}

function HtmlField({
  field,
  numbered,
  prefix,
}: {
  field: Field;
  numbered: NumberedDocument;
  prefix: string;
}) {
  const isWide = field.content.some((content) => content.kind === 'table');
  return (
    <div class={isWide ? 'doc-field doc-field-wide' : 'doc-field'}>
      <dt id={prefix}>{field.label}</dt>
      <dd>
        {field.content.length === 0 && <span class="doc-blank">{numbered.words.blank}</span>}
        {field.content.map((content, index) => (
          <HtmlFieldContent
            content={content}
            numbered={numbered}
            prefix={`${prefix}-${index + 1}`}
            label={prefix}
          />
        ))}
      </dd>
    </div>
  );
}

function HtmlFieldContent(props: {
  content: FieldContent;
  numbered: NumberedDocument;
  prefix: string;
  label: string;
}): JSX.Element | null {
  const { content, numbered } = props;
  switch (content.kind) {
    case 'text':
      return (
        <p>
          <HtmlRuns runs={numbered.toRuns(content.text)} />
        </p>
      );
    case 'list':
      return <HtmlList list={content} numbered={numbered} />;
    case 'table':
      return (
        <HtmlSheetTable table={content} numbered={numbered} prefix={props.prefix} labelledBy={props.label} />
      );
    case 'ticks':
      return (
        <ul class="doc-ticks">
          {content.items.map((item) => (
            <li class={item.ticked ? 'doc-ticked' : undefined}>
              <span aria-hidden="true">{item.ticked ? '☑' : '☐'} </span>
              {item.label}
              {item.note && `: ${item.note}`}
              <span class="visually-hidden">
                {' '}
                ({item.ticked ? numbered.words.ticked : numbered.words.unticked})
              </span>
            </li>
          ))}
        </ul>
      );
  }
}
