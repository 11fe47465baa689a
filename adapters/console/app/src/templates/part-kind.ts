import type { Template } from '../../../src/contract.ts';

/** What templates share: a layout stands around them, a partial within them. */
export type PartKind = NonNullable<Template['kind']>;

/** The kind of a new one, as an address says it. */
export function partKindOf(text: string | undefined): PartKind | undefined {
  return text === 'layout' || text === 'partial' ? text : undefined;
}

/** What templates call a new one: its name in small letters, digits and hyphens; empty where none are left. */
export function partId(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-|-$/g, '');
}

/** The id of a new one; templates for messages are given theirs. */
export function newPartId({ name }: { readonly name: string }, kind: PartKind | undefined) {
  return kind ? { id: partId(name) || kind } : {};
}

/** How a template names it. */
export function callOf(kind: PartKind, id: string): string {
  return kind === 'layout'
    ? `{% layout "${id}" %}{% block content %} … {% endblock %}`
    : `{% render "${id}" %}`;
}
