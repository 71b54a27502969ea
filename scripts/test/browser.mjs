import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Pages are tested in a real browser, PDF files with real tools. Installed where that is allowed, asked for elsewhere. */
export function ensureBrowser() {
  const packages = [];
  if (!process.env.TRAMA_CHROMIUM && !CHROMIUM.some((path) => existsSync(path))) packages.push('chromium');
  if (spawnSync('pdftotext', ['-v']).error) packages.push('poppler-utils');
  if (packages.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && !spawnSync('apt-get', ['--version']).error;
  if (mayInstall) {
    console.error(`Installo ${packages.join(' e ')} dai pacchetti Debian…`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // A mirror that does not answer at once, or somebody else's installation under way, is no reason to give up.
    const patient = ['-qq', '-o', 'Acquire::Retries=5', '-o', 'DPkg::Lock::Timeout=300'];
    spawnSync('apt-get', [...patient, 'update'], { stdio: 'inherit', env });
    const done = spawnSync('apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    if (done.status === 0) return;
  }
  console.error(
    `Per i test servono questi programmi: ${packages.join(', ')}. Su Debian: apt-get install ${packages.join(' ')}`,
  );
  process.exit(1);
}
