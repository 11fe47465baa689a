import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Call } from '../../../src/contract.ts';
import { useApi } from '../state/console.tsx';
import type { ApiError } from './error.ts';

type Rendered = NonNullable<Call<'renderTemplate'>['response']>;

/** A template with its data put in, to fill a form with; asked for again whenever the data change. */
export function useRendered(
  channel: Channel,
  template: string | undefined,
  data: Record<string, unknown>,
  language: string | undefined,
) {
  const body = { data, ...(language === undefined ? {} : { language }) };
  const api = useApi();
  return useQuery<Rendered, ApiError>({
    queryKey: ['renderTemplate', channel, template, body],
    queryFn: ({ signal }) =>
      api.call('renderTemplate', { params: { channel, id: template ?? '' }, body }, signal),
    enabled: template !== undefined,
    placeholderData: keepPreviousData,
  });
}

type Preview = Call<'previewEmail' | 'previewSms'>;

/** A message as it will arrive; an SMS with what it costs. */
export function useMade(call: 'previewEmail' | 'previewSms', body: Preview['body'] | undefined) {
  const api = useApi();
  return useQuery<Preview['response'], ApiError>({
    queryKey: [call, body],
    queryFn: ({ signal }) => api.call(call, { body: body ?? {} }, signal),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
  });
}
