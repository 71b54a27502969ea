// A process that holds the embedded PostgreSQL of the folder in its argument, for the tests of crashes and sharing.
// It says what it does in lines of JSON, and releases when its input ends.
import { startEmbedded } from './embedded.js';
import { migrate } from './migrate.js';

const [dataDir = '', ...flags] = process.argv.slice(2);
const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);

const database = await startEmbedded({ dataDir, log: (line) => say({ line }) });
if (flags.includes('--migrate')) {
  say({ migrating: true });
  say({ migrations: (await migrate(database.ownerConfig)).length });
}
say({ postmaster: database.pid(), uid: process.getuid?.() });

const timer = setInterval(() => {}, 60_000);
process.stdin.on('data', () => {});
process.stdin.on('end', async () => {
  await database.release();
  clearInterval(timer);
  say({ released: true });
});
