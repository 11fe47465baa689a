import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../src/model/public-address.ts';
import { urlFault } from '../src/webhooks/address.ts';

/** From the registries of special-purpose addresses of IANA (RFC 6890 and what followed), one of each, and how they may be dressed. */
const special = {
  'this network': ['0.0.0.0', '0.1.2.3'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'shared by a carrier’s customers': ['100.64.0.1', '100.127.255.255'],
  loopback: ['127.0.0.1', '127.255.0.1', '::1'],
  'link-local, metadata of clouds': ['169.254.169.254', 'fe80::1', 'febf::1'],
  'IETF protocols': ['192.0.0.8', '192.0.0.170'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'relays of 6to4': ['192.88.99.1', '2002:7f00:1::'],
  benchmarks: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  reserved: ['240.0.0.1', '255.255.255.255'],
  unspecified: ['::'],
  'IPv4 in IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
  ],
  Teredo: ['2001::1'],
  discarded: ['100::1'],
  'unique-local, metadata of clouds': ['fc00::1', 'fd00:ec2::254'],
  'site-local, deprecated': ['fec0::1'],
  'given out to nobody yet': ['4000::1', '5f00::1', '8000::1'],
  'with a zone': ['fe80::1%eth0'],
  'no address': ['', 'localhost', '1.2.3', '0x7f.1', '127.1'],
};

describe('an address that may be called', () => {
  it.each(Object.entries(special))('is none that is special: %s', async (_kind, addresses) => {
    for (const address of addresses)
      expect([address, await isPublicAddress(address)]).toEqual([address, false]);
  });

  it('is one of the public internet', async () => {
    for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.63.255.255', '2606:4700:4700::1111'])
      expect([address, await isPublicAddress(address)]).toEqual([address, true]);
  });
});

describe('a URL that may be entered', () => {
  const bare = { allowHttp: false, allowPrivateAddresses: false };
  const free = { allowHttp: true, allowPrivateAddresses: true };

  it('is https, without what is never sent or would stand in logs', () => {
    for (const url of [
      'https://acme.example',
      'https://acme.example:8443/a?b=c',
      'https://acme.example:443/',
    ])
      expect(urlFault(url, bare)).toBeUndefined();
    for (const url of [
      ...[
        '',
        'acme.example',
        '//acme.example',
        'ftp://acme.example',
        'file:///etc/passwd',
        'http://acme.example',
      ],
      ...['https://u:p@acme.example/', 'https://u@acme.example/', 'https://acme.example/#a', 'https://'],
      ...[
        'https://acme.example:22/',
        'https://acme.example:25/',
        `https://acme.example/${'a'.repeat(2_000)}`,
      ],
    ])
      expect([url, urlFault(url, bare)]).toEqual([url, expect.any(String)]);
  });

  it('is http, and of any port, where that is allowed', () => {
    expect(urlFault('http://localhost:81/', free)).toBeUndefined();
    expect(urlFault('http://acme.example/', { ...bare, allowHttp: true })).toBeUndefined();
    expect(urlFault('http://acme.example:81/', { ...bare, allowHttp: true })).toContain('port');
    expect(urlFault('http://acme.example/', { ...free, allowHttp: false })).toContain('https');
    expect(urlFault('http://u:p@localhost/', free)).toContain('password');
  });
});
