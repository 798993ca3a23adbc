import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Modules are loaded once per worker and not once per file: they keep no state that a test could leave behind.
    isolate: false,
    // Every core; by itself vitest leaves one idle.
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'out/test-results.json' },
  },
});
