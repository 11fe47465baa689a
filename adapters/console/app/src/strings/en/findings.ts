import type { EmailPreview } from '../../../../src/contract.ts';
import { one } from './one.ts';

type Finding = EmailPreview['findings'][number];
/** A sentence for each code. */
type Words = {
  readonly [Code in Finding['code']]: (
    finding: Extract<Finding, { readonly code: Code }>,
    locale: string,
  ) => string;
};

const words: Words = {
  no_text: () => 'There is no text: whoever does not see pictures sees nothing.',
  images_only: ({ images }) =>
    `${one(images, 'picture', 'pictures')} and hardly any text: spam filters distrust that, and many programs do not load pictures.`,
  alt_missing: ({ count }) =>
    `${one(count, 'picture has', 'pictures have')} no description (alt) for those who do not see ${count === 1 ? 'it' : 'them'}.`,
  html_large: ({ bytes }, locale) =>
    `The mail has ${Math.round(bytes / 1000).toLocaleString(locale)} kB: Gmail cuts off what is above 102 kB.`,
  html_deep: () => 'Its elements are nested too deep: not everything was looked at.',
  link_insecure: ({ url }) => `A link is not encrypted: write https:// in ${url}`,
  link_unsafe: ({ url }) => `A link does not lead to a page, and mail programs block it: ${url}`,
  link_broken: ({ url }) =>
    url === '' ? 'A link is empty.' : `A link is no whole address, such as https://…: ${url}`,
  link_private: ({ url }) => `A link leads to a machine that recipients do not reach: ${url}`,
  link_differs: ({ url, shown }) => `A link shows ${shown}, but leads to ${url}: that looks like fraud.`,
  link_shortened: ({ url, host }) => `A link goes by ${host}, which spam filters distrust: ${url}`,
  contrast_low: ({ ratio, color, background, text }, locale) =>
    `Hard to read: “${text}” is ${color} on ${background}, ${ratio.toLocaleString(locale)} to 1.`,
  color_alone: ({ color, text }) =>
    `“${text}” has a colour (${color}) but no background: in dark or light mode it may be unreadable.`,
  background_alone: ({ background, text }) =>
    `“${text}” has a background (${background}) but no colour: in dark or light mode it may be unreadable.`,
  subject_long: ({ characters }) =>
    `The subject has ${characters} characters: most programs show some 60 of them.`,
  subject_capitals: () => 'The subject is in capitals: that reads like shouting, and like spam.',
  unsubscribe_missing: ({ topic }) => `It is about “${topic}”, but has no way to unsubscribe.`,
};

/** What would hurt a mail or make an SMS dear. */
export const enFindings = {
  title: (count: number) => (count === 1 ? 'One thing to look at' : `${count} things to look at`),
  none: 'Nothing was found that would keep it from arriving or being read.',
  words,
  sms: {
    unicode_characters: (characters: string) =>
      `${characters} makes this SMS Unicode: 70 characters a segment instead of 160.`,
    unicode_name: (characters: string) =>
      `The service’s name before the text holds ${characters}, which makes every SMS Unicode: 70 characters a segment instead of 160.`,
  },
  replace: (pairs: string) => `Replace: ${pairs}`,
  replaced: (segments: number) => `Then it has ${one(segments, 'segment', 'segments')}.`,
};
