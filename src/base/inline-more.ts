/**
 * Lets V8 build larger pieces of machine code. The engine is many small functions that call one another at every event, and by its
 * own rules V8 stops putting them into one another half-way: a study of twenty million activity starts is done in a tenth less
 * time with these. One of half a million takes longer, for larger pieces take longer to build.
 * Flags hold for the whole process and are no promise of Node, so they are set on versions where they were tried and are known.
 */
import { setFlagsFromString } from 'node:v8';

const TRIED = { from: 20, to: 24 };

/** Activity starts of a study from which on it is worth while. */
const LONG_STUDY = 10_000_000;

/** To be called before anything is played. `starts`: activities x futures of what will be played. Changes no result. */
export function inlineMore(starts: number): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (starts < LONG_STUDY || major < TRIED.from || major > TRIED.to) return;
  setFlagsFromString('--max-inlined-bytecode-size=2000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=6000');
}
