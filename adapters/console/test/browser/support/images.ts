import type { Locator, Page } from 'playwright-core';

/** A file as a test hands it to the picker. */
export interface TestImage {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture of that size, drawn by the browser. `noisy`: it cannot be made small. */
export async function drawn(
  page: Page,
  { name, width, height, type = 'image/png', noisy = false }: Drawing,
): Promise<TestImage> {
  const base64 = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    canvas.width = ${width};
    canvas.height = ${height};
    const pen = canvas.getContext('2d');
    const all = pen.createLinearGradient(0, 0, ${width}, ${height});
    all.addColorStop(0, '#1d4ed8');
    all.addColorStop(1, '#f59e0b');
    pen.fillStyle = all;
    pen.fillRect(0, 0, ${width}, ${height});
    if (${noisy}) {
      const data = pen.getImageData(0, 0, ${width}, ${height});
      let seed = 7;
      for (let at = 0; at < data.data.length; at++)
        if (at % 4 !== 3) data.data[at] = (seed = (seed * 16807) % 2147483647) & 255;
      pen.putImageData(data, 0, 0);
    }
    return canvas.toDataURL(${JSON.stringify(type)}).split(',')[1];
  })()`);
  return { name, mimeType: type, buffer: Buffer.from(base64, 'base64') };
}

interface Drawing {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly type?: string;
  readonly noisy?: boolean;
}

/** Drops files there, or pastes them into what has the focus, with what stands beside them on the clipboard. */
export async function giveFiles(
  page: Page,
  how: { readonly dropOn: Locator } | { readonly html?: string },
  files: readonly TestImage[],
): Promise<void> {
  const html = 'html' in how ? (how.html ?? '') : '';
  const data = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    for (const { name, mimeType, base64 } of ${JSON.stringify(
      files.map(({ buffer, ...file }) => ({ ...file, base64: buffer.toString('base64') })),
    )}) data.items.add(new File([bytes(base64)], name, { type: mimeType }));
    if (${html !== ''}) data.setData('text/html', ${JSON.stringify(html)});
    if (${'dropOn' in how}) return data;
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  })()`);
  if (!('dropOn' in how)) return;
  // An editor asks where it was.
  const { x = 0, y = 0 } = (await how.dropOn.boundingBox()) ?? {};
  await how.dropOn.dispatchEvent('drop', { dataTransfer: data, clientX: x + 30, clientY: y + 20 });
}
