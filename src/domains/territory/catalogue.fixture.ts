import { Readable } from 'node:stream';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser, type Quad, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { catalogueShapes } from './catalogue.shapes.fixture.js';

export function parseTurtle(text: string): Quad[] {
  return new Parser({ format: 'text/turtle' }).parse(text);
}

/** Without fetching anything: the catalogue carries its own context. */
export async function parseJsonLd(text: string): Promise<Quad[]> {
  const quads: Quad[] = [];
  const parser = new JsonLdParser();
  for await (const quad of Readable.from([text]).pipe(parser)) quads.push(quad);
  return quads;
}

/** What a catalogue does that the shapes forbid: the property, and of what thing. */
export interface Violation {
  focus: string;
  path: string;
  constraint: string;
}

const validator = new Validator(new Store(parseTurtle(catalogueShapes)));

export async function findViolations(quads: readonly Quad[]): Promise<Violation[]> {
  const report = await validator.validate(new Store([...quads]));
  return report.results.map((result) => ({
    focus: result.focusNode?.value ?? '',
    path: localName(result.path?.value ?? ''),
    constraint: localName(result.sourceConstraintComponent?.value ?? ''),
  }));
}

function localName(uri: string): string {
  return uri.replace(/^.*[#/]/, '');
}

/** Statements as text, in one order: graphs that say the same give the same. */
export function listStatements(quads: readonly Quad[]): string[] {
  return quads
    .map(({ subject, predicate, object }) => {
      const said =
        object.termType === 'Literal'
          ? [object.value, object.language, object.datatype.value]
          : [object.value];
      return [subject.value, predicate.value, object.termType, ...said].join(' | ');
    })
    .sort();
}
