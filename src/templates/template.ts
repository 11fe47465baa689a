import { z } from 'zod';
import { channelArgument, checkArgument } from '../model/arguments.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import type { StandardSchema } from './standard-schema.ts';
import { codeForm, sourceForm } from './template-forms.ts';
import { checkFields, type TemplateSource } from './template-source.ts';

/** A template defined in code. `Data` is what `send` asks for. */
export interface Template<Data = unknown, Id extends string = string, Ch extends Channel = Channel>
  extends TemplateSource {
  /** Letters, digits, `-`, `_`, `.`; unique in its channel; not beginning with `postern.`. */
  readonly id: Id;
  readonly channel: Ch;
  /** For people; default: the id. */
  readonly name?: string;
  /**
   * Checks the data, fills defaults, may look something up; its output is what the template sees. One of zod, or of any library that has the
   * Standard Schema interface: valibot, arktype.
   */
  readonly schema: StandardSchema<Data>;
  /**
   * `people`: rendered on a thread of its own, bounded in time and memory, as what is stored always is; its data are
   * plain values then. `code`, the default: rendered where it is used.
   */
  readonly writtenBy?: 'code' | 'people';
  /** What its messages have unless they say otherwise: `high` goes before `normal`, and that before `low`. */
  readonly priority?: Priority | undefined;
  /** What its messages are about unless they say otherwise: one of the configuration's topics. */
  readonly topic?: string | undefined;
  /** The key of the sender its messages leave with unless they say otherwise. Default: the site's default. */
  readonly sender?: string | undefined;
}

/** Which texts a channel's template has. */
interface Texts {
  readonly email: { readonly subject: string } & ({ readonly text: string } | { readonly html: string });
  readonly sms: { readonly text: string; readonly subject?: never; readonly html?: never };
}

/** Those of a channel that is known when it is compiled. */
export type TemplateTexts<Ch extends Channel> = Channel extends Ch ? unknown : Texts[Ch];

/** What can be said of a template in code without reading its Liquid. @throws MessagingError `template_invalid` */
export function checkTemplate(template: Template): void {
  checkArgument(codeForm, template, { name: 'template', code: 'template_invalid' });
  checkFields(template.channel, template);
}

/** A text that a person is writing, as a template for `preview` or `send`: parsed where it is rendered, with any data. @throws MessagingError `template_invalid` where a field is missing, or one too many */
export function draftTemplate<Ch extends Channel>(
  channel: Ch,
  source: TemplateSource,
): Template<Record<string, unknown>, 'unsaved', Ch> {
  checkArgument(channelArgument, channel, { name: 'channel' });
  checkArgument(sourceForm, source, { name: 'template', code: 'template_invalid' });
  const { subject, text, html } = source;
  checkFields(channel, present({ subject, text, html }));
  const schema = z.record(z.string(), z.unknown());
  const texts = present({ subject, text, html });
  return { id: 'unsaved', channel, schema, writtenBy: 'people', ...texts };
}
