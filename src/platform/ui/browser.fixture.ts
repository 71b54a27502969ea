import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { clientFolder } from '#platform/http/assets.js';
import { contentSecurityPolicy } from '#platform/http/content-security-policy.js';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A real browser; TRAMA_CHROMIUM names one that lives elsewhere. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.TRAMA_CHROMIUM ?? PLACES.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('These tests need Chromium: apt-get install chromium');
  return chromium.launch({
    executablePath,
    timeout: 120_000,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}

export interface SampleSite {
  origin: string;
  close(): Promise<void>;
}

/** Gives the built client and whatever `answer` gives, under the policy of the real pages. */
export async function serveSamples(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => string | undefined,
): Promise<SampleSite> {
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/assets/')) {
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(await readFile(join(clientFolder, path.slice('/assets/'.length))));
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const html = answer(request, body, response);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', contentSecurityPolicy('n'));
    response.end(html);
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
