import type { Channel } from '../model/message.ts';
import { renderer } from './liquid.ts';
import { checkTemplate, type Template, type TemplateDefinition, type TemplateTexts } from './template.ts';
import { checkPart, type TemplatePart } from './template-part.ts';

/** Checks a template when the program starts and types the data of `send`, and those of its `render`. @throws MessagingError `template_invalid` */
export function defineTemplate<
  Data,
  Id extends string = string,
  Ch extends Channel = Channel,
  Output = unknown,
>(template: TemplateDefinition<Data, Output, Id, Ch> & TemplateTexts<Ch>): Template<Data, Id, Ch> {
  checkTemplate(template);
  renderer.check(template);
  return template;
}

/**
 * Checks a layout or partial when the program starts; for `templateParts` of `new Messaging({ … })`.
 * @throws MessagingError `template_invalid`
 */
export function definePart<Ch extends Channel>(part: TemplatePart<Ch>): TemplatePart<Ch> {
  checkPart(part);
  renderer.check(part);
  return part;
}
