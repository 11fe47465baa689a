import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy as people set them up: what stands below `prefix` goes on without it, with everything else as it came. */
export async function strippingProxy(target: URL, prefix: string) {
  const server = createServer((req, res) => {
    const { method, headers, url = '' } = req;
    if (!url.startsWith(`${prefix}/`)) {
      res.writeHead(404).end('not below the prefix');
      return;
    }
    const path = url.slice(prefix.length);
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
