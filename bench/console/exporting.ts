import { createReadStream } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** Of an export by clicking. */
export interface Exported {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  /** By how many bytes this process, which is the server as well, had grown at most in each tenth of the time. */
  readonly grewBy: readonly number[];
}

const sampleMs = 250;

/** All of the history as a file, by clicking. */
export async function exportHistory(page: Page, base: string): Promise<Exported> {
  await page.goto(`${base}/email/history`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  return saved(page, page.getByRole('dialog').getByRole('link', { name: 'Download' }));
}

/** All of the suppression list. */
export async function exportSuppressions(page: Page, base: string): Promise<Exported> {
  await page.goto(`${base}/email/suppressions`);
  return saved(page, page.getByRole('link', { name: 'Export', exact: true }));
}

async function saved(page: Page, link: Locator): Promise<Exported> {
  await link.waitFor();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage().rss - before), sampleMs);
  const began = performance.now();
  try {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 0 }), link.click()]);
    const path = await download.path();
    const seconds = (performance.now() - began) / 1_000;
    let [bytes, lines] = [0, 0];
    for await (const part of createReadStream(path)) {
      const chunk: Buffer = part;
      bytes += chunk.byteLength;
      for (const byte of chunk) if (byte === 10) lines += 1;
    }
    return { rows: lines - 1, bytes, seconds, grewBy: mostOfTenths(samples) };
  } finally {
    clearInterval(sampling);
  }
}

function mostOfTenths(samples: readonly number[]): readonly number[] {
  const size = Math.max(1, Math.ceil(samples.length / 10));
  const tenths: number[] = [];
  for (let first = 0; first < samples.length; first += size)
    tenths.push(Math.max(...samples.slice(first, first + size)));
  return tenths;
}
