/** Where a template is rendered: here what stands in code, on a thread of its own what people wrote. */
import { isMessagingError, MessagingError } from '../errors.ts';
import { lazily } from '../model/lazily.ts';
import type { Priority } from '../model/priority.ts';
import type { Part } from './library.ts';
import { checkPlainData } from './plain-data.ts';
import { RenderThread } from './render-thread.ts';
import { type TemplateSource, textsOf } from './template-source.ts';

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
  /** The language it is wanted in, or several, the most wanted first; 10 at most. Default: the site's. */
  readonly language?: string | readonly string[] | undefined;
}

/** A template filled in; without the site's prefix. */
export interface Rendered {
  readonly template: { readonly id: string; readonly name: string };
  readonly priority?: Priority;
  readonly topic?: string;
  readonly sender?: string;
  /** The language that was taken; absent of a template that does not say what it speaks. */
  readonly language?: string;
  /** It does not speak the language that it was wanted in first. Absent with the language. */
  readonly fellBack?: boolean;
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
  /** Whose names of days and months dates have. Default: English. */
  readonly datesIn: string | undefined;
}
type Render = (filled: Filled, data: Record<string, unknown>) => Promise<TemplateSource>;

export const renderHere: Render = async ({ source, parts, datesIn }, data) =>
  (await liquid()).renderer.render(textsOf(source), data, parts, datesIn);

export const renderAside: Render = async ({ source, parts, datesIn }, data) => {
  checkPlainData(data);
  const result = await thread.run({ kind: 'render', source: textsOf(source), parts, data, datesIn });
  return result.kind === 'rendered' ? result.output : {};
};
