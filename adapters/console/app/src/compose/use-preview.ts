import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import type { EmailPreview, SmsPreview } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { useMade } from '../api/render.ts';
import { channelFacts } from '../state/channels.ts';
import { type Content, fitted } from './content.ts';

export interface PreviewState {
  /** Nothing is written yet. */
  readonly isEmpty: boolean;
  readonly error: ApiError | null;
  readonly made: EmailPreview | SmsPreview | undefined;
}

const waitMs = 350;

/** What the server would make of the content, asked a moment after the last key. */
export function usePreview(channel: Channel, content: Content): PreviewState {
  const [settled] = useDebouncedValue(content, waitMs);
  const isEmpty = isEmptyContent(settled);
  const { previewCall, hasSubject } = channelFacts[channel];
  const whole = fitted(channel, hasSubject ? withSubject(settled) : settled);
  const { error, data } = useMade(previewCall, isEmpty ? undefined : whole);
  return { isEmpty, error, made: data };
}

/** A mail whose subject is not written yet can be looked at all the same. */
function withSubject(content: Content): Content {
  const { template, source, subject } = content;
  const lacks =
    subject === undefined
      ? template === undefined && (source?.subject ?? '').trim() === ''
      : subject.trim() === '';
  return lacks ? { ...content, subject: '…' } : content;
}

function isEmptyContent({ template, source, text, html }: Content): boolean {
  return template === undefined && source === undefined && !html && (text ?? '').trim() === '';
}
