import { z } from 'zod';
import { channelArgument, checkArgument } from '../model/arguments.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { Priority } from '../model/priority.ts';
import { checkEachLanguage, checkLanguages, type Translated, translatedOf } from './languages.ts';
import type { MakeTexts, RenderContext } from './made.ts';
import type { StandardSchema } from './standard-schema.ts';
import { codeForm, sourceForm } from './template-forms.ts';
import { checkFields, invalidTemplate, type TemplateSource } from './template-source.ts';

/** A template defined in code. `Data` is what `send` asks for. */
export interface Template<Data = unknown, Id extends string = string, Ch extends Channel = Channel>
  extends Translated {
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
   * used, may be async, takes 10 s at most, and answers 2,000,000 characters a text at most; its data are what `schema` made of those given. It is
   * told the language; its `translations` have nothing but a subject.
   */
  render?(data: unknown, context: RenderContext): TemplateSource | Promise<TemplateSource>;
  /** What its messages have unless they say otherwise: `high` goes before `normal`, and that before `low`. */
  readonly priority?: Priority | undefined;
  /** What its messages are about unless they say otherwise: one of the configuration's topics. */
  readonly topic?: string | undefined;
  /** The key of the sender its messages leave with unless they say otherwise. Default: the site's default. */
  readonly sender?: string | undefined;
  /** Data to try it with, where it is shown and previewed: as JSON has them, 20 kB at most; never sent by themselves. */
  readonly sample?: Data | undefined;
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
  checkLanguages(template);
  const { channel, writtenBy, render } = template;
  if (render && writtenBy === 'people') throw invalidTemplate('What people wrote has no "render".', 'text');
  checkEachLanguage(template, (source) =>
    render ? checkMade(channel, source) : checkFields(channel, source),
  );
}

/** A template without texts of its own: all but the subject is made later. */
function checkMade(channel: Channel, { subject, text, html }: TemplateSource): void {
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

/**
 * A text that a person is writing, in one language or several, as a template for `preview` or `send`: parsed where it is rendered, with any data.
 * @throws MessagingError `template_invalid` where a field is missing, or one too many
 */
export function draftTemplate<Ch extends Channel>(
  channel: Ch,
  source: Translated,
): Template<Record<string, unknown>, 'unsaved', Ch> {
  checkArgument(channelArgument, channel, { name: 'channel' });
  checkArgument(sourceForm, source, { name: 'template', code: 'template_invalid' });
  checkLanguages(source);
  checkEachLanguage(source, (texts) => checkFields(channel, texts));
  const schema = z.record(z.string(), z.unknown());
  return { id: 'unsaved', channel, schema, writtenBy: 'people', ...translatedOf(source) };
}
