// Development: compiles at every change and restarts the server; PostgreSQL stays, held by this process.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { viteConfig } from './setup/build.mjs';
import { root } from './setup/say.mjs';

const { startEmbedded } = await import('../dist/platform/db/embedded.js');
const { readConfig } = await import('../dist/platform/process/config.js');

const config = readConfig(process.env, root);
const log = (line) => process.stderr.write(`${line}\n`);
const database = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });

const start = (args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
const tool = (path) => join(root, 'node_modules', path);
const children = [
  start([tool('typescript/bin/tsc'), '-p', root, '--watch', '--preserveWatchOutput']),
  ...(viteConfig ? [start([tool('vite/bin/vite.js'), 'build', '--watch', '--logLevel', 'warn'])] : []),
  start(['--watch', '--watch-preserve-output', '--enable-source-maps', join(root, 'dist/main.js')]),
];

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await Promise.all(
    children.map((child) => {
      if (child.exitCode !== null || child.signalCode !== null) return undefined;
      child.kill('SIGTERM');
      return new Promise((done) => child.once('exit', done));
    }),
  );
  await database?.release();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
