import { type Quad, Writer } from 'n3';
import { PREFIXES } from './catalogue/statements.js';

/** The graph in Turtle. */
export async function toTurtle(quads: readonly Quad[]): Promise<string> {
  const writer = new Writer({ prefixes: PREFIXES });
  writer.addQuads([...quads]);
  return new Promise((resolve, reject) => {
    writer.end((error, text) => (error ? reject(error) : resolve(text)));
  });
}

type JsonValue = string | { '@id': string } | { '@value': string; '@language'?: string; '@type'?: string };

/** The graph in JSON-LD: one object a thing, with the vocabularies' prefixes as its context. */
export function toJsonLd(quads: readonly Quad[]): string {
  const things = new Map<string, Record<string, string | JsonValue[]>>();
  for (const { subject, predicate, object } of quads) {
    const thing = things.get(subject.value) ?? { '@id': subject.value };
    things.set(subject.value, thing);
    const key = predicate.value === `${PREFIXES.rdf}type` ? '@type' : shorten(predicate.value);
    const values = (thing[key] ?? []) as JsonValue[];
    values.push(key === '@type' ? shorten(object.value) : toValue(object));
    thing[key] = values;
  }
  return JSON.stringify({ '@context': PREFIXES, '@graph': [...things.values()] }, null, 2);
}

function toValue(object: Quad['object']): JsonValue {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language) return { '@value': object.value, '@language': object.language };
  const type = object.datatype.value;
  return type === `${PREFIXES.xsd}string`
    ? { '@value': object.value }
    : { '@value': object.value, '@type': shorten(type) };
}

function shorten(uri: string): string {
  const [prefix, base] = Object.entries(PREFIXES).find(([, start]) => uri.startsWith(start)) ?? [];
  return prefix && base ? `${prefix}:${uri.slice(base.length)}` : uri;
}
