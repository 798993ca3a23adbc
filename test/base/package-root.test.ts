import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/base/package-root.ts';

test('the root is the folder that holds what ships with the package', () => {
  expect(existsSync(join(packageRoot(), 'src', 'base', 'package-root.ts'))).toBe(true);
  expect(existsSync(join(packageRoot(), 'assets', 'fonts', 'OFL.txt'))).toBe(true);
});
