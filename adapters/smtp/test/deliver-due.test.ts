import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { mailServer } from './support/opened.ts';

it('a process that calls deliverDue() ends when all is delivered: no connection is kept', async () => {
  const server = await mailServer();
  const script = `
    import { memory, memoryDns } from '@postern/memory';
    import { smtp } from '@postern/smtp';
    import { Messaging } from 'postern';
    const dns = memoryDns();
    dns.set('acme.example', 'A', ['203.0.113.1']);
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' }, ...memory(), dns, secret: 'a secret for tests, long enough to pass',
      email: smtp({ host: '127.0.0.1', port: ${server.port} }),
    });
    // The mail with the code is one like any other.
    await messaging.email.sender.create({ name: 'Acme', address: 'hello@acme.example' });
    await messaging.deliverDue();
  `;
  const args = ['--import', 'tsx', '--conditions=@postern/source', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(server.mails).toHaveLength(1);
});
