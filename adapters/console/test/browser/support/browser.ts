import { type Browser, chromium } from 'playwright-core';
import { executable } from '../../../../../test/support/executable.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of the machine; `undefined` where there is none. Nothing is downloaded. */
export function browserPath(): string | undefined {
  return names.map((name) => executable(name)).find((path) => path !== undefined);
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
