import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const fixture = fileURLToPath(new URL('suites.fixture.ts', import.meta.url));

it('runs the suites under node:test as well', async () => {
  // Node's own runner tells a child of another run by NODE_TEST_CONTEXT, and would print in a form of its own.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const args = ['--import', 'tsx', '--conditions=@postern/source', '--test', '--test-reporter=tap', fixture];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 10_000_000 });
  expect(stdout).toMatch(/^# fail 0$/m);
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(150);
});
