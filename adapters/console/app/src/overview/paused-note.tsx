import type { Channel } from 'postern';
import { useChange } from '../api/mutation.ts';
import { Note } from '../parts/note.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { overviewCalls } from '../state/channels.ts';
import { usePermissions } from '../state/console.tsx';
import { useDates } from '../strings/dates.ts';
import { failureSentence } from '../strings/failure-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly paused: {
    readonly until: string;
    readonly failureClass: string;
    readonly failureCode?: string | undefined;
  };
}

/** Nothing leaves at the moment: says why, and for how long. */
export function PausedNote({ channel, paused }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { operate } = usePermissions();
  const fail = useFailure();
  const resume = useChange('resume', { refreshes: overviewCalls });
  return (
    <Note
      kind="error"
      title={t.overview.paused[channel]}
      action={
        operate ? (
          <SteadyButton
            size="xs"
            variant="default"
            busy={resume.isPending}
            onClick={() => resume.mutate({ params: { channel } }, { onError: fail })}
          >
            {t.overview.resume}
          </SteadyButton>
        ) : null
      }
    >
      {failureSentence(t, paused.failureClass)} {t.overview.pausedUntil(dates.short(paused.until))}
    </Note>
  );
}
