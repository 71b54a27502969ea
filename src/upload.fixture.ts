import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { Visitor } from './visitor.fixture.js';

export interface Brought {
  status: number;
  body: string;
  /** Where the answer leads: the page of the one file, or the list of many. */
  location: string;
}

/** Brings files to the page of imports, as a browser without scripts sends its form; or to another address, as a program. */
export async function bringFiles(
  visitor: Visitor,
  slug: string,
  files: readonly { name: string; content: string | Buffer }[],
  fields: Record<string, string> = {},
  to?: string,
): Promise<Brought> {
  const path = `/${slug}/ufficio/territorio/dati/importa`;
  const page = await visitor.get(path);
  const token = new RegExp(`name="${CSRF_FIELD}" value="([^"]+)"`).exec(page.body)?.[1] ?? '';
  const boundary = 'limite-della-prova';
  const parts = Object.entries({ [CSRF_FIELD]: token, ...fields }).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  for (const { name, content } of files)
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    );
  const payload = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  const answer = await visitor.send(to ?? path, payload, `multipart/form-data; boundary=${boundary}`);
  return {
    status: answer.statusCode,
    body: answer.body,
    location: String(answer.headers.location ?? ''),
  };
}
