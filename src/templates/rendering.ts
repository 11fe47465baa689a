/** Where a template is rendered: here what stands in code, on a thread of its own what people wrote. */
import { isMessagingError, MessagingError } from '../errors.ts';
import { lazily } from '../model/lazily.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import type { Part } from './library.ts';
import { checkPlainData } from './plain-data.ts';
import { RenderThread } from './render-thread.ts';
import type { TemplateSource } from './template-source.ts';

/** Renders what stands in code; a host without templates never loads it. */
export const liquid = lazily(() => import('./liquid.ts'));
export const thread = new RenderThread();

/** How a template is rendered. */
export interface RenderOptions {
  /**
   * What `{{ unsubscribeUrl }}` stands for: an address, or a function of the template's topic that makes one; `false`: nothing. Default: for
   * itself, which `send` replaces in words given with `unsubscribe: true`.
   */
  readonly unsubscribeUrl?: string | false | ((topic: string | undefined) => string);
}

/** A template filled in; without the site's prefix. */
export interface Rendered {
  readonly template: { readonly id: string; readonly name: string };
  readonly priority?: Priority;
  readonly topic?: string;
  readonly sender?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** The variable by which a template shows the link to unsubscribe. */
export function linkIn(
  { unsubscribeUrl = '{{ unsubscribeUrl }}' }: RenderOptions,
  topic: string | undefined,
) {
  if (unsubscribeUrl === false) return {};
  if (typeof unsubscribeUrl === 'string') return { unsubscribeUrl };
  try {
    return { unsubscribeUrl: unsubscribeUrl(topic) };
  } catch (cause) {
    if (isMessagingError(cause)) throw cause;
    const sentence = '"options.unsubscribeUrl" threw when it was called.';
    throw new MessagingError('invalid_argument', sentence, {
      cause,
      details: { field: 'options.unsubscribeUrl' },
    });
  }
}

/** What is filled in: texts, with the layouts and partials they may name. */
interface Filled {
  readonly source: TemplateSource;
  readonly parts: readonly Part[];
}
type Render = (filled: Filled, data: Record<string, unknown>) => Promise<TemplateSource>;

export const renderHere: Render = async ({ source, parts }, data) =>
  (await liquid()).renderer.render(textsOf(source), data, parts);

export const renderAside: Render = async ({ source, parts }, data) => {
  checkPlainData(data);
  const result = await thread.run({ kind: 'render', source: textsOf(source), parts, data });
  return result.kind === 'rendered' ? result.output : {};
};

/** The texts alone, without what else a template is made of. */
export function textsOf({ subject, text, html }: TemplateSource): TemplateSource {
  return present({ subject, text, html });
}
