import assert from 'node:assert/strict';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { Answer, Visitor } from '../../../visitor.fixture.js';
import { type JsonClient, openPlanWorld, type PlanWorld } from '../plan.fixture.js';

export const API = '/api/v1/prova/plans/2021-2023';
export const paragraph = (id: string, text: unknown) => ({ type: 'paragraph', id, text });
export const TAB = 'aaaaaaaaaaaa';
export type Part = { id: string; type: string; text?: string; rival?: string; name?: string };
export type Saved = {
  version: number;
  isWhole: boolean;
  content: Part[];
  rivals: { of: string; id: string }[];
  present: { name: string }[];
};

export const insert = (id: string, text: unknown, after: string | null = null) => ({
  id,
  base: null,
  part: paragraph(id, text),
  after,
});

/** One white point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
export const IMAGES = '/prova/ufficio/piano/2021-2023/documento/immagini';

/** Sends a file as the editor does, with the token of the page in which one proposes. */
export async function sendImage(visitor: Visitor, bytes: Buffer): Promise<Answer> {
  const page = await visitor.get('/prova/ufficio/piano/2021-2023/documento/1/proponi');
  const token = /&quot;token&quot;:&quot;([^&]+)/.exec(page.body)?.[1] ?? '';
  return visitor.send(
    IMAGES,
    Buffer.concat([
      Buffer.from(
        `--x\r\ncontent-disposition: form-data; name="${CSRF_FIELD}"\r\n\r\n${token}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]),
    'multipart/form-data; boundary=x',
  );
}

/** Two people who write the same plan. */
export async function openWriting() {
  const world: PlanWorld = await openPlanWorld();
  const anna = await world.client('director');
  const bruno = await world.client('director');

  const save = (who: JsonClient, number: string, version: number, edits: unknown[], tab = TAB) =>
    who.send('POST', `${API}/chapters/${number}/edits`, { version, edits, tab, at: null });
  const saved = async (...given: Parameters<typeof save>): Promise<Saved> => {
    const answer = await save(...given);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json();
  };
  const news = async (who: JsonClient, number: string, version: number) =>
    (
      await who.send('GET', `${API}/chapters/${number}/news?version=${version}&tab=bbbbbbbbbbbb`, null)
    ).json() as {
      version: number;
      content: Part[] | null;
      present: { name: string }[];
    };
  const historyOf = (number: string) =>
    world.inside(async (ctx) => {
      const { rows } = await ctx.client.query<{ n: number }>(
        `select count(*)::integer as n from platform.history h join plan.chapter c on c.id::text = h.row_key
         where h.table_name = 'plan.chapter' and c.number = $1`,
        [number],
      );
      return rows[0]?.n;
    });

  return { world, anna, bruno, save, saved, news, historyOf };
}

export type Writing = Awaited<ReturnType<typeof openWriting>>;
