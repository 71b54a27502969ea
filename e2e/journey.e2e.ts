import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  assertAccessible,
  assertFits,
  getFile,
  openBrowser,
  openWindow,
  settle,
  turn,
  type Window,
} from './browser.ts';
import { makeFolder, type RunningServer, removeFolder, startServer } from './server.ts';

const COMUNI = ['020021', '020027', '020035', '020039', '020043', '020065'];
const OFFICE = '/prova/ufficio';
const OBJECTIVES = ['OB-1', 'OB-2', 'OB-3'];
const PLAN = `${OFFICE}/piano/2022-2024`;

/** Writes the fields of the page's form, by their names, and sends it; the answer must be no refusal. */
async function send(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  await page.goto(path);
  await settle(page);
  const form = page.locator('main form.trama-form').first();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) => (one instanceof HTMLInputElement ? one.type : one.tagName));
    if (kind === 'radio' || kind === 'checkbox')
      await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'SELECT') await field.selectOption(value);
    else if (await field.evaluate((one) => one.closest('trama-text') !== null))
      // An editor stands in the place of a long field's text area.
      await form.locator(`trama-text:has([name="${name}"]) [role=textbox]`).fill(value);
    else await field.fill(value);
  }
  await press(page, form.locator('button[type=submit].btn-primary').last());
}

/** Sends a form, which must be taken. */
async function press(page: Page, button: Locator): Promise<void> {
  // The same form may also be asked what it comes to while it is written: that is not the answer to it.
  const answered = page.waitForResponse(
    (one) => one.request().method() === 'POST' && one.request().headers().accept?.includes('turbo') === true,
  );
  await turn(page, () => button.click());
  const answer = await answered;
  const said = await page.locator('.trama-errors').allTextContents();
  assert.equal(answer.status(), 303, `${page.url()}: ${said.join(' ')}`);
}

describe('an ambito writes its first plan, runs it, closes it and opens the next', () => {
  let folder: string;
  let server: RunningServer;
  let browser: Browser;
  let window: Window;
  before(async () => {
    folder = makeFolder();
    [server, browser] = await Promise.all([
      startServer({ dataDir: join(folder, 'data'), env: { TRAMA_DEMO: '0' } }),
      openBrowser(),
    ]);
    window = await openWindow(browser, { address: server.address, axe: true });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) removeFolder(folder);
  });

  it('is made of six comuni, with their figures', async () => {
    const { page } = window;
    const first = /https?:\/\/\S+\/invito\/[\w-]+/.exec(server.output())?.[0];
    assert.ok(first, server.output());
    await page.goto(first);
    await page.getByLabel('Nome e cognome').fill('Ada Prova');
    await page.getByLabel('Indirizzo e-mail').fill('ada@esempio.example');
    await page.locator('input[name=password]').fill('tre fili intrecciati al telaio');
    await turn(page, () => page.getByRole('button', { name: 'Scegli la password ed entra' }).click());
    assert.match(page.url(), /\/profilo$/);
    await page.goto('/nuovo-ambito');
    await page.getByLabel("Nome dell'ambito").fill('Ambito di Prova');
    await page
      .locator('details', { has: page.locator('#codes') })
      .locator('summary')
      .click();
    await page.getByLabel('Codici Istat').fill(COMUNI.join(' '));
    await turn(page, () => page.getByRole('button', { name: 'Aggiungi i codici' }).click());
    await page.getByText('Pomponesco').first().waitFor();
    await turn(page, () => page.getByRole('button', { name: "Crea l'ambito" }).click());
    assert.equal(new URL(page.url()).pathname, OFFICE);

    const figures = COMUNI.flatMap((code, index) =>
      [2021, 2022].flatMap((year) =>
        ['population', 'foreign-population'].flatMap((variable) => {
          const half = (variable === 'population' ? 2_500 : 200) + index * 100 + year - 2021;
          return [`,${2 * half}`, `m,${half}`, `f,${half}`].map(
            (end) => `${code},${variable},${year},${end}`,
          );
        }),
      ),
    );
    await page.goto(`${OFFICE}/territorio/dati/importa`);
    await turn(page, () =>
      page.locator('input[type=file]').setInputFiles({
        name: 'residenti.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`place_code,variable,period,sex,value\n${figures.join('\n')}\n`),
      }),
    );
    await turn(page, () => page.getByRole('button', { name: /^Carica/ }).click());
    assert.match(page.url(), /\/territorio\/dati\/[0-9a-f-]{36}/);
    await page.goto('/prova/osservatorio?metrica=densita');
    await page.locator('#tabella tbody tr').first().waitFor();
    assert.equal(await page.locator('#tabella tbody tr').count(), COMUNI.length);
  });

  it('writes needs, objectives, actions, indicators and money', async () => {
    const { page } = window;
    await send(page, `${OFFICE}/piano/nuovo`, {
      code: '2022-2024',
      title: 'Piano di Zona 2022-2024',
      guidelineCode: 'lombardia-2021-2023',
    });
    for (const [code, description] of [
      ['N-01', 'Le famiglie cercano posti nei nidi più vicini a casa'],
      ['N-02', 'Chi assiste un anziano solo non sa a chi rivolgersi'],
    ] as const)
      await send(page, `${PLAN}/bisogni/nuovo`, { code, description, theme: 'Famiglia', priority: 'high' });
    for (const need of ['N-01', 'N-02'])
      await send(page, `${PLAN}/bisogni/${need}/prove/nuova`, {
        kind: 'metric',
        reference: 'densita',
        text: 'Quante persone vivono nel territorio.',
      });
    await send(page, `${OFFICE}/risorse/fondi/nuovo`, { name: 'Fondo sociale regionale', kind: 'region' });
    for (const [index, code] of OBJECTIVES.entries()) {
      await send(page, `${PLAN}/obiettivi/nuovo`, {
        code,
        title: `Obiettivo di prova ${code}`,
        description: 'Un servizio più vicino alle persone.',
        rank: 'specific',
      });
      const own = `${PLAN}/obiettivi/${code}`;
      await send(page, `${own}/modifica`, { policyAreas: 'E', keyPoints: 'E1', targetGroups: 'Famiglie' });
      await send(page, `${own}/collegamenti/bisogni`, { codes: index === 0 ? 'N-01' : 'N-02' });
      await send(page, `${own}/azioni/nuova`, {
        title: `Azione per ${code}`,
        startsOn: '2022-02-01',
        endsOn: '2023-06-30',
        state: 'done',
      });
      await send(page, `${own}/indicatori/nuovo`, {
        title: `Persone raggiunte da ${code}`,
        kind: 'output',
        unit: 'persone',
        baseline: '0',
        target: '100',
        frequency: 'annuale',
      });
      await send(page, `${OFFICE}/risorse/2022-2024/obiettivi/${code}/nuovo`, {
        fund: 'fondo-sociale-regionale',
        year: '2022',
        allocatedCents: '10.000,00',
      });
    }
    await page.goto(`${OFFICE}/risorse/2022-2024`);
    await page.getByText('30.000,00').first().waitFor();
  });

  it('adopts it with a vote, and its text is frozen', async () => {
    const { page } = window;
    await send(page, `${PLAN}/passi/adopted/sheet-fields`, {
      note: 'Le schede si completano nel primo anno.',
    });
    await send(page, `${PLAN}/passi/adopted`, {
      takenOn: '2022-02-25',
      actNumber: '4',
      bodyName: 'Assemblea dei Sindaci',
      membersEntitled: '6',
      membersPresent: '5',
      votesFor: '5',
      votesAgainst: '0',
      votesAbstained: '0',
    });
    await page.goto(`${PLAN}/atti`);
    await page.getByText('Versione 1').first().waitFor();
    await page.goto(`${PLAN}/obiettivi/OB-1/modifica`);
    await page.getByText('versione 1').first().waitFor();
    assert.equal(await page.locator('main form').count(), 0, 'what is frozen is not offered for writing');
  });

  it('runs it: two years of measures, commitments and payments', async () => {
    const { page } = window;
    await send(page, `${PLAN}/passi/inForce`, { takenOn: '2022-03-01', actNumber: '5' });
    for (const [day, value] of [
      ['2023-12-31', '40'],
      ['2024-12-31', '95'],
    ] as const) {
      await page.goto(`${OFFICE}/rilevazioni/giorno?data=${day}`);
      const fields = page.locator('main table input:not([type=hidden])');
      assert.equal(await fields.count(), OBJECTIVES.length);
      for (const field of await fields.all()) await field.fill(value);
      await press(page, page.locator('main form button[type=submit].btn-primary').last());
    }
    for (const [index] of OBJECTIVES.entries()) {
      await page.goto(`${OFFICE}/risorse/2022-2024/impegni/nuovo`);
      const line = await page
        .locator('select[name=line] option')
        .nth(index + 1)
        .getAttribute('value');
      await send(page, `${OFFICE}/risorse/2022-2024/impegni/nuovo`, {
        line: String(line),
        committedCents: '8.000,00',
        actNumber: `12/${index}`,
        committedOn: '2022-05-10',
        payee: 'Cooperativa di prova',
      });
    }
    await page.goto(`${OFFICE}/risorse/2022-2024/impegni`);
    const first = await page.locator('main table a').first().getAttribute('href');
    await send(page, `${first}/pagamenti/nuovo`, {
      paidCents: '5.000,00',
      actNumber: '77',
      paidOn: '2022-06-01',
    });
    await page.goto(`${PLAN}/stato`);
    assert.equal(
      (await page.getByText('Nei tempi').or(page.getByText('Raggiunto')).locator('visible=true').count()) >=
        3,
      true,
    );
    await assertAccessible(page);
    await assertFits(page);
  });

  it('closes it with outcome sheets and opens the next', async () => {
    const { page } = window;
    await page.goto(`${PLAN}/chiusura`);
    await page.getByRole('button', { name: 'Apri le schede che mancano' }).click();
    await turn(page, () =>
      page.locator('dialog').getByRole('button', { name: 'Apri le schede che mancano' }).click(),
    );
    await page.getByRole('link', { name: 'C-OB-3' }).waitFor();
    await assertAccessible(page);
    for (const [index, code] of OBJECTIVES.entries())
      await send(page, `${OFFICE}/esiti/2022-2024/C-${code}/modifica`, {
        answeredNeed: 'yes',
        proposedAgain: index === 0 ? 'yes' : 'no',
        proposedAgainReason: 'Il bisogno resta.',
      });
    await send(page, `${PLAN}/passi/closed`, { takenOn: '2025-01-10', actNumber: '1' });
    await send(page, `${PLAN}/successivo`, { code: '2025-2027', title: 'Piano di Zona 2025-2027' });
    await page.goto(`${OFFICE}/piano/2025-2027/obiettivi`);
    const taken = page.locator('main tbody th, main tbody td').filter({ hasText: 'Obiettivo di prova OB-1' });
    await taken.first().waitFor();
    assert.equal(
      await page.getByText('Obiettivo di prova OB-2').count(),
      0,
      'what is not proposed again stays',
    );
  });

  it('gives the three documents of the plan that was adopted', async () => {
    const { page } = window;
    const whole = await page.request.get('/prova/piano/2022-2024/documento/intero');
    assert.match(await whole.text(), /Obiettivo di prova OB-3/);
    for (const [format, start] of [
      ['pdf', '%PDF-'],
      ['docx', 'PK'],
    ] as const) {
      const file = await getFile(page, `/api/v1/prova/plans/2022-2024/document.${format}`);
      assert.equal(file.status(), 200, format);
      const bytes = await file.body();
      assert.equal(bytes.subarray(0, start.length).toString('latin1'), start);
      const again = await (await getFile(page, `/api/v1/prova/plans/2022-2024/document.${format}`)).body();
      assert.ok(bytes.equals(again), `${format} is the same when asked for again`);
    }
    assert.deepEqual(window.complaints, []);
  });
});
