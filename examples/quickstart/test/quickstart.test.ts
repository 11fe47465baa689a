import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test('prints the way of a message from queued to sent, finds it in the history, and ends by itself', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@postern/source', main]);
  const [said, exit] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const way = (address: string) => ['queued', 'sending', 'sent'].map((status) => `${address}: ${status}`);
  expect(said.trimEnd().split('\n')).toEqual([
    ...way('hello@acme.example'),
    ...way('ada@customer.example'),
    'In the history: "[Acme] Invoice 10" to Ada Lovelace, sent',
  ]);
  expect(exit).toEqual([0, null]);
});
