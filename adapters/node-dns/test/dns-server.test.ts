import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet, streamDecode, streamEncode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DnsServer, startDnsServer } from '../src/testing/index.ts';

const longText = 'x'.repeat(600);
let server: DnsServer;

beforeAll(async () => {
  server = await startDnsServer({
    zone: {
      'example.com': { TXT: ['apex'] },
      '*.example.com': { TXT: ['wild'] },
      'a.b.example.com': { TXT: ['deep'] },
      'host.example.com': { A: ['192.0.2.1'] },
      'long.example.com': { TXT: [longText] },
      'chunks.example.com': { TXT: [['one', 'two']] },
      'wild-alias.test': { CNAME: ['other.example.com'] },
      'loop.test': { CNAME: ['loop.test'] },
    },
  });
});

afterAll(() => server.close());

const query = (name: string, edns?: number): Packet => ({
  type: 'query',
  id: 7,
  questions: [{ type: 'TXT', name }],
  ...(edns !== undefined && { additionals: [opt(edns)] }),
});

describe('wildcards (RFC 4592)', () => {
  test.each([
    ['answer for a name that does not exist', 'new.example.com', ['wild']],
    ['answer several labels down', 'x.y.new.example.com', ['wild']],
    ['do not answer for a name that exists', 'host.example.com', []],
    ['do not answer for a name that only has names below it', 'b.example.com', []],
    ['do not answer below a name that exists', 'x.host.example.com', 'NXDOMAIN'],
    ['do not answer for their own parent', 'example.com', ['apex']],
    ['answer for the target of a CNAME', 'wild-alias.test', ['wild']],
  ])('%s', async (_, name, expected) => {
    const answer = await udp(query(name));
    expect(rcode(answer) === 3 ? 'NXDOMAIN' : texts(answer)).toEqual(expected);
  });

  test('the answer carries the name asked for, in its own spelling', async () => {
    const answer = await udp(query('NEW.example.com'));
    expect(answer.answers?.map(({ name }) => name)).toEqual(['NEW.example.com']);
    expect([answer.id, answer.flag_aa, answer.questions?.[0]?.name]).toEqual([7, true, 'NEW.example.com']);
  });
});

describe('long answers', () => {
  test('are cut off over UDP, and whole over TCP', async () => {
    const cut = await udp(query('long.example.com'));
    expect([cut.flag_tc, texts(cut)]).toEqual([true, []]);
    expect(texts(await tcp(query('long.example.com')))).toEqual([longText]);
  });

  test('are whole over UDP for who says by EDNS that it takes them', async () => {
    const whole = await udp(query('long.example.com', 4096));
    expect([whole.flag_tc, texts(whole)]).toEqual([false, [longText]]);
    expect(whole.additionals?.[0]).toMatchObject({ type: 'OPT', udpPayloadSize: 1232 });
    expect((await udp(query('long.example.com', 520))).flag_tc).toBe(true);
  });

  test('are sent in strings of at most 255 bytes, or in those given', async () => {
    const lengths = async (name: string) => (await chunks(name)).map((chunk) => chunk.length);
    expect(await lengths('long.example.com')).toEqual([255, 255, 90]);
    expect(await lengths('chunks.example.com')).toEqual([3, 3]);
  });

  test('over one TCP connection may be several, also in pieces', async () => {
    const socket = connect(server.port, server.host);
    const [first, second] = [streamEncode(query('example.com')), streamEncode(query('new.example.com'))];
    const sent = Buffer.concat([first, second]);
    socket.write(sent.subarray(0, first.length + 3));
    await once(socket, 'data');
    socket.write(sent.subarray(first.length + 3));
    const [data] = await once(socket, 'data');
    expect(texts(streamDecode(data))).toEqual(['wild']);
    socket.destroy();
  });
});

describe('what is no question', () => {
  test('gets no answer, and the next one does', async () => {
    const socket = createSocket('udp4');
    const ids = new Promise<number[]>((resolve) => {
      const seen: number[] = [];
      socket.on('message', (message) => {
        seen.push(message.readUInt16BE(0));
        if (seen.at(-1) === 99) resolve(seen);
      });
    });
    const whole = encode(query('example.com'));
    const cutOff = Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
    const noQuery = encode({ ...query('example.com'), type: 'response' });
    const noQuestion = encode({ type: 'query', id: 7, questions: [] });
    const junk = [Buffer.alloc(512, 0xff), Buffer.alloc(512, 0xc0), Buffer.from('GET / HTTP/1.1\r\n\r\n')];
    const last = encode({ ...query('example.com'), id: 99 });
    for (const packet of [...cutOff, noQuery, noQuestion, ...junk, last]) {
      socket.send(packet, server.port, server.host);
    }
    expect(await ids).toEqual([99]);
    socket.close();
  });

  test('of a type that the zone does not know is answered with nothing', async () => {
    const answer = await udp({ type: 'query', id: 7, questions: [{ type: 'SRV', name: 'example.com' }] });
    expect([rcode(answer), answer.answers]).toEqual([0, []]);
  });

  test('a CNAME that leads to itself ends as a failure', async () => {
    expect(rcode(await udp(query('loop.test')))).toBe(2);
  });
});

describe('the zone', () => {
  test('lists what is there, by name, and takes additions and removals', async () => {
    const { zone, close } = await startDnsServer({ zone: { 'B.test.': { TXT: ['1'] } } });
    zone.add('b.test', 'TXT', '2');
    zone.set('a.test', 'MX', [{ exchange: 'MX.b.test', priority: 5 }], 60);
    zone.add('b.test', 'A', '192.0.2.1');
    expect(zone.list()).toEqual([
      { name: 'a.test', type: 'MX', values: [{ exchange: 'mx.b.test', priority: 5 }], ttl: 60 },
      { name: 'b.test', type: 'A', values: ['192.0.2.1'], ttl: 300 },
      { name: 'b.test', type: 'TXT', values: ['1', '2'], ttl: 300 },
    ]);
    zone.remove('b.test', 'TXT');
    zone.set('a.test', 'MX', []);
    expect(zone.list().map(({ name, type }) => `${name} ${type}`)).toEqual(['b.test A']);
    zone.remove('b.test');
    expect(zone.list()).toEqual([]);
    await close();
  });

  test('refuses what no zone can hold, and stays as it was', async () => {
    const { zone, close } = await startDnsServer();
    const refused = expect.objectContaining({ code: 'invalid_argument' });
    expect(() => zone.set('', 'TXT', ['x'])).toThrow(refused);
    expect(() => zone.set('a..b', 'TXT', ['x'])).toThrow(refused);
    expect(() => zone.set('ä.test', 'TXT', ['x'])).toThrow(refused);
    expect(() => zone.set(`${'x'.repeat(64)}.test`, 'TXT', ['x'])).toThrow(refused);
    expect(() => zone.set('a.test', 'TXT', [['x'.repeat(256)]])).toThrow(refused);
    expect(() => zone.set('a.test', 'TXT', ['x'.repeat(60_001)])).toThrow(refused);
    expect(() => zone.set('a.test', 'A', ['::1'])).toThrow(refused);
    expect(() => zone.set('a.test', 'AAAA', ['192.0.2.1'])).toThrow(refused);
    expect(() => zone.set('a.test', 'CNAME', ['a b'])).toThrow(refused);
    expect(() => zone.set('a.test', 'MX', [{ exchange: 'mx.test', priority: -1 }])).toThrow(refused);
    expect(zone.list()).toEqual([]);
    await close();
  });

  test('lets a name fail with all below it, or everything, until told otherwise', async () => {
    const own = await startDnsServer({ zone: { 'a.test': { TXT: ['x'] } } });
    const codes = () =>
      Promise.all(['a.test', 'b.a.test', 'c.test'].map(async (name) => rcode(await udp(query(name), own))));
    own.zone.fail('a.test', 'SERVFAIL');
    expect(await codes()).toEqual([2, 2, 3]);
    own.zone.fail('.', 'REFUSED');
    expect(await codes()).toEqual([2, 2, 5]);
    own.zone.fail('a.test', 'none');
    own.zone.fail('.', 'none');
    expect(await codes()).toEqual([0, 3, 3]);
    await own.close();
  });
});

test('a port in use is an error, and leaves nothing open', async () => {
  await expect(startDnsServer({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const taken = createSocket('udp4').bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address();
  await expect(startDnsServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  taken.close();
  await once(taken, 'close');
  await (await startDnsServer({ port })).close();
});

function opt(udpPayloadSize: number) {
  const rest = { extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] };
  return { type: 'OPT', name: '.', udpPayloadSize, ...rest } as const;
}

async function udp(packet: Packet, to: DnsServer = server): Promise<DecodedPacket> {
  const socket = createSocket('udp4');
  socket.send(encode(packet), to.port, to.host);
  const [message] = await once(socket, 'message');
  socket.close();
  return decode(message);
}

async function tcp(packet: Packet): Promise<Packet> {
  const socket = connect(server.port, server.host);
  socket.write(streamEncode(packet));
  const [data] = await once(socket, 'data');
  socket.destroy();
  return streamDecode(data);
}

function rcode(packet: Packet): number {
  return (packet.flags ?? 0) & 15;
}

async function chunks(name: string): Promise<Buffer[]> {
  const [answer] = (await tcp(query(name))).answers ?? [];
  return answer?.type === 'TXT' && Array.isArray(answer.data)
    ? answer.data.map((chunk) => Buffer.from(chunk))
    : [];
}

function texts(packet: Packet): string[] {
  return (packet.answers ?? []).flatMap((answer) =>
    answer.type === 'TXT' && Array.isArray(answer.data) ? [answer.data.map(String).join('')] : [],
  );
}
