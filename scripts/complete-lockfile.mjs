// Adds to package-lock.json the platform packages that npm left out because the registry it asked did not have them. Without
// them `npm ci` refuses the lockfile. Run it after `npm install` has changed the lockfile; test/lockfile.test.ts tells when.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const PLATFORM =
  /(android|darwin|linux|win32|freebsd|openharmony|netbsd|openbsd|sunos|aix)-(arm64|x64|ia32|arm|riscv64|ppc64|s390x|loong64)/;

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
let added = 0;
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const platform = PLATFORM.exec(name);
    if (platform === null || lock.packages[key] !== undefined || lock.packages[`${path}/${key}`] !== undefined) continue;
    const [, os, cpu] = platform;
    const libc = os !== 'linux' ? {} : name.includes('musl') ? { libc: ['musl'] } : name.includes('gnu') ? { libc: ['glibc'] } : {};
    lock.packages[key] = {
      version: version.replace(/^[\^~]/, ''),
      cpu: [cpu],
      ...(parent.dev ? { dev: true } : {}),
      ...libc,
      license: parent.license,
      optional: true,
      os: [os],
    };
    added++;
  }
}
const sorted = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted.map((key) => [key, lock.packages[key]]));
if (added > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} added\n`);
