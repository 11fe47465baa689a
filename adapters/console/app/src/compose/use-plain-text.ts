import { useMutation } from '@tanstack/react-query';
import { useApi } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

/** The text part that the core makes of HTML. Where it cannot be had, that is said and nothing is changed. */
export function usePlainText() {
  const t = useStrings();
  const api = useApi();
  const { notify } = useNotices();
  const making = useMutation({
    // A query without a connection would wait for one.
    networkMode: 'always',
    mutationFn: async (html: string) =>
      html === '' ? { text: '' } : api.call('previewEmail', { body: { html, subject: '…' } }),
    onError: () => notify({ kind: 'error', title: t.errorTitle, text: t.editor.notPlain }),
  });
  return {
    isPending: making.isPending,
    make: (html: string, done: (text: string) => void) =>
      making.mutate(html, { onSuccess: ({ text }) => done(text) }),
  };
}
