import type { Browser } from 'playwright-core';

const wheelTurns = 300;

/** Turns the wheel through the history and times the frames: how many rows came by, and how long the frames took. */
export async function measureScrolling(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 850 } });
  let rows = 0;
  page.on('response', async (response) => {
    if (!response.url().includes('/api/email/messages')) return;
    const answer = await response.json().catch(() => ({ items: [] }));
    rows += answer.items?.length ?? 0;
  });
  await page.goto(url);
  await page
    .getByText('Invoice')
    .first()
    .waitFor()
    .catch(() => undefined);
  // In the page: a string, so that no compiler's helper goes along.
  await page.evaluate(`
    window.frameTimes = [];
    let last = performance.now();
    const frame = (now) => { window.frameTimes.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  `);
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < wheelTurns; turn += 1) await page.mouse.wheel(0, 600);
  const times = ((await page.evaluate('window.frameTimes')) as number[]).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rows, frames: { p50: at(0.5), p95: at(0.95), max: at(1) } };
}
