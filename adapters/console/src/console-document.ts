import type { MessageContent } from 'postern';
import { documentHeaders } from './console-headers.ts';
import type { Settings } from './console-options.ts';

/** HTML of a mail as a document of its own, which can do nothing: see {@link documentHeaders}. */
export function documentAnswer(settings: Settings, html: string, remoteImages: boolean): Response {
  return new Response(html, { headers: documentHeaders(settings, remoteImages) });
}

/** The HTML with the pictures that came with the mail put in place of their `cid:`, so that they show without asking anyone. */
export function withInlineImages({ html = '', attachments = [] }: MessageContent): string {
  const images = new Map(
    attachments.flatMap(({ contentId, contentType, content }) =>
      contentId !== undefined && imageType.test(contentType)
        ? [[contentId, `data:${contentType};base64,${content}`] as const]
        : [],
    ),
  );
  if (images.size === 0) return html;
  return html.replaceAll(/(["'(=]\s*)cid:([\w.@+-]{1,100})/gi, (all, before: string, id: string) => {
    const image = images.get(id);
    return image === undefined ? all : before + image;
  });
}

/** As an image none of them runs script, and in a sandboxed document nothing does. */
const imageType = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/i;
