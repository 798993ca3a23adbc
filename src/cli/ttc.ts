#!/usr/bin/env node
// The command. Asking for the version loads nothing else: scripts ask for it often.
declare const TTC_VERSION: string;

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${TTC_VERSION}\n`);
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(words);
}
