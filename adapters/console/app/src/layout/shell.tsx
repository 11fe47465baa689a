import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { Navigation } from './navigation.tsx';
import { SafeModeNote } from './safe-mode-note.tsx';
import classes from './shell.module.css';
import { SignedOutNote } from './signed-out-note.tsx';

/** The frame of every page: where one is, and where one can go. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useStrings();
  const { site } = useConsole().session;
  const [opened, menu] = useDisclosure();
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when one has arrived somewhere.
  useEffect(() => menu.close(), [path]);
  return (
    <>
      <a href="#content" className={classes.skip}>
        {t.app.skip}
      </a>
      <AppShell
        header={{ height: { base: 56, md: 0 } }}
        navbar={{ width: 248, breakpoint: 'md', collapsed: { mobile: !opened } }}
        padding={{ base: 'md', md: 'xl' }}
      >
        <AppShell.Header hiddenFrom="md" bg="var(--postern-panel)">
          <Group h="100%" px="md" gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              size="sm"
              aria-label={t.app.menu}
              aria-expanded={opened}
            />
            <Text fw={650} truncate>
              {site.name}
            </Text>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          bg="var(--postern-panel)"
          component="div"
          // A closed menu must not take the focus from what is seen.
          className={opened ? '' : (classes.closed ?? '')}
        >
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main ?? ''}>
          <SafeModeNote />
          <SignedOutNote />
          {children}
        </AppShell.Main>
      </AppShell>
    </>
  );
}
