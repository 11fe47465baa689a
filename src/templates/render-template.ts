import type { StoredTemplate } from '../interfaces/storage/templates.ts';
import { channelRules } from '../model/channel.ts';
import { present } from '../model/present.ts';
import { type Choice, chooseLanguage } from './languages.ts';
import { isMade, makeTexts } from './made.ts';
import { partsOf } from './parts.ts';
import { linkIn, type Rendered, type RenderOptions, renderAside, renderHere } from './rendering.ts';
import type { Shelf } from './shelf.ts';
import type { Template } from './template.ts';
import { dataObject, parseData } from './template-data.ts';

/** One in code, or a stored one of which messages are made. */
export type Renderable =
  | { readonly inCode: Template; readonly stored?: undefined }
  | { readonly inCode?: undefined; readonly stored: StoredTemplate };

/** Fills a template in, in one of its languages. @throws MessagingError `template_data_invalid`, `template_invalid`, `template_too_expensive` */
export async function renderTemplate(
  shelf: Shelf,
  { inCode, stored }: Renderable,
  data: unknown,
  options: RenderOptions,
): Promise<Rendered> {
  const template = inCode ?? stored;
  const { language, source, fellBack } = choiceOf(template, options, shelf.language);
  const parsed = inCode ? await parseData(inCode.schema, data) : dataObject(data);
  const link = channelRules[shelf.channel].hasUnsubscribe ? linkIn(options, template.topic) : {};
  const values: Record<string, unknown> = { language, ...link, ...parsed };
  const parts = await partsOf(source, shelf.part, language);
  const here = inCode && inCode.writtenBy !== 'people' && !parts.some(({ byPeople }) => byPeople);
  const { unsubscribeUrl } = values;
  const made = isMade(inCode) ? await makeTexts(inCode, parsed, { unsubscribeUrl, language }) : {};
  // One that does not say its language has English dates.
  const datesIn = template.language === undefined ? undefined : language;
  const texts = { ...(await (here ? renderHere : renderAside)({ source, parts, datesIn }, values)), ...made };
  const { id, name = id, priority, topic, sender } = template;
  const spoken = template.language === undefined ? {} : { language, fellBack };
  return present({ template: { id, name }, priority, topic, sender, ...spoken, ...texts });
}

/** A function that does not say what it speaks is told what is asked for. */
function choiceOf(
  template: Template | StoredTemplate,
  { language: asked = [] }: RenderOptions,
  ofSite: string,
): Choice {
  const wanted = typeof asked === 'string' ? [asked] : asked;
  const choice = chooseLanguage(template, wanted, ofSite);
  const speaksAny = 'render' in template && isMade(template) && template.language === undefined;
  return speaksAny ? { ...choice, language: wanted[0] ?? ofSite, fellBack: false } : choice;
}
