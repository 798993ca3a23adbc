/** The charts as data, for one made-up study: what is drawn is locked, how it is painted is looked at. `npm run bless` rewrites them. */
import { expect, it } from 'vitest';
import { figureKinds } from '../../src/figures/registry.ts';
import { campus } from './fixture.ts';

it.each(figureKinds.all)('$name', async (kind) => {
  await expect(`${JSON.stringify(kind.figure(campus()), null, 1)}\n`).toMatchFileSnapshot(`golden/${kind.name}.json`);
});
