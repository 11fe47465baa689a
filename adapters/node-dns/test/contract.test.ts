import { dnsResolverSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { nodeDns } from '../src/index.ts';
import { startDnsServer } from '../src/testing/index.ts';

// node:dns itself, against a real server.
dnsResolverSuite({ describe, it }, async () => {
  const { zone, address, close } = await startDnsServer();
  return {
    resolver: nodeDns({ servers: [address] }),
    set: (name, type, values) => zone.set(name, type, values),
    setChunks: (name, records) => zone.set(name, 'TXT', records),
    remove: (name) => zone.remove(name),
    fail: (name, code) => zone.fail(name, code === 'ESERVFAIL' ? 'SERVFAIL' : 'REFUSED'),
    close,
  };
});
