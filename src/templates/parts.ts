/** Layouts and partials: which of them a template names, and those of them that there are. */
import { MessagingError } from '../errors.ts';
import type { PartKind } from '../model/part-kind.ts';
import type { Part } from './library.ts';
import type { TemplateSource } from './template-source.ts';

/** What a template may draw in, with all that this draws in. Beyond it nothing is looked for. */
const most = { parts: 50, characters: 500_000 } as const;
const naming = /\{%-?\s*(layout|render)\s*(["'])([A-Za-z0-9._-]{1,64})\2/g;

/** A layout or partial, and whose it is. */
export interface FoundPart extends Part {
  /** A person wrote it: it is rendered on a thread of its own. */
  readonly byPeople: boolean;
}

/** Finds a layout or partial by its id, in a language where it speaks that, else in its own: `undefined` where there is none. */
export type FindPart = (id: string, language?: string) => Promise<FoundPart | undefined>;

/** A layout or partial that a template names. */
export interface Naming {
  readonly kind: PartKind;
  readonly id: string;
}

/** Whether it names any. */
export function namesParts(text: string): boolean {
  return text.search(naming) >= 0;
}

/** What a template names, by a look at its text; what is in a comment counts too. Names that are no ids find nothing, and are refused where they are parsed. */
export function namedIn({ subject, text, html }: TemplateSource): readonly Naming[] {
  const named = new Map<string, Naming>();
  for (const source of [subject, text, html]) {
    for (const [, tag, , id = ''] of (source ?? '').matchAll(naming))
      named.set(`${tag} ${id}`, { kind: tag === 'layout' ? 'layout' : 'partial', id });
  }
  return [...named.values()];
}

/**
 * What a template draws in, straight and through others. What is not there is left out, for the parser to name.
 * @throws MessagingError `template_invalid` where it is more than 50 parts, or 500,000 characters of them
 */
export async function partsOf(
  source: TemplateSource,
  find: FindPart,
  language?: string,
): Promise<readonly FoundPart[]> {
  const asked = new Set<string>();
  const found: FoundPart[] = [];
  let sources = [source];
  while (sources.length > 0) {
    const ids = new Set(sources.flatMap(namedIn).map(({ id }) => id));
    const next = [...ids].filter((id) => !asked.has(id));
    for (const id of next) asked.add(id);
    if (asked.size > most.parts) throw tooMany(`more than ${most.parts} layouts and partials`);
    const parts = (await Promise.all(next.map((id) => find(id, language)))).filter(
      (part) => part !== undefined,
    );
    found.push(...parts);
    if (found.reduce((sum, { text = '', html = '' }) => sum + text.length + html.length, 0) > most.characters)
      throw tooMany(`layouts and partials of more than ${most.characters} characters`);
    sources = parts;
  }
  return found;
}

function tooMany(what: string): MessagingError {
  return new MessagingError('template_invalid', `The template draws in ${what}.`);
}
