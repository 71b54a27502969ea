import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Stands for npm: notes how it was called and lays down a compiler that notes the same and copies .ts to .js. */
const npm = `
const { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
appendFileSync('calls', 'npm ' + process.argv.slice(2).join(' ') + '\\n');
writeFileSync('path-of-npm', process.env.PATH);
if (process.env.NPM_FAILS) { console.error('npm error code ' + process.env.NPM_FAILS); process.exit(1); }
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/typescript/bin', { recursive: true });
writeFileSync('node_modules/typescript/bin/tsc', \`
const { appendFileSync, mkdirSync, readdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', 'tsc\\\\n');
mkdirSync('dist', { recursive: true });
for (const name of readdirSync('src')) if (name.endsWith('.ts')) writeFileSync('dist/' + name.replace('.ts', '.js'), '');
\`);
setTimeout(() => writeFileSync('node_modules/.package-lock.json', readFileSync('package-lock.json')), 200);
`;

async function inProject(work: (project: Project) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trama t '));
  try {
    await work(new Project(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A small project with the real set-up script. */
class Project {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    for (const part of ['setup.mjs', 'setup']) {
      cpSync(join(project, 'scripts', part), join(folder, 'scripts', part), { recursive: true });
    }
    this.write('package.json', '{}');
    this.write('tsconfig.json', '{}');
    this.write('npm-cli.js', npm);
    this.write('src/main.ts', '');
    this.lock('1.0.0');
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  lock(version: string): void {
    const packages = {
      '': {},
      'node_modules/typescript': { version },
      'node_modules/other-platform': { version, optional: true, os: ['sunos'] },
    };
    this.write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
  }

  async setup(
    args: string[] = [],
    env: Record<string, string> = {},
  ): Promise<{ code: number; said: string }> {
    const bin = join(this.folder, 'node_modules/.bin');
    const child = spawn(process.execPath, ['scripts/setup.mjs', ...args], {
      cwd: this.folder,
      env: {
        PATH: `${bin}:${process.env.PATH}`,
        npm_execpath: join(this.folder, 'npm-cli.js'),
        npm_node_execpath: process.execPath,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    const [code] = await once(child, 'close');
    return { code, said };
  }

  /** What was run since the last time this was asked. */
  calls(): string[] {
    const file = join(this.folder, 'calls');
    const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return calls.map((call) => call.split(' ').slice(0, 2).join(' '));
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }
}

describe('the set-up script', () => {
  it('installs and compiles once, then does and says nothing', () =>
    inProject(async (it) => {
      const first = await it.setup();
      assert.equal(first.code, 0, first.said);
      assert.match(
        first.said,
        /^Installo i componenti .*… fatto in \d+,\d s\.\nCompilo… fatto in \d+,\d s\.\n$/,
      );
      assert.deepEqual(it.calls(), ['npm ci', 'tsc']);
      const path = readFileSync(join(it.folder, 'path-of-npm'), 'utf8');
      assert.ok(!path.includes(it.folder), 'npm does not run on the Node that it is about to delete');
      assert.deepEqual(await it.setup(), { code: 0, said: '' });
      assert.deepEqual(it.calls(), []);
    }));

  it('installs again when the lock has changed, or an installation was cut short', () =>
    inProject(async (it) => {
      await it.setup();
      it.calls();
      it.lock('1.0.1');
      assert.equal((await it.setup()).code, 0);
      assert.equal(it.calls()[0], 'npm ci');
      rmSync(join(it.folder, 'node_modules/.package-lock.json'));
      assert.equal((await it.setup(['--quiet'])).code, 0);
      assert.equal(it.calls()[0], 'npm ci');
    }));

  it('compiles when a source changes, and removes what deleted ones left', () =>
    inProject(async (it) => {
      it.write('src/gone.ts', '');
      await it.setup();
      it.calls();
      assert.ok(it.has('dist/gone.js'));
      rmSync(join(it.folder, 'src/gone.ts'));
      it.write('dist/client/app.js', 'the client is built by another tool');
      assert.deepEqual(await it.setup(['--quiet']), { code: 0, said: '' });
      assert.deepEqual(it.calls(), ['tsc']);
      assert.ok(!it.has('dist/gone.js') && it.has('dist/main.js') && it.has('dist/client/app.js'));
      rmSync(join(it.folder, 'dist/main.js'));
      await it.setup();
      assert.deepEqual(it.calls(), ['tsc'], 'an output that somebody removed is made again');
    }));

  it('is not run twice by two starts at once, nor stopped by the lock of a killed one', () =>
    inProject(async (it) => {
      const dead = spawn(process.execPath, ['-e', '']);
      await once(dead, 'close');
      it.write('.cache/setup.lock', JSON.stringify({ pid: dead.pid, started: '1' }));
      const both = await Promise.all([it.setup(), it.setup()]);
      assert.deepEqual(
        both.map(({ code }) => code),
        [0, 0],
      );
      assert.deepEqual(it.calls(), ['npm ci', 'tsc']);
      assert.ok(!it.has('.cache/setup.lock'));
    }));

  for (const [code, sentence] of [
    ['ENOTFOUND', /la rete non risponde/],
    ['ENOSPC', /il disco è pieno/],
    ['EACCES', /manca il permesso/],
    ['EUSAGE', /non concordano/],
    ['EWHATEVER', /npm si è fermato/],
  ] as const) {
    it(`says in Italian why it fails: ${code}`, () =>
      inProject(async (it) => {
        const { code: exit, said } = await it.setup([], { NPM_FAILS: code });
        assert.equal(exit, 1);
        assert.match(said, sentence);
        assert.match(said, new RegExp(`npm error code ${code}`));
        assert.doesNotMatch(said, /\n\s+at /);
      }));
  }
});

it('the lock file names the packages of every platform, as npm ci wants', () => {
  execFileSync(process.execPath, [join(project, 'scripts/lock.mjs'), '--check'], { stdio: 'pipe' });
});
