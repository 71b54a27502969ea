import { CSRF_FIELD } from './csrf.js';
import type { Server } from './server.js';

export interface Answer {
  status: number;
  body: string;
  location: string | undefined;
  headers: Record<string, unknown>;
}

/** A visitor without JavaScript, for tests: keeps cookies, sends forms with the token of the page that they are on. */
export class Browser {
  readonly #server: Server;
  readonly #cookies = new Map<string, string>();

  constructor(server: Server) {
    this.#server = server;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send({ method: 'GET', url, headers: { accept: 'text/html', ...headers } });
  }

  async post(
    url: string,
    fields: Record<string, string | string[]>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
    return this.#send({
      method: 'POST',
      url,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: form.toString(),
    });
  }

  /** Opens the page that holds the form (the address of the form itself unless given) and sends it. */
  async submit(url: string, fields: Record<string, string | string[]>, page = url): Promise<Answer> {
    return this.post(url, { ...fields, [CSRF_FIELD]: (await this.form(page)) ?? '' });
  }

  /** Token of the first form of a page; undefined when it has none. */
  async form(page: string): Promise<string | undefined> {
    return new RegExp(`name="${CSRF_FIELD}" value="([^"]+)"`).exec((await this.get(page)).body)?.[1];
  }

  async #send(request: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    payload?: string;
  }): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#server.app.inject({
      ...request,
      headers: { host: 'localhost', ...request.headers, ...(cookie ? { cookie } : {}) },
    });
    for (const one of answer.cookies) {
      if (one.value === '') this.#cookies.delete(one.name);
      else this.#cookies.set(one.name, one.value);
    }
    return {
      status: answer.statusCode,
      body: answer.body,
      location: answer.headers.location as string | undefined,
      headers: answer.headers,
    };
  }
}
