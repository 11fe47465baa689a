import { createServer, type Socket } from 'node:net';

/** The least SMTP server: takes everything at once, keeps nothing. Tells its port, and in the end how many mails it took. */
let taken = 0;

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 50000000\r\n',
  DATA: '354 go on\r\n',
  QUIT: '221 2.0.0 bye\r\n',
};
const end = '\r\n.\r\n';

function serve(socket: Socket): void {
  let inMail = false;
  let held = '';
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    held += chunk;
    let reply = '';
    for (;;) {
      const stop = inMail ? end : '\r\n';
      const at = held.indexOf(stop);
      if (at < 0) break;
      const command = held.slice(0, 4).toUpperCase();
      held = held.slice(at + stop.length);
      if (inMail) taken += 1;
      reply += inMail ? '250 2.0.0 taken\r\n' : (answers[command] ?? '250 2.0.0 ok\r\n');
      inMail = !inMail && command === 'DATA';
    }
    if (reply !== '') socket.write(reply);
    if (reply.includes('221 ')) socket.end();
  });
  socket.write('220 sink ESMTP\r\n');
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', () => process.send?.({ taken }));
process.once('disconnect', () => process.exit());
