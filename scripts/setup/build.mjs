import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { root, SetupError, say } from './say.mjs';

const source = join(root, 'src');
const client = join(source, 'client');
const output = join(root, 'dist');
const clientOutput = join(output, 'client');
const record = join(output, '.built.json');
/** The client's build, where the project has one. */
export const viteConfig = ['vite.config.ts', 'vite.config.mjs', 'vite.config.js']
  .map((name) => join(root, name))
  .find((path) => existsSync(path));

/** Compiles what changed since the last time: the server with tsc, the client with Vite. */
export async function buildAll() {
  const built = readRecord();
  const serverInputs = signature([...listFiles(source, client), join(root, 'tsconfig.json')]);
  // All sources: the client carries the icons that the server's pages name.
  const clientSources = [...listFiles(source), ...listFiles(join(root, 'scripts', 'client'))];
  const clientInputs = viteConfig ? signature([...clientSources, viteConfig]) : '';
  const missing = listOutputs().filter((path) => !existsSync(path));
  const tasks = [];
  if (built.server !== serverInputs || missing.length > 0) tasks.push(buildServer(missing.length > 0));
  if (viteConfig && (built.client !== clientInputs || !existsSync(clientOutput))) tasks.push(buildClient());
  if (tasks.length === 0) return;
  mkdirSync(output, { recursive: true });
  await say.timed('Compilo', async () => {
    const results = await Promise.allSettled(tasks.map((task) => task()));
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  });
  writeFileSync(record, JSON.stringify({ server: serverInputs, client: clientInputs }));
}

function buildServer(fromScratch) {
  return async () => {
    pruneOutputs();
    // The compiler writes only what it believes to be stale, and does not look whether its outputs are there.
    if (fromScratch) rmSync(join(output, '.tsbuildinfo'), { force: true });
    await run('typescript/bin/tsc', ['-p', root]);
  };
}

function buildClient() {
  return () => run('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
}

/** Names, sizes and times: a clone or a checkout gives new times, which costs at most one compilation too many. */
function signature(paths) {
  const hash = createHash('sha256').update(process.env.npm_package_version ?? '');
  for (const path of [...paths, join(root, 'package-lock.json')].sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function listOutputs() {
  return listFiles(source, client)
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .map((path) => join(output, relative(source, path)).replace(/\.tsx?$/, '.js'));
}

/** Outputs of sources that are no more: tests among them would still run. */
function pruneOutputs() {
  for (const path of listFiles(output, clientOutput)) {
    const name = relative(output, path);
    if (!/\.(js|js\.map|json)$/.test(name) || name.startsWith('.')) continue;
    const stem = join(source, name.replace(/\.js(\.map)?$/, ''));
    const sources = name.endsWith('.json') ? [join(source, name)] : [`${stem}.ts`, `${stem}.tsx`];
    if (!sources.some((path) => existsSync(path))) rmSync(path);
  }
  pruneFolders(output);
}

function pruneFolders(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) pruneFolders(join(folder, entry.name));
  }
  if (folder !== output && readdirSync(folder).length === 0) rmdirSync(folder);
}

function listFiles(folder, except) {
  if (folder === except || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path, except) : [path];
  });
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

/** Runs a tool on the Node that came with the project, where there is one. */
function run(tool, args) {
  const own = join(root, 'node_modules', '.bin', 'node');
  const node = process.platform !== 'win32' && existsSync(own) ? own : process.execPath;
  return new Promise((done, fail) => {
    const child = spawn(node, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new SetupError(`Compilazione non riuscita (${tool.split('/')[0]}):\n${said.trim()}`));
    });
  });
}
