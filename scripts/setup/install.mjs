import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { root, SetupError, say } from './say.mjs';

const modules = join(root, 'node_modules');
const log = join(root, '.cache', 'npm-ci.log');

/** Runs `npm ci` unless node_modules already holds what the lock file asks for. */
export async function installDependencies() {
  const wanted = readJson(join(root, 'package-lock.json'));
  if (isInstalled(wanted)) return;
  checkPlatform(wanted);
  await freeModules();
  if (say.quiet) say.line('Installo i componenti di Trama (la prima volta circa mezzo minuto)…');
  await say.timed('Installo i componenti (la prima volta circa mezzo minuto)', () => runNpmCi());
  if (!isInstalled(wanted)) {
    throw new SetupError(
      `npm ha finito ma in node_modules manca ancora qualcosa. Togliete la cartella node_modules e ripetete il comando; il resoconto è in ${log}.`,
    );
  }
}

/** npm writes the list of what it installed last of all: an installation cut short has none. */
function isInstalled(wanted) {
  const installed = readJson(join(modules, '.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (found && existsSync(join(root, path))) return found.version === entry.version;
    return entry.optional === true && !(isPinned(wanted, path) && isForHere(entry));
  });
}

/** Node and PostgreSQL are optional for npm, one for each platform, but the one for this platform is needed. */
function isPinned(wanted, path) {
  return path.replace(/^node_modules\//, '') in (wanted.packages[''].optionalDependencies ?? {});
}

function isForHere({ os, cpu }) {
  return (
    [os ?? process.platform].flat().includes(process.platform) &&
    [cpu ?? process.arch].flat().includes(process.arch)
  );
}

/** Where no Node comes with the project, the system's must do. */
function checkPlatform(wanted) {
  const brought = Object.entries(wanted.packages).some(
    ([path, entry]) => /^node_modules\/node-/.test(path) && isPinned(wanted, path) && isForHere(entry),
  );
  const major = Number(process.versions.node.split('.')[0]);
  if (!brought && major < 24) {
    throw new SetupError(
      `Per questo sistema (${process.platform}-${process.arch}) Trama non porta con sé Node: serve Node 24 o successivo, questo è ${process.version}.`,
    );
  }
}

/** Installing deletes node_modules: not under a running server, nor under a PostgreSQL left by one. */
async function freeModules() {
  if (process.platform !== 'linux') return;
  const running = listProcessesFrom(modules + sep);
  const server = running.find(({ command }) => command.includes('dist/main.js'));
  if (server) {
    throw new SetupError(
      `I componenti vanno aggiornati ma Trama è in funzione da questa cartella (processo ${server.pid}). Fermatela e ripetete il comando.`,
    );
  }
  const databases = running.filter(({ command }) => command.includes('/bin/postgres\0-D'));
  for (const { pid } of databases) process.kill(pid, 'SIGINT');
  for (let left = 100; left > 0 && databases.some(({ pid }) => existsSync(`/proc/${pid}/cwd`)); left -= 1) {
    await new Promise((done) => setTimeout(done, 100));
  }
}

function listProcessesFrom(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        if (!readlinkSync(`/proc/${name}/exe`).startsWith(folder)) return [];
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });
}

async function runNpmCi() {
  const { program, args, env } = npmCommand();
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress'];
  const { code, output } = await capture(program, [...args, ...flags, '--loglevel=error'], env);
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, output);
  if (code !== 0) throw new SetupError(explain(output));
}

/**
 * The npm that is running us, on the Node it runs on; but never on the project's own Node, which it is about to
 * delete, whatever PATH says.
 */
function npmCommand() {
  const inside = (path) => resolve(path).startsWith(modules + sep);
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder && !inside(folder));
  const env = { ...process.env, PATH: path.join(delimiter) };
  for (const name of Object.keys(env))
    if (/^npm_(config_(omit|include|only|production)|lifecycle|package)/.test(name)) delete env[name];
  const cli = process.env.npm_execpath;
  if (!cli || !/npm-cli\.c?js$/.test(cli) || inside(cli)) return { program: 'npm', args: [], env };
  const node = [process.env.npm_node_execpath, process.execPath].find((found) => found && !inside(found));
  return { program: node ?? 'node', args: [cli], env };
}

function capture(program, args, env) {
  return new Promise((done, fail) => {
    // Windows knows npm only as a command file, which needs a shell.
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', (error) => {
      if (error.code !== 'ENOENT') fail(error);
      else
        fail(
          new SetupError(
            `Manca npm (cercato come «${program}»). Installatelo (su Debian: apt install npm) e ripetete il comando.`,
          ),
        );
    });
    child.once('close', (code) => done({ code, output }));
  });
}

const reasons = [
  [
    /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|network/i,
    'la rete non risponde. Controllate il collegamento (o il proxy di npm) e ripetete il comando',
  ],
  [/ENOSPC/, 'il disco è pieno. Liberate circa 700 MB e ripetete il comando'],
  [
    /EACCES|EPERM/,
    `manca il permesso di scrivere in ${root}. Avviate Trama con l'utente a cui appartiene la cartella`,
  ],
  [
    /EUSAGE|can only install packages when/,
    'package.json e package-lock.json non concordano. Riportateli come nel repository («git checkout package.json package-lock.json») e ripetete il comando',
  ],
  [
    /EINTEGRITY/,
    'un componente scaricato non è quello atteso. Pulite la memoria di npm («npm cache clean --force») e ripetete il comando',
  ],
  [
    /E404|ETARGET/,
    'un componente non si trova nel registro che npm usa. Controllate «npm config get registry»',
  ],
];

function explain(output) {
  const reason = reasons.find(([pattern]) => pattern.test(output))?.[1] ?? 'npm si è fermato';
  const said = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log|\.log$/.test(line))
    .slice(0, 4);
  return [`Installazione non riuscita: ${reason}.`, ...said, `Il resoconto è in ${log}.`].join('\n');
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
