#!/usr/bin/env node
// The command. Asking for the version loads nothing else: scripts ask for it often.
declare const TTC_VERSION: string;
/** Where the bundle of main.ts is, seen from this one. */
declare const TTC_PROGRAM: string;

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${TTC_VERSION}\n`);
} else {
  const { fileURLToPath } = await import('node:url');
  const { loadProgram } = await import('./load-program.ts');
  const program = loadProgram<typeof import('./main.ts')>(fileURLToPath(new URL(TTC_PROGRAM, import.meta.url)));
  process.exitCode = await program.exports.main(words);
  await program.keepCompiled();
}
