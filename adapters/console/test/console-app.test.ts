import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureConsoleApp } from '../../../scripts/ensure-console-app.ts';
import { base, type ConsoleFixture, consoleFixture, everything, origin } from './support/console-fixture.ts';

let f: ConsoleFixture;
let html: string;
beforeAll(async () => {
  await ensureConsoleApp();
  f = await consoleFixture();
  html = await (await f.raw('email/history')).text();
});

const headers = { 'accept-encoding': 'br' };
const urlsIn = (text: string) =>
  [...text.matchAll(/\s(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');

/** A file as it travels, and what is in it. */
async function load(path: string): Promise<{ readonly bytes: number; readonly text: string }> {
  const response = await f.handler(new Request(origin + path, { headers }), everything);
  expect([path, response.status]).toEqual([path, 200]);
  const body = Buffer.from(await response.arrayBuffer());
  const coded = response.headers.get('content-encoding') === 'br';
  return { bytes: body.length, text: (coded ? brotliDecompressSync(body) : body).toString('utf8') };
}

describe('the built app', () => {
  it('has its files below the mount, none of them elsewhere, and no script in the page', async () => {
    const urls = urlsIn(html);
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) {
      expect(url.startsWith(`${base}/`)).toBe(true);
      await load(url);
    }
    expect(html).not.toMatch(/__POSTERN|<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
  });

  it('travels in 250 kB before the first page shows', async () => {
    const files = await Promise.all(urlsIn(html).map(load));
    const bytes = files.reduce((sum, file) => sum + file.bytes, Buffer.byteLength(html));
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(250_000);
  });

  it('loads nothing from another host', async () => {
    const files = await Promise.all(urlsIn(html).map(load));
    const loaded = files.flatMap(({ text }) => [
      ...text.matchAll(/(?:url\(|@import|import\(|fetch\()\s*["']?(?:https?:)?\/\/[^\s"')]+/g),
    ]);
    expect(loaded.map(String)).toEqual([]);
  });
});
