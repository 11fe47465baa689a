import { type Example, startExample } from './example.ts';
import { post } from './home-page.ts';
import { readSettings } from './settings.ts';

try {
  const example = await startExample(readSettings(process.env));
  console.log(greeting(example));
  stopOn(['SIGINT', 'SIGTERM'], example);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function greeting({ url, dataDir, smtpPort, mailProvider, dnsPort, phones }: Example): string {
  const isMailHere = smtpPort !== undefined || mailProvider !== undefined;
  const lines = [
    'The Postern example runs. No login: it answers on this machine only.',
    '',
    `  Console       ${url}/console`,
    `  Shop          ${url}/shop`,
    ...(smtpPort ? [`  Mail catcher  ${url}/mail   (smtp://127.0.0.1:${smtpPort})`] : []),
    ...(mailProvider ? [`  Mail catcher  ${url}/mail   (a stand-in for ${mailProvider})`] : []),
    ...(phones ? [`  Phones        ${url}/sms    (a stand-in for ${phones})`] : []),
    ...(dnsPort ? [`  DNS zone      ${url}/dns    (127.0.0.1:${dnsPort})`] : []),
    `  Webhooks      ${url}/hooks  (what another program is told)`,
    '',
    `The same by commands: ${url}, and examples/express/README.md`,
    '',
    `  ${post(url, '/api/email/sender', '{"name":"Acme","address":"hello@acme.example"}')}`,
    ...(isMailHere ? [`  curl -s ${url}/mail/latest/text`] : []),
    `  ${post(url, '/api/email/sender/confirm', '{"code":"the code"}')}`,
    `  curl -s -X POST ${url}/api/email/sender/domain/check`,
    ...(dnsPort ? [`  curl -s -X POST ${url}/dns/missing`] : []),
    '',
    dataDir
      ? `Ctrl+C stops it, kill -9 ${process.pid} kills it. What it has is kept in ${dataDir}: remove that to begin anew.`
      : 'Ctrl+C stops it; everything is in memory and goes with it.',
  ];
  return lines.join('\n');
}

/** The first signal lets hand-overs under way end, the second does not wait. */
function stopOn(signals: readonly NodeJS.Signals[], example: Example): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      console.log('\nStopping …');
      example.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error('It did not stop cleanly:', error instanceof Error ? error.message : error);
          process.exit(1);
        },
      );
    });
  }
}
