import { createElement, Fragment, type ReactNode } from 'react';

/** After what ends a part of an address or a URL, and before what begins one: never amid a word, nor at the end of a sentence. */
const between = /(?<=[@/])(?=[^\s/])|(?<=\S)(?=[.?&=_][\p{L}\p{N}])/u;

/** An address or a URL, or a sentence with one: where it is too long for its line, it goes on in the next at one of its signs. */
export function Breakable({ text }: { readonly text: string }) {
  const nodes: ReactNode[] = [];
  for (const part of text.split(between))
    nodes.push(...(nodes.length > 0 ? [<wbr key={nodes.length} />] : []), part);
  return createElement(Fragment, null, ...nodes);
}
