import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import { useRendered } from '../api/render.ts';
import { channelFacts } from '../state/channels.ts';
import { checkedWith, contentOf } from './content.ts';
import { dataOf } from './data.ts';
import { type Draft, topicOf } from './draft.ts';
import { usePreview } from './use-preview.ts';

const waitMs = 350;
const noVariables: readonly string[] = [];

/** What a draft says: what was written by hand, and where it was not what the template makes. */
export function useWords(channel: Channel, draft: Draft, template: Template | undefined) {
  const { hasHtml } = channelFacts[channel];
  const variables = template?.variables ?? noVariables;
  const [data] = useDebouncedValue(dataOf(variables, draft.data), waitMs);
  const rendered = useRendered(channel, template?.id, data);
  const subject = draft.subject ?? (template ? rendered.data?.subject : undefined) ?? '';
  const text = draft.text ?? (template ? rendered.data?.text : undefined) ?? '';
  // What a function makes is known once it has made it.
  const makesHtml = template?.madeBy
    ? rendered.data?.html !== undefined || !rendered.data
    : template?.html !== undefined;
  const content = contentOf(channel, draft, variables, subject);
  return {
    ...{ variables, subject, text, content },
    /** Why the template cannot be filled in. */
    rendering: rendered.error,
    /** What the template makes of it now; `undefined` while that is asked. */
    made:
      rendered.isPlaceholderData || !rendered.data ? undefined : { ...rendered.data, ...topicOf(template) },
    isFormatted: hasHtml && (draft.html !== undefined || (draft.text === undefined && makesHtml)),
    isByHand: draft.text !== undefined || draft.html !== undefined,
    preview: usePreview(channel, { ...content, ...checkedWith(channel, draft) }),
  };
}
