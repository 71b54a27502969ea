import { fileProblem, ReadingStopped } from './problem-log.js';

/** The whole text of a source. @throws ReadingStopped beyond `most` characters */
export async function collectText(text: AsyncIterable<string>, most: number): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of text) {
    length += piece.length;
    if (length > most)
      throw new ReadingStopped(fileProblem('file-too-large', { expected: Math.floor(most / (1024 * 1024)) }));
    pieces.push(piece);
  }
  return pieces.join('');
}
