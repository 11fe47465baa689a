import { Group, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { Link, useLocation } from 'wouter';
import { Icon } from '../parts/icons.tsx';
import { channelFacts, channels, firstOffered } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { LiveState } from './live-state.tsx';
import classes from './shell.module.css';
import { SitePicker } from './site-picker.tsx';

const pages = ['overview', 'compose', 'history', 'templates', 'suppressions', 'sender'] as const;
/** Of no channel, for those who manage the site. */
const managed = ['webhooks', 'audit'] as const;

export function Navigation() {
  const t = useStrings();
  const { session } = useConsole();
  const [path] = useLocation();
  const here = placeOf(path, firstOffered(session));
  const offered = pages.filter((page) => page !== 'compose' || session.permissions.send);
  const offeredChannels = channels.filter((channel) => session.channels[channel]);
  return (
    <Stack
      component="nav"
      aria-label={t.app.navigation}
      p="md"
      gap="md"
      h="100%"
      style={{ overflowY: 'auto' }}
    >
      {session.sites.length > 1 ? (
        <SitePicker />
      ) : (
        <Text fw={650} size="lg" px={12} pt={4} visibleFrom="md" style={{ overflowWrap: 'anywhere' }}>
          {session.site.name}
        </Text>
      )}
      {offeredChannels.length > 1 ? (
        <div className={classes.channels}>
          {offeredChannels.map((channel) => (
            <Link
              key={channel}
              href={links[here.page === 'none' ? 'overview' : here.page](channel)}
              className={classes.channel}
              aria-current={here.page !== 'none' && channel === here.channel}
            >
              <Icon name={channelFacts[channel].icon} />
              {t.channel[channel]}
            </Link>
          ))}
        </div>
      ) : null}
      <ul className={classes.nav}>
        {offered.map((page) => (
          <li key={page}>
            <Link
              href={links[page](here.channel)}
              className={classes.link}
              aria-current={page === here.page ? 'page' : undefined}
            >
              <Icon name={page} />
              {t.nav[page]}
            </Link>
          </li>
        ))}
        {session.permissions.manage
          ? managed.map((page) => (
              <li key={page}>
                <Link
                  href={links[page]()}
                  className={classes.link}
                  aria-current={path === `/${page}` ? 'page' : undefined}
                >
                  <Icon name={page} />
                  {t.nav[page]}
                </Link>
              </li>
            ))
          : null}
      </ul>
      <Stack className={classes.footer} gap="sm">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <LiveState />
          <DisplaySettings />
        </Group>
        <Text size="sm" c="dimmed" px={12} style={{ overflowWrap: 'anywhere' }}>
          {t.app.signedInAs(session.user.name)}
        </Text>
      </Stack>
    </Stack>
  );
}

interface Place {
  readonly channel: Channel;
  readonly page: (typeof pages)[number] | 'none';
}

/** Where the path is; on pages of no channel the menu offers the one most used. */
function placeOf(path: string, fallback: Channel): Place {
  const [, first = '', second = 'overview'] = path.split('/');
  const channel = channels.find((one) => one === first);
  if (!channel) return { channel: fallback, page: 'none' };
  return { channel, page: pages.find((one) => one === (second === '' ? 'overview' : second)) ?? 'none' };
}
