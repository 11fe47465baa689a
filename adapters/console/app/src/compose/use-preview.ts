import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import type { EmailPreview, SmsPreview } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { useEmailPreview, useSmsPreview } from '../api/render.ts';
import type { Content } from './content.ts';

export interface PreviewState {
  /** Nothing is written yet. */
  readonly isEmpty: boolean;
  readonly error: ApiError | null;
  readonly email: EmailPreview | undefined;
  readonly sms: SmsPreview | undefined;
}

const waitMs = 350;

/** What the server would make of the content, asked a moment after the last key. */
export function usePreview(channel: Channel, content: Content): PreviewState {
  const [settled] = useDebouncedValue(content, waitMs);
  const isEmpty = isEmptyContent(settled);
  const { subject: _, html: __, ...forSms } = settled;
  const email = useEmailPreview(channel === 'email' && !isEmpty ? withSubject(settled) : undefined);
  const sms = useSmsPreview(channel === 'sms' && !isEmpty ? forSms : undefined);
  return {
    isEmpty,
    error: channel === 'email' ? email.error : sms.error,
    email: email.data,
    sms: sms.data,
  };
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
  return template === undefined && source === undefined && html === undefined && (text ?? '').trim() === '';
}
