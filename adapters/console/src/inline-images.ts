import type { MessageContent } from 'postern';

// Without imports of its own: the page reads images by the same rules.

const bytesOf = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

/** By what a file of each type begins with; `undefined`: any byte. */
const beginnings: readonly { readonly type: string; readonly bytes: readonly (number | undefined)[] }[] = [
  { type: 'image/png', bytes: [0x89, ...bytesOf('PNG\r\n'), 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: bytesOf('GIF87a') },
  { type: 'image/gif', bytes: bytesOf('GIF89a') },
  {
    type: 'image/webp',
    bytes: [...bytesOf('RIFF'), undefined, undefined, undefined, undefined, ...bytesOf('WEBP')],
  },
];

/** The media types of images that mails show in their text. SVG is none of them: it can hold script, and few programs show it. */
export const inlineImageTypes: readonly string[] = [...new Set(beginnings.map(({ type }) => type))];

/** Which of them it is by its content, whatever its name and type say; `undefined` for anything else. */
export function inlineImageType(content: Uint8Array): string | undefined {
  return beginnings.find(({ bytes }) =>
    bytes.every((byte, index) => byte === undefined || content[index] === byte),
  )?.type;
}

/** The HTML with the images that go with the mail put in place of their `cid:`, so that they show without asking anyone. */
export function withInlineImages({ html = '', attachments = [] }: Partial<MessageContent>): string {
  const images = new Map(
    attachments.flatMap(({ contentId, contentType, content }) =>
      contentId !== undefined && shownType.test(contentType)
        ? [[contentId, `data:${contentType};base64,${content}`] as const]
        : [],
    ),
  );
  if (images.size === 0) return html;
  return html.replaceAll(named, (all, before: string, id: string) => {
    const image = images.get(id);
    return image === undefined ? all : before + image;
  });
}

/** The ids of the images that the HTML shows by `cid:`. */
export const contentIdsIn = (html: string): ReadonlySet<string> =>
  new Set(Array.from(html.matchAll(named), ([, , id = '']) => id));

const named = /(["'(=]\s*)cid:([\w.@+-]{1,100})/gi;

/** Of any mail's: as an image none of them runs script, and in a sandboxed document nothing does. */
const shownType = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/i;
