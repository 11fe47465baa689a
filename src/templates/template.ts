import { z } from 'zod';
import { channelArgument, checkArgument } from '../model/arguments.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import type { MakeTexts, RenderContext } from './made.ts';
import type { StandardSchema } from './standard-schema.ts';
import { codeForm, sourceForm } from './template-forms.ts';
import { checkFields, invalidTemplate, type TemplateSource } from './template-source.ts';

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
  /**
   * Makes `text`, `html` or both in place of Liquid, and `subject` where there is none beside it: with React Email, MJML, anything. It runs where it is
   * used, may be async, takes 10 s at most, and answers 2,000,000 characters a text at most; its data are what `schema` made of those given.
   */
  render?(data: unknown, context: RenderContext): TemplateSource | Promise<TemplateSource>;
  /** What its messages have unless they say otherwise: `high` goes before `normal`, and that before `low`. */
  readonly priority?: Priority | undefined;
  /** What its messages are about unless they say otherwise: one of the configuration's topics. */
  readonly topic?: string | undefined;
  /** The key of the sender its messages leave with unless they say otherwise. Default: the site's default. */
  readonly sender?: string | undefined;
}

/** Those that a function makes. */
interface Made {
  readonly render: unknown;
  readonly text?: never;
  readonly html?: never;
}

/** Which texts a channel's template has. */
interface Texts {
  readonly email:
    | ({ readonly subject: string } & ({ readonly text: string } | { readonly html: string }))
    | Made;
  readonly sms:
    | { readonly text: string; readonly subject?: never; readonly html?: never }
    | (Made & { readonly subject?: never });
}

/** Those of a channel that is known when it is compiled. */
export type TemplateTexts<Ch extends Channel> = Channel extends Ch ? unknown : Texts[Ch];

/** What can be said of a template in code without reading its Liquid. @throws MessagingError `template_invalid` */
export function checkTemplate(template: Template): void {
  checkArgument(codeForm, template, { name: 'template', code: 'template_invalid' });
  if (template.render) checkMade(template);
  else checkFields(template.channel, template);
}

/** A template without texts of its own: all but the subject is made later. */
function checkMade({ channel, writtenBy, subject, text, html }: Template): void {
  if (writtenBy === 'people') throw invalidTemplate('What people wrote has no "render".', 'text');
  for (const [field, given] of Object.entries({ text, html })) {
    if (given !== undefined)
      throw invalidTemplate(`A template has "render" or "${field}": leave one of the two out.`, 'text');
  }
  const { hasSubject, word } = channelRules[channel];
  if (!hasSubject && subject !== undefined)
    throw invalidTemplate(`A template for ${word} has no subject.`, 'subject');
}

/** A template as `defineTemplate` takes it: what its `render` gets is what its schema answers. */
export interface TemplateDefinition<Data, Output, Id extends string, Ch extends Channel>
  extends Omit<Template<Data, Id, Ch>, 'schema' | 'render'> {
  readonly schema: StandardSchema<Data, Output>;
  readonly render?: MakeTexts<Output>;
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
