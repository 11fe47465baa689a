import { Code, Group, Text } from '@mantine/core';
import { addressOf, targetOf } from '../api/consumers.ts';
import { useCall } from '../api/query.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Breakable } from '../parts/breakable.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icons.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { channelFacts, channels, mainChannel } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { ChoicesPanel } from './choices-panel.tsx';
import { ConsumerMessages } from './consumer-messages.tsx';

/** Everything one person was sent, and the ways to write to them. */
export default function ConsumerPage({ id }: { readonly id: string }) {
  const t = useStrings();
  const { session, api } = useConsole();
  const { data, error } = useCall('consumer', { params: { id } }, { enabled: session.features.consumers });
  const name = data?.name ?? shown(id);
  const embedded = `${window.location.origin}${api.base}${links.embedded(id)}`;
  const writable = channels.filter(
    (channel) =>
      session.channels[channel] && session.permissions.send && data && addressOf(channel, data) !== undefined,
  );
  const reached = data ? channels.map((channel) => targetOf(channel, data)) : [];
  const addresses = reached.map((target) => target?.readableAddress ?? target?.address);
  return (
    <Page
      wide
      title={t.consumer.title(name)}
      hint={
        error ? t.consumer.gone : <Breakable text={[...new Set(addresses)].filter(Boolean).join(' · ')} />
      }
      actions={
        <Group gap="sm">
          {writable.map((channel) => (
            <ButtonLink
              key={channel}
              to={links.compose(channel, { to: id })}
              variant={channel === mainChannel ? 'filled' : 'default'}
              leftSection={<Icon name={channelFacts[channel].icon} size={16} />}
            >
              {t.consumer.write[channel]}
            </ButtonLink>
          ))}
        </Group>
      }
    >
      {session.features.consumers ? <ChoicesPanel id={id} /> : null}
      <ConsumerMessages id={id} />
      <Panel title={t.consumer.embed}>
        <Text size="sm" c="dimmed" mb="sm">
          {t.consumer.embedHint}
        </Text>
        <Group gap="sm">
          <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
            <Breakable text={embedded} />
          </Code>
          <CopyButton value={embedded} what={t.consumer.embed} />
        </Group>
      </Panel>
    </Page>
  );
}
