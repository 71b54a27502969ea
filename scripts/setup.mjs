// Brings a fresh clone to the point where Trama starts: dependencies, compiled server, built client.
// It runs on the system's Node, any from 18, before anything is installed: no dependency, no newer syntax.
import { buildAll } from './setup/build.mjs';
import { installDependencies } from './setup/install.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { SetupError, say } from './setup/say.mjs';

const major = Number(process.versions.node.split('.')[0]);

try {
  if (major < 18) {
    throw new SetupError(
      `Serve Node 18 o successivo; questo è ${process.version}. Installatene uno più recente da https://nodejs.org.`,
    );
  }
  say.quiet = process.argv.includes('--quiet');
  await withSetupLock(async () => {
    await installDependencies();
    await buildAll();
  });
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
