import { SaxesParser } from 'saxes';
import type { ArchivePart } from './archive.js';
import { fileProblem, ReadingStopped } from './problem-log.js';

export interface XmlHandlers {
  /** Names come without their namespace's prefix. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/**
 * Parses a part of a workbook as it unpacks; after each piece gives way to the caller. Entities of a document's own are
 * not expanded, nothing outside it is fetched.
 * @throws ReadingStopped when it is not XML
 */
export async function* xmlEvents(part: ArchivePart, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  const fail = (): never => {
    throw new ReadingStopped(fileProblem('workbook-damaged', { found: part.name }));
  };
  parser.on('error', fail);
  parser.on('doctype', fail);
  parser.on('opentag', (tag) => handlers.open?.(localName(tag.name), tag.attributes));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of part.bytes()) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode());
  parser.close();
  yield;
}

/** Parses a small part at once. */
export async function readXml(part: ArchivePart, handlers: XmlHandlers): Promise<void> {
  const pieces = xmlEvents(part, handlers);
  while (!(await pieces.next()).done);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
