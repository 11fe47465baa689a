import { Box } from '@mantine/core';
import { Note } from '../parts/note.tsx';
import { channels } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Of those allowed so many are named. */
const named = 5;

/** Not everybody is written to: said on every page, for nobody should take staging for production, or the other way round. */
export function SafeModeNote() {
  const t = useStrings().app.safeMode;
  const { safeMode, channels: offered } = useConsole().session;
  if (!safeMode) return null;
  return (
    <Box mb="lg">
      <Note kind="warning" title={t.title}>
        {channels
          .filter((channel) => offered[channel])
          .map((channel) => {
            const { redirectTo, allow } = safeMode[channel];
            const words = t[channel];
            const unless = allow.length > 0 ? t.unless(allow.slice(0, named), allow.length - named) : '';
            return (
              <div key={channel}>
                {redirectTo === undefined ? words.held : words.redirected(redirectTo)}
                {unless}.
              </div>
            );
          })}
      </Note>
    </Box>
  );
}
