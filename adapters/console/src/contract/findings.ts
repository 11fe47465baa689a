import { z } from 'zod';

const of = <Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
  z.object({ code: z.literal(code), ...shape });
const url = z.string();
const text = z.string();

/** What would hurt a mail that is being written, as the core has it; words are the page's. */
export const draftFinding = z.discriminatedUnion('code', [
  of('no_text', {}),
  of('images_only', { images: z.number(), characters: z.number() }),
  of('alt_missing', { count: z.number(), src: z.string() }),
  of('html_large', { bytes: z.number(), limit: z.number() }),
  of('html_deep', { limit: z.number() }),
  of('link_insecure', { url }),
  of('link_unsafe', { url }),
  of('link_broken', { url }),
  of('link_private', { url }),
  of('link_differs', { url, shown: z.string() }),
  of('link_shortened', { url, host: z.string() }),
  of('contrast_low', { color: z.string(), background: z.string(), ratio: z.number(), text }),
  of('color_alone', { color: z.string(), text }),
  of('background_alone', { background: z.string(), text }),
  of('subject_long', { characters: z.number(), limit: z.number() }),
  of('subject_capitals', {}),
  of('unsubscribe_missing', { topic: z.string() }),
]);

/** What makes an SMS dearer than it looks. */
export const smsFinding = z.discriminatedUnion('code', [
  of('unicode_characters', {
    characters: z.array(z.string()),
    replacements: z.array(z.object({ from: z.string(), to: z.string() })),
    /** Once they are replaced. */
    segments: z.number(),
  }),
  of('unicode_name', { characters: z.array(z.string()) }),
]);
