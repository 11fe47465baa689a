import { expect, it } from 'vitest';
import { memoryDns } from '../src/index.ts';

const nameServer = '192.0.2.53';

it('begins with the records it is given, with a time to live', async () => {
  const mx = { exchange: 'mx.example.com', priority: 10 };
  const dns = memoryDns({ 'example.com': { TXT: ['one'], MX: [mx] } });
  expect(await dns.resolve('example.com', 'TXT')).toEqual({ kind: 'found', values: ['one'], ttl: 300 });
  expect(await dns.resolve('example.com', 'MX')).toEqual({ kind: 'found', values: [mx], ttl: 300 });
  dns.set('example.com', 'TXT', ['two'], 60);
  expect(await dns.resolve('example.com', 'TXT')).toEqual({ kind: 'found', values: ['two'], ttl: 60 });
});

it('lets a name server say something else, about one type of a name', async () => {
  const dns = memoryDns({ 'example.com': { TXT: ['old'], NS: ['ns1.example.com'] } });
  dns.at(nameServer).set('example.com', 'TXT', ['new']);
  expect(await dns.resolve('example.com', 'TXT')).toMatchObject({ values: ['old'] });
  expect(await dns.resolve('example.com', 'TXT', { nameServer })).toMatchObject({ values: ['new'] });
  expect(await dns.resolve('example.com', 'NS', { nameServer })).toMatchObject({ kind: 'found' });
  const other = { nameServer: '192.0.2.54' };
  expect(await dns.resolve('example.com', 'TXT', other)).toMatchObject({ values: ['old'] });
});

it('lets a name server have nothing, or fail', async () => {
  const dns = memoryDns({ 'a.example.com': { TXT: ['one'] }, 'b.example.com': { TXT: ['two'] } });
  dns.at(nameServer).set('a.example.com', 'TXT', []);
  dns.at(nameServer).fail('b.example.com');
  expect(await dns.resolve('a.example.com', 'TXT', { nameServer })).toMatchObject({ kind: 'missing' });
  const failed = { kind: 'unavailable', code: 'ESERVFAIL' };
  expect(await dns.resolve('b.example.com', 'TXT', { nameServer })).toEqual(failed);
  expect(await dns.resolve('b.example.com', 'TXT')).toMatchObject({ kind: 'found' });
  dns.at(nameServer).remove('b.example.com');
  expect(await dns.resolve('b.example.com', 'TXT', { nameServer })).toMatchObject({ values: ['two'] });
});

it('removes one type of a name, or all of it', async () => {
  const dns = memoryDns({ 'example.com': { TXT: ['one'], A: ['192.0.2.1'] } });
  dns.remove('example.com', 'TXT');
  expect(await dns.resolve('example.com', 'TXT')).toEqual({ kind: 'missing', nameExists: true });
  dns.remove('Example.com.');
  expect(await dns.resolve('example.com', 'A')).toEqual({ kind: 'missing', nameExists: false });
});

it('answers with a wildcard for names that do not exist, and for no others', async () => {
  const dns = memoryDns({
    '*.example.com': { TXT: ['any'] },
    'www.example.com': { A: ['192.0.2.1'] },
    'deep.sub.example.com': { A: ['192.0.2.2'] },
  });
  for (const name of ['random.example.com', 'two.random.example.com']) {
    expect(await dns.resolve(name, 'TXT')).toMatchObject({ values: ['any'] });
  }
  for (const name of ['www.example.com', 'sub.example.com', 'other.sub.example.com', 'example.com']) {
    expect(await dns.resolve(name, 'TXT')).toMatchObject({ kind: 'missing' });
  }
  expect(await dns.resolve('random.example.com', 'A')).toEqual({ kind: 'missing', nameExists: true });
});

it('follows a CNAME for the shortest time to live, and no loop for ever', async () => {
  const dns = memoryDns();
  dns.set('alias.example.com', 'CNAME', ['Target.example.com.'], 60);
  dns.set('target.example.com', 'TXT', ['found'], 600);
  const found = { kind: 'found', values: ['found'], ttl: 60 };
  expect(await dns.resolve('alias.example.com', 'TXT')).toEqual(found);
  expect(await dns.resolve('alias.example.com', 'NS')).toEqual({ kind: 'missing', nameExists: true });
  dns.set('loop.example.com', 'CNAME', ['loop.example.com']);
  const failed = { kind: 'unavailable', code: 'ESERVFAIL' };
  expect(await dns.resolve('loop.example.com', 'TXT')).toEqual(failed);
});

it('answers nothing to a question that was called off', async () => {
  const dns = memoryDns({ 'example.com': { TXT: ['one'] } });
  const answer = await dns.resolve('example.com', 'TXT', { signal: AbortSignal.abort() });
  expect(answer).toEqual({ kind: 'unavailable', code: 'ECANCELLED' });
});

it('asks no name server that is not an IP address', async () => {
  const dns = memoryDns({ 'example.com': { TXT: ['one'] } });
  const answer = await dns.resolve('example.com', 'TXT', { nameServer: 'ns1.example.com' });
  expect(answer).toEqual({ kind: 'unavailable', code: 'EREFUSED' });
});

it('keeps its records when an answer is changed', async () => {
  const values = [{ exchange: 'mx.example.com', priority: 10 }];
  const dns = memoryDns();
  dns.set('example.com', 'MX', values);
  const answer = await dns.resolve('example.com', 'MX');
  if (answer.kind === 'found') Object.assign(answer.values, []).splice(0);
  values.pop();
  expect(await dns.resolve('example.com', 'MX')).toMatchObject({ values: [{ priority: 10 }] });
});
