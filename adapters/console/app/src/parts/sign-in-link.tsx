import { Button } from '@mantine/core';
import { useStrings } from '../strings/strings.tsx';

/** To the host's own page, in this tab: what is being written is kept on the device. */
export function SignInLink({ to }: { readonly to: string }) {
  const t = useStrings();
  return (
    <Button size="xs" component="a" href={to}>
      {t.app.signIn}
    </Button>
  );
}
