import { byChannel } from '../by-channel.ts';

/** The frame of every page, and what is said where there is none. */
export const enApp = {
  skip: 'Skip to the content',
  menu: 'Menu',
  navigation: 'Messaging',
  channels: 'Channel',
  site: 'Site',
  loading: 'Loading …',
  signedInAs: (user: string) => `Signed in as ${user}`,
  settings: 'Display settings',
  appearance: 'Appearance',
  appearances: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageAuto: 'As the browser',
  live: {
    live: 'Live',
    polling: 'Every few seconds',
    away: 'No answer from the server',
    offline: 'No connection',
    signed_out: 'Signed out',
  },
  liveHint: {
    live: 'Changes show by themselves.',
    polling: 'The live connection is interrupted: the page asks for changes every few seconds.',
    away: 'What is shown may be out of date. The page goes on by itself when the server answers.',
    offline:
      'This device is not connected: what is shown may be out of date. The page goes on by itself afterwards.',
    signed_out: 'What is shown may be out of date. Sign in again, and the page goes on by itself.',
  },
  safeMode: {
    title: 'Safe mode: not everybody is written to',
    ...byChannel({
      email: {
        held: 'E-mails are not sent',
        redirected: (to: string) => `E-mails go to ${to} instead of their recipients`,
      },
      sms: {
        held: 'SMS are not sent',
        redirected: (to: string) => `SMS go to ${to} instead of their recipients`,
      },
    }),
    unless: (allowed: readonly string[], more: number) =>
      `, unless they are for ${allowed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  },
  signIn: 'Sign in',
  sessionEnded: 'Your session has ended',
  sessionEndedHint: 'Sign in again to go on. What you are writing is kept on this device.',
  notFound: 'There is no such page',
  notFoundHint: 'The link may be old, or was cut off when it was copied.',
  home: 'To the overview',
  channelOff: byChannel({ email: 'E-mail is not set up', sms: 'SMS is not set up' }),
  channelOffHint: 'Your service has no provider for it. The people who run it can add one.',
  notAllowed: 'You can look at this page but not change anything: your account has no right to.',
  notLoaded: 'This page could not be loaded',
  notLoadedHint: 'Part of it is missing on the server. The other pages are not concerned.',
  crashed: 'This page could not be shown',
  crashedHint:
    'Nothing was changed. Reload the page; if it comes back, tell the people who run this service.',
  reload: 'Reload',
};
