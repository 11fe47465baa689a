import {
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import type { EndpointName } from '../../../src/contract/endpoints.ts';
import type { Call } from '../../../src/contract.ts';
import { useApi } from '../state/console.tsx';
import type { Input } from './call.ts';
import type { ApiError } from './error.ts';

/** The key of a call's answer. All answers of a call are reached by `[name]` alone. */
export function keyOf<Name extends EndpointName>(name: Name, input: Input<Name>): QueryKey {
  return [name, input];
}

interface Options {
  readonly enabled?: boolean;
  /** Asked for again after so many ms. */
  readonly every?: number | false;
  /** The answer to an earlier question stands until the new one is there. */
  readonly keepPrevious?: boolean;
}

/** The answer of a call that reads. */
export function useCall<Name extends EndpointName>(
  name: Name,
  input: Input<Name>,
  { enabled = true, every = false, keepPrevious = false }: Options = {},
): UseQueryResult<Call<Name>['response'], ApiError> {
  const api = useApi();
  return useQuery<Call<Name>['response'], ApiError>({
    queryKey: keyOf(name, input),
    queryFn: ({ signal }) => api.call(name, input, signal),
    enabled,
    refetchInterval: every,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Lets every answer of these calls be asked for again where it is shown. */
export async function refresh(client: QueryClient, names: readonly EndpointName[]): Promise<void> {
  await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })));
}
