import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { PLAN } from './plan-world.ts';

const PAGE = `/misura/ufficio/piano/${PLAN}`;
const WAIT_SECONDS = 300;

/**
 * Freezes the measured plan and opens an amendment of it, as a director does, then writes fifty titles again: from here on
 * the public reads the adopted side of the text.
 * @returns path of the amendment's page
 */
export async function openAmendment(address: string, cookie: string, owner: pg.Pool): Promise<string> {
  await sendForm(address, cookie, `${PAGE}/atti`, `${PAGE}/versioni/fissa`, {});
  // The files of the version are made by a job, whose work must not be counted as a page's.
  for (let second = 0; ; second += 1) {
    const { rows } = await owner.query<{ left: number }>(
      'select count(*)::int as left from graphile_worker.jobs',
    );
    if (rows[0]?.left === 0) break;
    if (second > WAIT_SECONDS) throw new Error('The files of the version are not there.');
    await wait(1_000);
  }
  const reason = 'Nuove risorse per i prossimi anni';
  const opened = await sendForm(address, cookie, `${PAGE}/modifiche/nuova`, `${PAGE}/modifiche/nuova`, {
    reason,
  });
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('app.ambito_id', id::text, true) from platform.ambito where slug = 'misura'`,
    );
    await client.query(`update plan.objective set title = title || ' (modificato)' where position < 50`);
    await client.query('commit');
  } finally {
    client.release();
  }
  return opened.replace(/^\/misura\/ufficio/, '');
}

/** @returns where the answer leads */
async function sendForm(
  address: string,
  cookie: string,
  page: string,
  action: string,
  fields: Record<string, string>,
): Promise<string> {
  const html = await (await fetch(address + page, { headers: { cookie, accept: 'text/html' } })).text();
  const form = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].find(([text]) => text.includes(`"${action}"`));
  if (!form) throw new Error(`${page} has no form for ${action}.`);
  const body = new URLSearchParams(fields);
  for (const [input] of form[0].matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    body.append(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '');
  const answer = await fetch(address + action, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie, accept: 'text/html' },
  });
  const to = answer.headers.get('location');
  if (answer.status !== 303 || !to) throw new Error(`${action} answers ${answer.status}.`);
  return to;
}
