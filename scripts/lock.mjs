// Completes package-lock.json: npm leaves out an optional package that the registry in use does not have, and then
// `npm ci` refuses the lock. Run it after every change of dependencies. With `--check` it only says what is missing.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  win: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
};
const processors = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
  mips64el: 'mips64el',
  wasm32: 'wasm32',
};

/** `@swc/core-linux-arm-gnueabihf` → os linux, cpu arm, libc glibc. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const last = (table) =>
    words
      .map((word) => table[word])
      .filter(Boolean)
      .pop();
  const os = last(systems);
  const cpu = last(processors);
  const libc =
    os !== 'linux'
      ? undefined
      : words.some((word) => /^musl/.test(word))
        ? 'musl'
        : words.some((word) => /^gnu/.test(word))
          ? 'glibc'
          : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isResolved(path, name)) continue;
    const platform = platformOf(name);
    // Without a platform npm would try to install it everywhere.
    if (!platform.os) throw new Error(`the platform of ${name} cannot be read from its name`);
    // An exact version: these packages are published together with the one that asks for them.
    if (!/^\d/.test(version)) throw new Error(`${name} is asked for as ${version}, not as one version`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      optional: true,
      ...(entry.dev && { dev: true }),
    };
    added.push(name);
  }
}

function isResolved(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (`${at && `${at}/`}node_modules/${name}` in lock.packages) return true;
    if (at === '') return false;
  }
}

if (added.length === 0) console.warn('Il lock è completo.');
else if (process.argv.includes('--check')) {
  console.error(`Al lock mancano: ${added.join(', ')}. Eseguite «node scripts/lock.mjs».`);
  process.exitCode = 1;
} else {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.warn(`Aggiunti al lock: ${added.join(', ')}`);
}
