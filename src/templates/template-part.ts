import { checkArgument } from '../model/arguments.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { checkEachLanguage, checkLanguages } from './languages.ts';
import { partForm } from './template-forms.ts';
import { checkPartFields, type TemplateSource } from './template-source.ts';

/**
 * A layout or partial defined in code. A layout stands around templates that begin with `{% layout "id" %}`, which fill its
 * `{% block name %}…{% endblock %}`; a partial stands where templates say `{% render "id" %}`. Both see the data of the message.
 */
export interface TemplatePart<Ch extends Channel = Channel> {
  /** What templates call it. Letters, digits, `-`, `_`, `.`, 1 to 64 of them; unique among the templates of its channel; not beginning with `postern.`. */
  readonly id: string;
  readonly channel: Ch;
  readonly kind: PartKind;
  /** For people; default: the id. */
  readonly name?: string;
  /** Liquid: what it is in the text of templates, and in their subject. */
  readonly text?: string;
  /** Liquid: what it is in the HTML of templates; e-mail only. */
  readonly html?: string;
  /** `people`: whatever uses it is rendered on a thread of its own, bounded in time and memory. Default: `code`. */
  readonly writtenBy?: 'code' | 'people';
  /** The language of its texts (BCP 47): needed where there are translations. */
  readonly language?: string | undefined;
  /** The same in other languages, by their codes, for templates that speak them; 20 at most. Others get those of the site's language, else its own. */
  readonly translations?: Readonly<Record<string, TemplateSource>> | undefined;
}

/** What can be said of a layout or partial without reading its Liquid. @throws MessagingError `template_invalid` */
export function checkPart(part: TemplatePart): void {
  checkArgument(partForm, part, { name: 'part', code: 'template_invalid' });
  checkLanguages(part);
  checkEachLanguage(part, (source) => checkPartFields(part.channel, part.kind, source));
}
