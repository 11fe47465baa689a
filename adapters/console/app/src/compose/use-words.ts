import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import { useRendered } from '../api/render.ts';
import { channelFacts } from '../state/channels.ts';
import { checkedWith, contentOf } from './content.ts';
import { dataOf } from './data.ts';
import { type Draft, topicOf } from './draft.ts';
import { signedText, textAbove } from './signed.ts';
import { usePreview } from './use-preview.ts';

const waitMs = 350;
const noVariables: readonly string[] = [];

interface Options {
  readonly template: Template | undefined;
  /** The text of the sender's signature, where there is one. */
  readonly signature: string | undefined;
  /** Each recipient gets values, or a language, of their own: the template speaks to each, and nothing is put below it here. */
  readonly isOwn: boolean;
  /** The one that the template is wanted in. */
  readonly language: string | undefined;
}

/** What a draft says: what was written by hand, and where it was not what the template makes, in the language where it speaks that. */
export function useWords(channel: Channel, draft: Draft, { template, signature, isOwn, language }: Options) {
  const { hasHtml } = channelFacts[channel];
  const variables = template?.variables ?? noVariables;
  const present = dataOf(variables, draft.data);
  const [data] = useDebouncedValue(present, waitMs);
  const rendered = useRendered(channel, template?.id, data, language);
  const subject = draft.subject ?? (template ? rendered.data?.subject : undefined) ?? '';
  const written = draft.text ?? (template ? rendered.data?.text : undefined) ?? '';
  // What a function makes is known once it has made it.
  const makesHtml = template?.madeBy
    ? rendered.data?.html !== undefined || !rendered.data
    : template?.html !== undefined;
  const isByHand = draft.text !== undefined || draft.html !== undefined;
  // Below what nobody wrote by hand the signature stands as long as it may; in what was written it is part of the words.
  const speaksToEach = isOwn && (variables.length > 0 || (template?.languages ?? []).length > 1);
  const signs = !isByHand && !makesHtml && !speaksToEach ? signature : undefined;
  const isMade = template !== undefined && rendered.data !== undefined && !rendered.error;
  const text = signs !== undefined && (isMade || !template) ? signedText(written, signs) : written;
  const said = signs !== undefined && isMade ? { ...draft, text } : draft;
  const content = contentOf(channel, said, variables, subject, language);
  const above = isByHand && signature !== undefined ? textAbove(written, signature) : undefined;
  return {
    variables,
    subject,
    text,
    content,
    isByHand,
    /** The text without the signature. */
    bareText: above ?? written,
    /** What the template makes of the values is awaited: what is shown is of those before. */
    isBehind:
      signs !== undefined &&
      template !== undefined &&
      !rendered.error &&
      (rendered.isPending || rendered.isPlaceholderData || JSON.stringify(present) !== JSON.stringify(data)),
    /** Why the template cannot be filled in. */
    rendering: rendered.error,
    /** The language that the template speaks now, where it says which. */
    spoken: template ? rendered.data?.language : undefined,
    /** What the template makes of it now; `undefined` while that is asked. */
    made:
      rendered.isPlaceholderData || !rendered.data
        ? undefined
        : { ...wordsOf(rendered.data), ...topicOf(template) },
    /** Formatted, as it stands; `undefined` where it is not, or not known yet. */
    html: draft.html ?? (template && draft.text === undefined ? rendered.data?.html : undefined),
    isFormatted: hasHtml && (draft.html !== undefined || (draft.text === undefined && makesHtml)),
    preview: usePreview(channel, { ...content, ...checkedWith(channel, draft) }),
  };
}

/** Without what else is known of them. */
function wordsOf<Made extends { readonly language?: unknown; readonly fellBack?: unknown }>(made: Made) {
  const { language: _language, fellBack: _fellBack, ...words } = made;
  return words;
}
