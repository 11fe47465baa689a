import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Call } from '../../../src/contract.ts';
import { useApi } from '../state/console.tsx';
import type { ApiError } from './error.ts';

type Rendered = NonNullable<Call<'renderTemplate'>['response']>;

/** A template with its data put in, to fill a form with; asked for again whenever the data change. */
export function useRendered(channel: Channel, template: string | undefined, data: Record<string, unknown>) {
  const api = useApi();
  return useQuery<Rendered, ApiError>({
    queryKey: ['renderTemplate', channel, template, data],
    queryFn: ({ signal }) =>
      api.call('renderTemplate', { params: { channel, id: template ?? '' }, body: { data } }, signal),
    enabled: template !== undefined,
    placeholderData: keepPreviousData,
  });
}

type EmailContent = NonNullable<Call<'previewEmail'>['body']>;
type SmsContent = NonNullable<Call<'previewSms'>['body']>;

/** An e-mail as it will arrive. */
export function useEmailPreview(body: EmailContent | undefined) {
  const api = useApi();
  return useQuery<Call<'previewEmail'>['response'], ApiError>({
    queryKey: ['previewEmail', body],
    queryFn: ({ signal }) => api.call('previewEmail', { body: body ?? {} }, signal),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** An SMS as it will arrive, with what it costs. */
export function useSmsPreview(body: SmsContent | undefined) {
  const api = useApi();
  return useQuery<Call<'previewSms'>['response'], ApiError>({
    queryKey: ['previewSms', body],
    queryFn: ({ signal }) => api.call('previewSms', { body: body ?? {} }, signal),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
  });
}
