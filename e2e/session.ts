/**
 * Enters as one of the demonstration's people without a browser.
 * @returns the header that carries the session's cookies
 */
export async function enterAsPerson(address: string, name: string): Promise<string> {
  const page = await fetch(`${address}/accesso`, { headers: { accept: 'text/html' } });
  const html = await page.text();
  const at = html.indexOf(name);
  const form = /<form\b[\s\S]*?<\/form>/.exec(html.slice(at))?.[0];
  if (at < 0 || !form) throw new Error(`${name} cannot enter from the sign-in page.`);
  const fields = new URLSearchParams();
  for (const [, key = '', value = ''] of form.matchAll(/<input[^>]*\sname="([^"]*)"[^>]*\svalue="([^"]*)"/g))
    fields.append(key, value.replaceAll('&amp;', '&'));
  const cookies = cookiesOf(page);
  const entered = await fetch(`${address}/accesso/dimostrazione`, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
    headers: { cookie: cookies, accept: 'text/html' },
  });
  if (entered.status !== 303) throw new Error(`Entering as ${name} answers ${entered.status}.`);
  return [cookies, cookiesOf(entered)].filter((one) => one !== '').join('; ');
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
