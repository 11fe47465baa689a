export interface Tag {
  readonly name: string;
  readonly value: string;
}

/** White space between tags, as receivers read it (RFC 6376 §2.8): space and tab, folded or not. A no-break space is none. */
const space = '(?:(?:\\r\\n)?[ \\t]+)*';
const tagForm = new RegExp(`^${space}([A-Za-z][A-Za-z0-9_]*)${space}=${space}(.*?)${space}$`, 's');
const blank = new RegExp(`^${space}$`);

/** The tags of a DKIM or DMARC record (`a=b; c=d`, RFC 6376 §3.2) in their order. `undefined` where one is not of that form. */
export function parseTags(text: string): readonly Tag[] | undefined {
  const parts = text.split(';');
  if (blank.test(parts.at(-1) ?? '')) parts.pop();
  const tags: Tag[] = [];
  for (const part of parts) {
    const [, name, value] = tagForm.exec(part) ?? [];
    if (name === undefined || value === undefined || !readable(value)) return undefined;
    tags.push({ name, value });
  }
  return tags;
}

/** Values are printable ASCII and white space; receivers give up on the record at anything else. */
function readable(value: string): boolean {
  return /^[\x21-\x7e]*(?:(?:(?:\r\n)?[ \t])+[\x21-\x7e]+)*$/.test(value);
}

export function tagValue(tags: readonly Tag[], name: string): string | undefined {
  return tags.find((tag) => tag.name === name)?.value;
}

/** The first name that is there more than once, which makes the whole list invalid (RFC 6376 §3.2), or that was typed in twice (`p=p=…`). */
export function doubledTag(text: string): string | undefined {
  const typed = /(?:^|;)\s*(\w+)\s*=\s*\1\s*=/.exec(text)?.[1];
  const names = text.split(';').flatMap((part) => /^\s*(\w+)\s*=/.exec(part)?.[1] ?? []);
  return typed ?? names.find((name, index) => names.indexOf(name) < index);
}

/** Without repetitions of a tag typed in twice: `p=…` for `p=p=…`, and the first of two that say the same. */
export function withoutDoubles(text: string): string {
  const parts = text.split(';').map((part) => part.replace(/^(\s*)(\w+)\s*=\s*(?=\2\s*=)/, '$1'));
  const tight = parts.map((part) => part.replace(/\s/g, ''));
  return parts.filter((_, index) => tight.indexOf(tight[index] ?? '') === index).join(';');
}
