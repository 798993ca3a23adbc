/** As many uniforms of one key as are asked for: for designs, which need more than the one of a future. */
import { streamSeed, uniformAt } from '../long-stream.ts';
import { drawKey, uniform } from '../world.ts';

/** `count` uniforms in (0, 1) for a key and a purpose, always the same ones; more of them begin with the fewer. */
export function keyUniforms(key: string, purpose: string, count: number): Float64Array {
  const seed = streamSeed(uniform({ text: 'design', index: 0 }, drawKey(key, purpose, 0)));
  const all = new Float64Array(count);
  for (let i = 0; i < count; i++) all[i] = uniformAt(seed, i);
  return all;
}
