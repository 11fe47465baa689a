import type { Channel } from 'postern';
import type { Call } from '../../../src/contract.ts';
import { channelFacts } from '../state/channels.ts';
import { dataOf } from './data.ts';
import type { Draft } from './draft.ts';

/** What a draft says, as the API takes it for a preview and, but for a template's `source`, for sending. */
export type Content = NonNullable<Call<'previewEmail'>['body']>;

/**
 * The template speaks for what was not written by hand. `subject`: as the form shows it, which a text written by hand goes with,
 * so that the template's variables no longer matter. `language`: in which the template is wanted.
 */
export function contentOf(
  channel: Channel,
  draft: Draft,
  variables: readonly string[],
  subject: string,
  language?: string,
): Content {
  const { template, text, html } = draft;
  const byHand = text !== undefined || html !== undefined;
  const own = {
    ...(template === undefined ? {} : { template, ...(language === undefined ? {} : { language }) }),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
  };
  const withData = template === undefined ? own : { ...own, data: dataOf(variables, draft.data) };
  if (!channelFacts[channel].hasSubject) return byHand ? own : withData;
  const given = draft.subject ?? (byHand && subject !== '' ? subject : undefined);
  return {
    ...(byHand && given !== undefined ? own : withData),
    ...(given === undefined ? {} : { subject: given }),
  };
}

/** Without what messages of the channel do not have. */
export function fitted(channel: Channel, { subject, html, ...content }: Content): Content {
  const { hasSubject, hasHtml } = channelFacts[channel];
  return {
    ...content,
    ...(hasSubject && subject !== undefined ? { subject } : {}),
    ...(hasHtml && html !== undefined ? { html } : {}),
  };
}

/** What else decides what a mail lacks. */
export function checkedWith(channel: Channel, { topic, optOuts }: Pick<Draft, 'topic' | 'optOuts'>): Content {
  if (!channelFacts[channel].choosesOptOuts) return {};
  return { ...(topic === undefined ? {} : { topic }), ...(optOuts ? { [optOuts]: true } : {}) };
}
