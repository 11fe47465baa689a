import { NativeSelect } from '@mantine/core';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';

/** For users of several sites. Another site is another session: the console starts anew with it. */
export function SitePicker() {
  const t = useStrings();
  const { session, api } = useConsole();
  return (
    <NativeSelect
      label={t.app.site}
      value={session.site.id}
      data={session.sites.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => {
        window.location.assign(`${api.base}/?site=${encodeURIComponent(event.currentTarget.value)}`);
      }}
    />
  );
}
