import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { FormState } from '#platform/http/form.js';
import { until } from '#platform/process/until.fixture.js';
import { openBrowser, type SampleSite, serveSamples } from './browser.fixture.js';
import { SearchBox } from './filter.js';
import { ActButton, FilterForm, Form, LongTextField, TextField } from './form.js';
import { sampleCtx } from './gallery.context.js';
import { JobProgress } from './job-progress.js';
import { Shell } from './shell.js';

const ctx = sampleCtx('office');
const names = ['Bozzolo', 'Casalmaggiore', 'Casteldidone', 'Viadana'];

function EditPage({ form }: { form: FormState }): VNode {
  return (
    <Shell ctx={ctx} title="Modifica">
      <Form ctx={ctx} action="/modifica" form={form} submit="Salva">
        <TextField ctx={ctx} form={form} name="title" label="Titolo" />
        <LongTextField ctx={ctx} form={form} name="text" label="Testo" optional />
      </Form>
      <a href="/elenco">Vai all’elenco</a>
    </Shell>
  );
}

function ListPage({ asked }: { asked: string }): VNode {
  const found = names.filter((name) => name.toLowerCase().includes(asked.toLowerCase()));
  return (
    <Shell ctx={ctx} title="Elenco">
      <FilterForm lang="it" action="/elenco" label="Cerca" submit="Filtra">
        <SearchBox name="testo" label="Parole" value={asked} />
      </FilterForm>
      <p class="trama-rows">{found.length} risultati</p>
      <ul>
        {found.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <a href="/modifica">Modifica</a>
      <ActButton
        ctx={ctx}
        action="/modifica"
        label="Ritira"
        values={{ title: 'Ritirato' }}
        confirm="L’obiettivo non comparirà più nel piano."
      />
    </Shell>
  );
}

function JobPage({ done }: { done: number }): VNode {
  return (
    <Shell ctx={ctx} title="Documento">
      {done < 3 ? (
        <JobProgress lang="it" id="lavoro" title="Preparo" state="running" done={done} total={3} />
      ) : (
        <a href="/piano.pdf">Scarica il PDF</a>
      )}
    </Shell>
  );
}

function redirect(response: ServerResponse, to: string): undefined {
  response.statusCode = 303;
  response.setHeader('location', to);
}

/** The page's policy forbids evaluating strings inside it, which `waitForFunction` would do. */
async function eventually(page: Page, expression: string): Promise<void> {
  await until(async () => Boolean(await page.evaluate(expression)));
}

describe('what the browser adds to the pages', () => {
  let browser: Browser;
  let site: SampleSite;
  let page: Page;
  let stored: { title: string; text: string; version: number };
  let received: URLSearchParams[];
  let isSignedOut: boolean;
  let jobDone: number;

  before(async () => {
    browser = await openBrowser();
    site = await serveSamples((request, body, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/elenco') return html(<ListPage asked={url.searchParams.get('testo') ?? ''} />);
      if (url.pathname === '/lavoro') return html(<JobPage done={jobDone} />);
      if (url.pathname === '/accesso') return html(<Shell ctx={ctx} title="Accedi" children="" />);
      if (request.method !== 'POST') return html(<EditPage form={{ values: stored, errors: [] }} />);
      const typed = new URLSearchParams(body);
      received.push(typed);
      if (isSignedOut) {
        return redirect(response, '/accesso');
      }
      if (typed.get('title') === '') {
        response.statusCode = 422;
        const errors = [{ field: 'title', code: 'gallery.missing' }];
        return html(<EditPage form={{ values: Object.fromEntries(typed), errors }} />);
      }
      stored = {
        title: typed.get('title') ?? '',
        text: typed.get('text') ?? '',
        version: stored.version + 1,
      };
      return redirect(response, '/elenco');
    });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => {
    stored = { title: 'Lavoro', text: '', version: 1 };
    received = [];
    isSignedOut = false;
    jobDone = 0;
    const context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(120_000);
  });
  afterEach(() => page.context().close());

  const html = (node: VNode) => `<!doctype html>${render(node)}`;
  const title = () => page.getByLabel('Titolo');

  it('a page sent back with errors keeps the words and moves to the summary', async () => {
    await page.goto(`${site.origin}/modifica`);
    await title().fill('');
    await page.getByLabel('Testo').fill('Parole da non perdere');
    await page.getByRole('button', { name: 'Salva' }).click();
    await page.locator('.trama-errors:focus').waitFor();
    assert.match((await page.locator('.trama-errors').textContent()) ?? '', /Titolo: Campo obbligatorio/);
    assert.equal(await page.getByLabel('Testo').inputValue(), 'Parole da non perdere');
    await page.getByRole('link', { name: /Titolo: Campo/ }).click();
    await eventually(page, `document.activeElement.id === 'title'`);
  });

  it('leaving unsaved words asks; who leaves finds them offered on return, and a save ends it', async () => {
    await page.goto(`${site.origin}/modifica`);
    await title().fill('Lavoro e inclusione');
    await page.getByRole('link', { name: 'Vai all’elenco' }).click();
    await page.getByRole('button', { name: 'Resta sulla pagina' }).click();
    assert.equal(await title().inputValue(), 'Lavoro e inclusione');
    await eventually(page, 'localStorage.length > 0');
    await page.getByRole('link', { name: 'Vai all’elenco' }).click();
    await page.getByRole('button', { name: 'Esci senza salvare' }).click();
    await page.getByRole('heading', { name: 'Elenco' }).waitFor();
    await page.getByRole('link', { name: 'Modifica' }).click();
    await page.getByRole('button', { name: 'Riprendilo' }).click();
    assert.equal(await title().inputValue(), 'Lavoro e inclusione');
    await page.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('heading', { name: 'Elenco' }).waitFor();
    assert.equal(stored.title, 'Lavoro e inclusione');
    await eventually(page, 'localStorage.length === 0');
  });

  it('words taken back are saved against the version they were written on', async () => {
    await page.goto(`${site.origin}/modifica`);
    await title().fill('Mio');
    await eventually(page, 'localStorage.length > 0');
    stored = { title: 'Altrui', text: '', version: 2 };
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${site.origin}/modifica`);
    await page.getByText('Nel frattempo il contenuto è cambiato').waitFor();
    await page.getByRole('button', { name: 'Riprendilo' }).click();
    await page.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('heading', { name: 'Elenco' }).waitFor();
    assert.equal(received[0]?.get('version'), '1');
  });

  it('a session that ended while one wrote loses nothing', async () => {
    await page.goto(`${site.origin}/modifica`);
    await title().fill('Scritto fuori tempo');
    isSignedOut = true;
    await page.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('heading', { name: 'Accedi' }).waitFor();
    await page.goto(`${site.origin}/modifica`);
    await page.getByRole('button', { name: 'Riprendilo' }).click();
    assert.equal(await title().inputValue(), 'Scritto fuori tempo');
  });

  it('a list answers as one types, without taking the caret away, and says how many it found', async () => {
    await page.goto(`${site.origin}/elenco`);
    const box = page.getByLabel('Parole');
    await box.pressSequentially('cas', { delay: 30 });
    await page.getByText('2 risultati').first().waitFor();
    await page.waitForURL(/testo=cas/);
    await box.pressSequentially('t', { delay: 30 });
    await page.waitForURL(/testo=cast/);
    await page.locator('#annuncio', { hasText: '1 risultati' }).waitFor({ state: 'attached' });
    assert.equal(await page.evaluate('document.activeElement.id'), 'filtro-testo');
    assert.equal(await box.inputValue(), 'cast');
  });

  it('an act that says its consequence is asked about', async () => {
    await page.goto(`${site.origin}/elenco`);
    await page.getByRole('button', { name: 'Ritira' }).click();
    await page.getByRole('heading', { name: 'L’obiettivo non comparirà più nel piano.' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(received.length, 0);
    await page.getByRole('button', { name: 'Ritira' }).click();
    const sent = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('dialog').getByRole('button', { name: 'Ritira' }).click();
    await sent;
    assert.equal(received[0]?.get('title'), 'Ritirato');
  });

  it('long work shows how far it is, then the page opens with its result', async () => {
    await page.goto(`${site.origin}/lavoro`);
    jobDone = 1;
    await page.getByText('33').first().waitFor();
    jobDone = 3;
    await page.getByRole('link', { name: 'Scarica il PDF' }).waitFor();
  });
});
