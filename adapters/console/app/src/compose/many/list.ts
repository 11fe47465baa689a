import type { Channel } from 'postern';
import { readTyped } from '../../parts/read-address.ts';

/** One of many that a message goes to. */
export interface Person {
  readonly consumerId?: string | undefined;
  readonly name?: string | undefined;
  readonly address: string;
  readonly readableAddress?: string | undefined;
  /** From a file: what stands in it for the template's variables. */
  readonly values?: Readonly<Record<string, string>>;
}

/** How many one form writes to. */
export const peopleAtMost = 10_000;

/** Whether two are the same recipient. */
export function sameAs({ consumerId, address }: Pick<Person, 'consumerId' | 'address'>): string {
  return consumerId === undefined ? `address ${address.toLowerCase()}` : `person ${consumerId}`;
}

interface Joined {
  readonly people: readonly Person[];
  /** How many were there already. */
  readonly doubled: number;
  /** How many there was no room for. */
  readonly over: number;
}

/** Those who are there, and after them who is new. */
export function joined(present: readonly Person[], more: readonly Person[]): Joined {
  const all = new Map(present.map((person) => [sameAs(person), person]));
  let [doubled, over] = [0, 0];
  for (const person of more) {
    if (all.has(sameAs(person))) doubled += 1;
    else if (all.size >= peopleAtMost) over += 1;
    else all.set(sameAs(person), person);
  }
  return { people: [...all.values()], doubled, over };
}

/** What a list was read as. */
export interface ReadList {
  readonly people: readonly Person[];
  /** The lines in which nobody was found, as they stand, or their numbers. */
  readonly wrong: readonly string[];
}

/** A pasted list: a line each, bare, `Jo Smith <jo@people.example>`, a name and an address beside each other, or several addresses. */
export function readLines(channel: Channel, text: string): ReadList {
  const people: Person[] = [];
  const wrong: string[] = [];
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const found = readLine(channel, line);
    people.push(...found);
    if (found.length === 0) wrong.push(line.trim());
  }
  return { people, wrong };
}

function readLine(channel: Channel, line: string): readonly Person[] {
  const whole = readTyped(channel, line);
  if (whole) return [whole];
  const parts = line.split(/[;,\t]/).map((part) => part.trim());
  const read = parts.map((part) => readTyped(channel, part));
  const found = read.flatMap((one) => one ?? []);
  const [first, another] = found;
  if (!first || another) return found;
  const name = parts.filter((part, index) => part !== '' && !read[index]).join(' ');
  return [name === '' || name.includes('@') ? first : { name, ...first }];
}
