import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inFolder } from '#platform/db/embedded-children.fixture.js';
import { clusterPaths } from '#platform/db/embedded-paths.js';
import { findPostmaster } from '#platform/db/embedded-postmaster.js';
import { until } from '#platform/process/until.fixture.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const program = fileURLToPath(new URL('./trama.js', import.meta.url));
const server = fileURLToPath(new URL('../main.js', import.meta.url));
/** Folder of the publishers' own files, when it is on this machine. */
const shared = process.env.TRAMA_SHARED ?? `${repository}../shared/data`;

const SUZZARA = '020027,020035,020037,020039,020055,020065';
const CREATE = ['ambito', 'create', 'suzzara', '--name', 'Ambito di Suzzara', '--comuni', SUZZARA];

interface Run {
  code: number | null;
  out: string;
  errors: string[];
}

/** Runs a command as somebody would, in a process of its own. */
async function trama(dataDir: string, ...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, TRAMA_DATA: dataDir, TRAMA_DEMO: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    read.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    read.errors += chunk;
  });
  await once(child, 'close');
  return { code: child.exitCode, out: read.out, errors: read.errors.trim().split('\n') };
}

const isRunning = (dataDir: string) => findPostmaster(clusterPaths(dataDir)) !== undefined;

/** A figure a comune, in the project's own layout. */
const table = (rows: readonly string[]) =>
  `${['place_code,variable,period,sex,age_from,age_to,category,value,unit', ...rows].join('\n')}\n`;

describe('the command line', () => {
  it('says in Italian how it is used, and ends with 2 when it is written wrongly', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const help = await trama(dataDir, '--help');
      assert.equal(help.code, 0);
      assert.match(help.out, /^Uso: trama <comando> \[opzioni\]/);
      assert.doesNotMatch(help.out, /Usage|Options|Commands|default:|\[options\]/);
      const wrong: [string[], RegExp][] = [
        [['amito'], /^Il comando «amito» non c'è\. Forse ambito\?$/],
        [['import'], /^Manca /],
        [
          ['metriche', '--ambito', 'x', '--per', 'quartiere'],
          /^«quartiere» non va bene .* comune, area, ambito/,
        ],
        [
          ['metriche', '--ambito', 'x', '--periodo', 'ieri'],
          /^«ieri» non va bene .* Serve un anno, come 2021\.$/,
        ],
      ];
      for (const [args, message] of wrong) {
        const run = await trama(dataDir, ...args);
        assert.equal(run.code, 2, args.join(' '));
        assert.match(run.errors[0] ?? '', message);
        assert.equal(run.out, '');
      }
      assert.ok(!existsSync(dataDir), 'nothing was opened for that');
    }));

  it('makes an ambito, imports and measures without a server, and leaves no PostgreSQL behind', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const made = await trama(dataDir, ...CREATE);
      assert.deepEqual(
        [made.code, made.out],
        [0, "L'ambito «Ambito di Suzzara» è pronto, con 6 comuni: http://127.0.0.1:3000/suzzara\n"],
      );
      const taken = await trama(dataDir, ...CREATE);
      assert.deepEqual(
        [taken.code, taken.out, taken.errors],
        [1, '', ["L'indirizzo «suzzara» è già di un altro ambito. Scegliete un altro indirizzo."]],
      );
      const file = join(folder, 'popolazione.csv');
      await writeFile(
        file,
        table(SUZZARA.split(',').map((code) => `${code},population,2025,,,,,1000,persone`)),
      );
      const loaded = await trama(dataDir, 'import', file, '--ambito', 'suzzara', '--titolo', 'Popolazione');
      assert.equal(loaded.code, 0, loaded.errors.join('\n'));
      assert.match(loaded.out, /^«Popolazione» \(trama-tidy\): 6 cifre\.\n/);
      const again = await trama(dataDir, 'import', file, '--ambito', 'suzzara');
      assert.equal(again.code, 1);
      assert.match(
        again.errors[0] ?? '',
        /^Questo file è già stato importato .* Nulla è stato modificato\.$/,
      );
      const broken = join(folder, 'rotto.csv');
      await writeFile(broken, table(['020027,population,2026,,,,,molti,persone']));
      const refused = await trama(dataDir, 'import', broken, '--ambito', 'suzzara');
      assert.equal(refused.code, 1);
      assert.equal(refused.errors.length, 1, 'a single problem is a single line');
      assert.match(
        refused.errors[0] ?? '',
        /^«rotto\.csv» non è stato caricato: nulla è stato modificato\. .*riga 2/i,
      );
      const absent = await trama(dataDir, 'import', join(folder, 'no.csv'), '--ambito', 'suzzara');
      assert.match(absent.errors[0] ?? '', /^Il file .*no\.csv non c'è\./);
      const nowhere = await trama(dataDir, 'qualita', '--ambito', 'altrove');
      assert.deepEqual(
        [nowhere.code, nowhere.errors],
        [1, ["Nessun ambito ha l'indirizzo «altrove». Quelli che ci sono: suzzara."]],
      );
      const asked = ['metriche', '--ambito', 'suzzara', '--misura', 'densita', '--json'];
      const { metrics } = JSON.parse((await trama(dataDir, ...asked)).out);
      assert.equal(metrics[0].period, 2025);
      assert.equal(metrics[0].values[0].numerator, 6000);
      assert.equal(metrics[0].values[0].value.toFixed(1), (6000 / 284.1287).toFixed(1));
      assert.equal(isRunning(dataDir), false);
    }));

  it('works beside a running server, which sees what it did at once', (t) =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const child = spawn(process.execPath, [server], {
        env: { PATH: process.env.PATH, TRAMA_DATA: dataDir, TRAMA_DEMO: '0', PORT: '0', LOG_LEVEL: 'silent' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      const ended = once(child, 'close');
      try {
        const address = () => /Trama è pronta: (\S+)/.exec(output)?.[1];
        await until(() => address() !== undefined || child.exitCode !== null);
        const base = address() ?? assert.fail(`the server ended with ${child.exitCode}`);
        const made = await trama(dataDir, ...CREATE);
        assert.equal(made.out, `L'ambito «Ambito di Suzzara» è pronto, con 6 comuni: ${base}/suzzara\n`);
        assert.equal((await fetch(`${base}/suzzara`)).status, 200);
        const invited = await trama(
          dataDir,
          ...['utente', 'invita', '--ambito', 'suzzara', '--email', 'anna@example.it'],
          ...['--nome', 'Anna Rossi', '--ruolo', 'coordinator', '--dove', 'Gonzaga'],
        );
        assert.equal(invited.code, 0, invited.errors.join('\n'));
        const page = await fetch(invited.out.trim());
        assert.equal(page.status, 200);
        assert.match(await page.text(), /Anna Rossi/);
        if (existsSync(shared)) await checkIstat(dataDir, base);
        else
          t.diagnostic(
            'The publishers’ files are absent (../shared/data or TRAMA_SHARED): theirs are not imported.',
          );
        const chain = await trama(dataDir, 'registro', 'verifica', '--ambito', 'suzzara');
        assert.match(chain.out, /^Il registro di «suzzara» è integro: \d+ voci\.\n$/);
        assert.ok(isRunning(dataDir), 'the server keeps its PostgreSQL');
        assert.ok((await fetch(`${base}/readyz`)).ok);
      } finally {
        child.kill('SIGTERM');
        await ended;
      }
      assert.equal(isRunning(dataDir), false);
    }));
});

/** ISTAT's national files of 2025, as downloaded: reference results recomputed by hand from the six rows. */
async function checkIstat(dataDir: string, base: string): Promise<void> {
  for (const name of ['P2_2025_it_Comuni.csv', 'P3_2025_it_Comuni.csv']) {
    const run = await trama(dataDir, 'import', `${shared}/istat/demo/${name}`, '--ambito', 'suzzara');
    assert.equal(run.code, 0, run.errors.join('\n'));
    assert.match(run.out, /Righe tenute: 6; di altri comuni, saltate: 7\.890\./);
  }
  const expected: [string, number, number, string][] = [
    ['densita', 2025, 51_261, '180.4'],
    ['densita', 2026, 51_458, '181.1'],
    ['natalita', 2025, 349, '6.8'],
    ['mortalita', 2025, 562, '10.9'],
    ['quota-stranieri', 2026, 7_107, '13.8'],
  ];
  for (const [metric, period, numerator, value] of expected) {
    const answer = await fetch(`${base}/api/v1/suzzara/metrics/${metric}?period=${period}&by=ambito`);
    const { values } = (await answer.json()) as { values: { value: number; numerator: number }[] };
    assert.deepEqual([values[0]?.numerator, values[0]?.value.toFixed(1)], [numerator, value], metric);
  }
}
