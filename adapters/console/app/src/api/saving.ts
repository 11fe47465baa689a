import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { EndpointName } from '../../../src/contract/endpoints.ts';
import { useApi } from '../state/console.tsx';
import type { Input } from './call.ts';
import type { ApiError } from './error.ts';

/** A call whose answer the browser saves as a file. It is held in memory until then: not for what may be of any size. */
export function useSaving<Name extends EndpointName>(
  name: Name,
  onSaved: () => void,
): UseMutationResult<void, ApiError, Input<Name>> {
  const api = useApi();
  return useMutation<void, ApiError, Input<Name>>({
    mutationFn: async (input) => {
      const file = await api.file(name, input);
      save(file.content, file.name);
    },
    onSuccess: onSaved,
  });
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
