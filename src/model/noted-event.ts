import type { MessageEvent } from './message.ts';
import { readNotes } from './notes.ts';

/** An event as it is read back: with its notes beside its detail. */
export function withNotes(event: MessageEvent): MessageEvent {
  return event.detail === undefined ? event : { ...event, notes: readNotes(event.detail) };
}
