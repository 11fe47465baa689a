import type { Channel } from 'postern';

/** Words that differ between the channels: a third one does not compile before it has its own. */
export function byChannel<Words>(words: Readonly<Record<Channel, Words>>): Readonly<Record<Channel, Words>> {
  return words;
}
