import { documentHeaders } from './console-headers.ts';
import type { Settings } from './console-options.ts';

/** HTML of a mail as a document of its own, which can do nothing: see {@link documentHeaders}. */
export function documentAnswer(settings: Settings, html: string, remoteImages: boolean): Response {
  return new Response(html, { headers: documentHeaders(settings, remoteImages) });
}
