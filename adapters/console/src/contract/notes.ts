import type { Note } from 'postern';
import { z } from 'zod';

/** What the core notes, by code (`docs/notes.md`); words are the page's. What others said, `quoted`, is text, never HTML. */
export const note = z.custom<Note>(
  (value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'code') === 'string',
);
