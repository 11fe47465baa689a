export interface Tag {
  readonly name: string;
  readonly value: string;
}

/** The tags of a DKIM or DMARC record (`a=b; c=d`, RFC 6376 §3.2) in their order. `undefined` where one is not of that form. */
export function parseTags(text: string): readonly Tag[] | undefined {
  const parts = text.split(';').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const tags: Tag[] = [];
  for (const part of parts) {
    const match = /^([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*)$/s.exec(part);
    if (match?.[1] === undefined || match[2] === undefined) return undefined;
    tags.push({ name: match[1], value: match[2] });
  }
  return tags;
}

export function tagValue(tags: readonly Tag[], name: string): string | undefined {
  return tags.find((tag) => tag.name === name)?.value;
}
