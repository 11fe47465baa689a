import type { Page } from 'playwright-core';

/** What a finger is to hit, in px: see `--postern-target` of the app. */
const least = 40;

/** Longer ones, such as ids and keys, may go on in the next line. */
const longestWord = 24;

const script = `(() => {
  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const { visibility, clipPath } = getComputedStyle(element);
    return width > 1 && height > 1 && visibility !== 'hidden' && clipPath === 'none';
  };
  const sizeOf = (element) => {
    const label = ['checkbox', 'radio'].includes(element.type) ? element.labels[0] : undefined;
    const after = getComputedStyle(element, '::after');
    const heights = [element, label].filter(Boolean).map((one) => one.getBoundingClientRect().height);
    return Math.max(...heights, after.content === 'none' ? 0 : parseFloat(after.height) || 0);
  };
  const pressed = [...document.querySelectorAll('button, input:not([type=file]), select, a.mantine-Button-root')];
  const small = pressed
    .filter((element) => isShown(element) && sizeOf(element) < ${least})
    .map((element) => 'too small to hit: ' + (element.getAttribute('aria-label') ?? element.innerText ?? element.type));
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (!isShown(node.parentElement) || node.parentElement.closest('code, pre, script, style, textarea, option')) continue;
    for (const { 0: word, index } of node.textContent.matchAll(/[\\p{L}\\p{N}]{2,${longestWord}}/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4)));
      if (lines.size > 1) broken.push('broken amid a word: ' + word);
    }
  }
  return [...small, ...broken];
})()`;

/** What on a phone's screen is too small to be hit by a finger, and which words are broken in two. */
export function cramped(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(script);
}
