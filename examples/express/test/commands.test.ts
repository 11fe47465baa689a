import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { temporaryFolder } from './support/folder.ts';

const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
/** What one types in the second terminal, but for killing the process and what needs another start. */
const typed = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .map(([, block = '']) => block)
  .filter((block) => !/npm (start|install)|kill -9|\/follow/.test(block))
  .join('\n')
  .replace(/^U=.*$/m, '');

/** As curl, and says on a line of its own what was asked and answered. A person waits for seconds; here, until nothing waits. */
const told = `
curl() { command curl -w '%{stderr}%{method} %{url} %{http_code}\\n' "$@"; }
sleep() {
  local end=$((SECONDS + 30))
  while [ $SECONDS -lt $end ]; do
    command curl -s "$U/api/email/messages?status=queued,sending" "$U/api/sms/messages?status=queued,sending" $U/api/subscriptions |
      grep -qE '"id": |"waiting": [1-9]' || return 0
    command sleep 0.1
  done
}`;

const folder = temporaryFolder();
let client: Client;
beforeAll(async () => {
  client = await Client.start({ DATA_DIR: folder.path });
});
afterAll(async () => {
  await client.stop();
  folder.remove();
});

/** What the README says is refused, in its order; what says its status itself is not among it. */
const refused = [
  'POST /api/email/messages 409',
  'POST /api/orders?fail=1 500',
  'POST /api/email/messages 400',
  'POST /api/email/messages 400',
  'POST /api/email/messages 413',
  'POST /api/email/sender 422',
  'POST /api/email/sender/confirm 400',
];

const hasCurl = () => {
  try {
    return execFileSync('curl', ['--version']).length > 0;
  } catch {
    return false;
  }
};

test.skipIf(!hasCurl())('every command of the README does what it says', { timeout: 120_000 }, async () => {
  const script = `${told}\nU=${client.url}\n${typed}`;
  const { stderr } = await promisify(execFile)('bash', ['-c', script], { maxBuffer: 1e8 });
  const answers = stderr
    .split('\n')
    .filter((line) => line.includes(client.url))
    .map((line) => line.replace(client.url, ''));
  const commands = typed.split(/\bcurl -s /).slice(1);
  const telling = commands.filter((command) => !command.includes("-w '"));
  expect(answers.length).toBeGreaterThanOrEqual(telling.length);
  expect(answers.filter((line) => !/ [23]\d\d$/.test(line))).toEqual(refused);
});
