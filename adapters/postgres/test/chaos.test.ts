import { afterEach, describe, it } from 'vitest';
import { type Cleanups, runChaos } from './support/chaos.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe('chaos', () => {
  it(
    'ends every accepted message, and sends none twice without saying so',
    {
      timeout: 600_000,
    },
    () => runChaos(cleanups),
  );
});
