import { setTimeout as sleep } from 'node:timers/promises';
import type { RenderFile } from '#domains/documents/index.js';
import type { RouteEntry, Server } from '#platform/http/server.js';
import type { Visitor } from './visitor.fixture.js';

/** What a walk through the links found of one route. */
export interface Walked {
  route: RouteEntry;
  /** Addresses that lead to it, as the pages write them. */
  examples: string[];
  /** Names of query parameters and of form fields that pages send to it. */
  fields: Set<string>;
}

export interface Walk {
  routes: Map<string, Walked>;
  /** Addresses that answered 200. */
  answered: Set<string>;
  /** Links that led to no page, with the page that carries them. */
  broken: string[];
  /** Ids that a page gives to two elements: the label or the link of one of them leads astray. */
  twice: string[];
}

/** Whoever walks asks whether there is a file, not what is in it: the documents' own tests read them. */
export const anyFile: RenderFile = async (format) => Buffer.from(`a file of ${format}`);

const PAUSE_MS = 500;

/** A machine that is busy says so and when to ask again: that is no broken link. */
export async function getPatiently(visitor: Visitor, url: string) {
  let answer = await visitor.get(url);
  for (let asked = 0; asked < 20 && answer.statusCode === 503; asked += 1) {
    await sleep(PAUSE_MS);
    answer = await visitor.get(url);
  }
  return answer;
}

export const routeKey = (route: RouteEntry) => `${route.method} ${route.url}`;

function matcher(server: Server): (method: string, path: string) => RouteEntry | undefined {
  const known = server.routes
    .map((route) => ({
      route,
      pattern: new RegExp(
        `^${route.url
          .split('/')
          .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+'))
          .join('/')}/?$`,
      ),
      variables: (route.url.match(/:/g) ?? []).length,
    }))
    .sort((a, b) => a.variables - b.variables);
  return (method, path) =>
    known.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
}

function decode(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decode(found);
};

/** Forms of a page with the names of their fields; a button that sends its form elsewhere counts as a form. */
function listForms(html: string, at: string): { method: string; action: string; fields: string[] }[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([form]) => {
    const open = form.slice(0, form.indexOf('>') + 1);
    const fields = [...form.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)]
      .map(([tag]) => attribute(tag, 'name'))
      .filter((name) => name !== undefined);
    const method = attribute(open, 'method') ?? 'get';
    const action = attribute(open, 'action') ?? at;
    const elsewhere = [...form.matchAll(/<button\b[^>]*\sformaction="[^>]*>/g)].map(([tag]) => ({
      method: (attribute(tag, 'formmethod') ?? method).toUpperCase(),
      action: (attribute(tag, 'formaction') ?? action).replace(/#.*$/, ''),
      fields,
    }));
    return [{ method: method.toUpperCase(), action, fields }, ...elsewhere];
  });
}

/** Follows every link and notes every form from the pages given, the first few addresses of each route. */
export async function walkSite(
  server: Server,
  visitor: Visitor,
  starts: string[],
  perRoute: number,
): Promise<Walk> {
  const match = matcher(server);
  const walk: Walk = { routes: new Map(), answered: new Set(), broken: [], twice: [] };
  const seen = new Set<string>();
  const queue: { url: string; from: string }[] = [];
  const note = (method: string, url: string, fields: Iterable<string>, from: string) => {
    const { pathname, searchParams } = new URL(url, 'http://site');
    const route = match(method, pathname);
    if (!route) {
      if (!pathname.startsWith('/assets/')) walk.broken.push(`${method} ${url} (on ${from}): no such route`);
      return;
    }
    const walked: Walked = walk.routes.get(routeKey(route)) ?? { route, examples: [], fields: new Set() };
    walk.routes.set(routeKey(route), walked);
    for (const field of [...fields, ...searchParams.keys()]) walked.fields.add(field);
    if (walked.examples.length >= perRoute || walked.examples.includes(url)) return;
    walked.examples.push(url);
    // Files that take seconds to make are noted, not fetched.
    if (method === 'GET' && !/\.(pdf|docx)$/.test(pathname)) queue.push({ url, from });
  };
  for (const url of starts) note('GET', url, [], 'the start');

  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next.url)) continue;
    seen.add(next.url);
    const answer = await getPatiently(visitor, next.url);
    if (answer.statusCode >= 300 && answer.statusCode < 400) {
      note('GET', String(answer.headers.location), [], next.url);
      continue;
    }
    if (answer.statusCode !== 200) {
      const says = /<h1[^>]*>([^<]*)/.exec(answer.body)?.[1] ?? answer.body.slice(0, 200);
      walk.broken.push(`GET ${next.url} (on ${next.from}): ${answer.statusCode} ${says}`);
      continue;
    }
    walk.answered.add(next.url);
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
    const html = answer.body;
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
      walk.twice.push(`${next.url}: ${id}`);
    for (const [tag] of html.matchAll(/<a\b[^>]*>/g)) {
      const href = attribute(tag, 'href');
      if (href === undefined || href.startsWith('#') || /^[a-z]+:/.test(href)) continue;
      const target = new URL(href, `http://site${next.url}`);
      note('GET', target.pathname + target.search, [], next.url);
    }
    for (const form of listForms(html, next.url)) note(form.method, form.action, form.fields, next.url);
  }
  return walk;
}
