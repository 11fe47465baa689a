/** A page's code: what it prints as `ts` or `tsx`, and what stands in a comment (`<!-- ts … -->`) to set the stage or to check what it says. */
export function programOf(markdown: string): string {
  const blocks = [...markdown.matchAll(/^```tsx?\n([\s\S]*?)^```$|^<!-- ts\n([\s\S]*?)^-->$/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  const imports = new Set<string>();
  const body = blocks
    .map((block) =>
      // A module's own exports are printed as such; here they are of the page.
      block.replace(/^export (?=const )/gm, '').replace(/^import [^;]+;\n/gm, (line) => {
        imports.add(line);
        return '';
      }),
    )
    .join('\n');
  // Where it is run, no project says how JSX is to be read.
  const jsx = hasJsx(markdown) ? '/** @jsxRuntime automatic */\n' : '';
  return `${jsx}${[...imports].join('')}\nasync function page() {\n${body}\n}\n\nawait page();\nexport {};\n`;
}

export const hasJsx = (markdown: string): boolean => markdown.includes('\n```tsx\n');

/** The links of a page that stay within the repository, without their anchors. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '');
}

/** The example at the head of an entry, as a page: what its first comment says, without its frame. */
export function exampleOf(source: string): string {
  const head = /^\/\*\*\n([\s\S]*?)^ \*\/$/m.exec(source)?.[1] ?? '';
  return head.replace(/^ \* ?/gm, '');
}
