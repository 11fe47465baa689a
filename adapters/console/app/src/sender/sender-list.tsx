import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import type { Senders } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { ButtonLink, TextLink } from '../parts/app-link.tsx';
import { Icon } from '../parts/icons.tsx';
import { mailbox } from '../parts/mailbox.ts';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { channelFacts } from '../state/channels.ts';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly senders: Senders['items'];
  /** The key of the one that is shown below; absent: the one by default. */
  readonly shown: string | undefined;
  readonly isAdding: boolean;
}

/** All senders, where there are several. */
export function SenderList({ channel, senders, shown, isAdding }: Props) {
  const t = useStrings();
  if (senders.length < 2) return null;
  return (
    <Panel title={t.senders.title}>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {senders.map((one) => (
          <Row
            key={one.key}
            channel={channel}
            sender={one}
            isShown={!isAdding && (one.byDefault ? shown === undefined : shown === one.key)}
          />
        ))}
      </Stack>
    </Panel>
  );
}

/** The way to another, once there is one. */
export function AddLink({ channel }: Pick<Props, 'channel'>) {
  const t = useStrings();
  return (
    <Group>
      <ButtonLink
        variant="default"
        to={links.sender(channel, { add: '1' })}
        leftSection={<Icon name="plus" size={16} />}
      >
        {t.senders.add}
      </ButtonLink>
    </Group>
  );
}

interface RowProps {
  readonly channel: Channel;
  readonly sender: Senders['items'][number];
  readonly isShown: boolean;
}

function Row({ channel, sender, isShown }: RowProps) {
  const t = useStrings();
  const { manage } = usePermissions();
  const { key, byDefault, ready } = sender;
  const to = links.sender(channel, byDefault ? {} : { sender: key });
  return (
    <Group component="li" justify="space-between" gap="xs">
      <div style={{ minWidth: 0 }}>
        {isShown ? (
          <Text fw={650} aria-current="true" style={{ overflowWrap: 'anywhere' }}>
            {mailbox(sender)}
          </Text>
        ) : (
          <TextLink to={to}>{mailbox(sender)}</TextLink>
        )}
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {key}
          </Text>
          {byDefault ? (
            <Badge variant="light" tt="none">
              {t.senders.byDefault}
            </Badge>
          ) : null}
          {ready ? null : (
            <Badge variant="outline" color="gray" tt="none">
              {t.senders.notReady}
            </Badge>
          )}
        </Group>
      </div>
      {manage && ready && !byDefault ? <MakeDefault channel={channel} sender={sender} /> : null}
    </Group>
  );
}

function MakeDefault({ channel, sender }: Omit<RowProps, 'isShown'>) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const { senderCall, overviewCall } = channelFacts[channel];
  const change = useChange('makeDefaultSender', {
    refreshes: ['senders', senderCall, overviewCall, 'domain'],
  });
  return (
    <SteadyButton
      size="xs"
      variant="default"
      busy={change.isPending}
      aria-label={t.senders.makeDefaultOf(mailbox(sender))}
      onClick={() =>
        change.mutate(
          { params: { channel, id: sender.key } },
          {
            onSuccess: () => notify({ kind: 'done', text: t.senders.madeDefault(mailbox(sender)) }),
            onError: fail,
          },
        )
      }
    >
      {t.senders.makeDefault}
    </SteadyButton>
  );
}
