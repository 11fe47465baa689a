import type { Channel } from 'postern';
import type { MessageDetail } from '../../../src/contract.ts';
import { targetOf } from '../api/consumers.ts';
import { useCall } from '../api/query.ts';
import { filesOf } from './brought.ts';
import { copiedFrom } from './copied.ts';
import type { Draft } from './draft.ts';

interface Begun {
  /** A message to send once more. */
  readonly again: string | undefined;
  /** A consumer to write to. */
  readonly to: string | undefined;
  readonly template: string | undefined;
}

/** What the form starts with, by the link that led to it. What is no longer there is left out. `message`: that to send once more. */
export function useBase(channel: Channel, { again, to, template }: Begun) {
  const message = useCall(
    'message',
    { params: { channel, id: again ?? '' } },
    { enabled: again !== undefined },
  );
  const consumer = useCall('consumer', { params: { id: to ?? '' } }, { enabled: to !== undefined });
  const target = consumer.data && targetOf(channel, consumer.data);
  const base: Partial<Draft> = {
    ...(template === undefined ? {} : { template }),
    ...(target ? { to: target } : {}),
    ...(message.data ? copyOf(message.data) : {}),
  };
  const isPending = (again !== undefined && message.isPending) || (to !== undefined && consumer.isPending);
  return { base, isPending, message };
}

function copyOf({ id, to, content, subject, topic, essential }: MessageDetail): Partial<Draft> {
  return {
    to,
    ...(topic === undefined ? {} : { topic }),
    ...(essential ? { optOuts: 'essential' } : content?.unsubscribe ? { optOuts: 'unsubscribe' } : {}),
    ...(content ? { ...wordsOf(content), ...copiedFrom(id, content) } : {}),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** With `{{ unsubscribeUrl }}` in the place of the recipient's own link: whoever gets the words next gets one of theirs. */
function wordsOf(content: NonNullable<MessageDetail['content']>): Pick<Draft, 'text' | 'html' | 'brought'> {
  const { text, html, unsubscribe } = content;
  const token = unsubscribe && /[\w-]+$/.exec(unsubscribe)?.[0];
  const link = token && new RegExp(`https?://[^\\s"<>]{0,2000}/${token}`, 'g');
  const again = (words: string) => (link ? words.replace(link, '{{ unsubscribeUrl }}') : words);
  return {
    text: again(text),
    ...(html === undefined ? {} : { html: again(html) }),
    brought: filesOf(content),
  };
}
