import { Group } from '@mantine/core';
import type { Channel } from 'postern';
import type { Call } from '../../../src/contract.ts';
import { useTest } from '../compose/use-test.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly body: NonNullable<Call<'testEmail'>['body']>;
}

/** Sends what the preview shows to whoever writes it; nothing need be saved for it. */
export function TestTemplate({ channel, body }: Props) {
  const t = useStrings();
  const { send } = usePermissions();
  const fail = useFailure();
  const test = useTest(channel);
  if (test.to === undefined || !send) return null;
  return (
    <Group>
      <SteadyButton
        variant="default"
        title={t.compose.testTo(test.to)}
        busy={test.isPending}
        onClick={() => test.send({ body, onError: fail })}
      >
        {t.compose.test}
      </SteadyButton>
    </Group>
  );
}
