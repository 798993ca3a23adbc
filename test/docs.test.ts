/** The documentation, tried as written: commands run, examples compile, files that are named are there, tables match the registries. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands/registry.ts';
import { DISPATCH_RULES } from '../src/plan/plan.ts';

const readme = readFileSync('README.md', 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'src/README.md', 'scenarios/README.md', 'seeds/README.md'];

/** Fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] as string);
}

const commands = blocks(readme, 'sh')
  .flatMap((block) => block.trim().split('\n'))
  .filter((line) => line.startsWith('npx ttc'));

describe('README', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ttc-readme-'));
    cpSync('scenarios', join(folder, 'scenarios'), { recursive: true });
    cpSync('seeds', join(folder, 'seeds'), { recursive: true });
    const network = blocks(readme, 'yaml').find((block) => /^time_unit:/m.test(block));
    writeFileSync(join(folder, 'network.yaml'), network as string);
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the two commands that do their own set-up', () => {
    const lines = blocks(readme, 'sh').map((block) => block.trim());
    expect(lines).toContain('npm ci && npm start');
    expect(lines).toContain('npm ci && npm test');
    expect(readFileSync('.ci/run', 'utf8')).toContain('npm ci && npm test');
  });

  it.each(commands)('%s', (line) => {
    const words = [...line.slice('npx ttc'.length).matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? (match[2] as string));
    const output = execFileSync(process.execPath, [resolve('dist/ttc.js'), ...words], { cwd: folder, encoding: 'utf8' });
    expect(output.length).toBeGreaterThan(20);
  });

  it('shows a library example that runs', () => {
    const example = (blocks(readme, 'ts')[0] as string).replace("'time-to-compute'", JSON.stringify(resolve('dist/index.js')));
    const file = join(folder, 'example.mjs');
    writeFileSync(file, `${example}\nconsole.log(trace.makespan > 0, outcomes.replications);\n`);
    expect(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }).trim()).toBe('true 500');
  });

  it('names every command and every dispatch rule', () => {
    for (const { name } of COMMANDS.all) expect(readme).toContain(name);
    for (const rule of DISPATCH_RULES) expect(readme).toContain(`\`${rule}\``);
  });
});

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names only files that are there', () => {
    const named = [
      ...text.matchAll(
        /`((?:\.\.\/)?(?:src|scenarios|seeds|test|scripts|random|plan|trades|measure|figures|cli|study|engine|report|base)\/[\w./-]+)`/g,
      ),
    ].map((match) => match[1] as string);
    const missing = named.filter(
      (name) => ![name, join('src', name), join(dirname(page), name)].some((candidate) => existsSync(candidate)),
    );
    expect(missing).toEqual([]);
  });

  it('has no broken links within the repository', () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1] as string);
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });
});

describe('the map of the house', () => {
  it('lists every room', () => {
    const map = readFileSync('src/README.md', 'utf8');
    const rooms = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `\`${entry.name}/\``);
    for (const room of rooms) expect(map).toContain(room);
  });
});
