import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { EndpointName } from '../../../src/contract/endpoints.ts';
import type { Call } from '../../../src/contract.ts';
import { useApi } from '../state/console.tsx';
import type { Input } from './call.ts';
import type { ApiError } from './error.ts';
import { refresh } from './query.ts';

interface Options<Name extends EndpointName> {
  /** The calls whose answers are no longer true once this is done. */
  readonly refreshes: readonly EndpointName[];
  /** Writes what the answer tells into the cache at once. */
  readonly apply?: (client: QueryClient, answer: Call<Name>['response'], input: Input<Name>) => void;
}

/** A call that changes something. */
export function useChange<Name extends EndpointName>(
  name: Name,
  { refreshes, apply }: Options<Name>,
): UseMutationResult<Call<Name>['response'], ApiError, Input<Name>> {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<Call<Name>['response'], ApiError, Input<Name>>({
    mutationFn: (input) => api.call(name, input),
    onSuccess: async (answer, input) => {
      apply?.(client, answer, input);
      // Not waited for: the page goes on while lists are asked for again.
      void refresh(client, refreshes);
    },
  });
}
