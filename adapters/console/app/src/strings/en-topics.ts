import { byChannel } from './by-channel.ts';

/** Topics of messages, and what a person chose to get. */
export const enTopics = {
  topic: 'Topic',
  hint: 'Who opted out of it does not get the message.',
  none: 'No topic',
  gone: 'The service has no such topic any more: choose another.',
  ofTemplate: (name: string) => `The template’s: ${name}`,
  templateHint: 'What its messages are about: who opted out of it does not get them.',
  optOuts: 'Who opted out',
  optOutChoices: {
    usual: 'Does not get it',
    unsubscribe: 'Does not get it; others get a way to opt out',
    essential: 'Gets it all the same: it is essential',
  },
  optOutHints: {
    usual: 'A link to unsubscribe is there where the message shows one.',
    unsubscribe: 'Mail programs show a button to unsubscribe, with one click.',
    essential:
      'Only for what the person asked for or needs, such as an invoice. Bounces, complaints and entries by hand still hold.',
  },
  essentialLink:
    'An essential message shows no link to unsubscribe: take the link out of it, or let opt-outs hold.',
  chosen: 'What this person chose',
  chosenHint: 'What they opted out of, by a link, by STOP or by telling you.',
  choices: (where: string) => `Choices for ${where}`,
  everything: 'Everything',
  gets: 'Gets it',
  notOut: 'Not opted out',
  out: (since: string) => `Opted out since ${since}`,
  allOut: 'Not as long as everything is off',
  heldBy: (reason: string, since: string) => `Nothing goes there, whatever was chosen: ${reason}, ${since}.`,
  heldTopic: (reason: string, since: string) => `Not sent: ${reason}, ${since}`,
  optOut: 'Opt out',
  optOutOf: (name: string, where: string) => `Opt out: “${name}”, ${where}`,
  optIn: 'Opt in again',
  optInOf: (name: string, where: string) => `Opt in again: “${name}”, ${where}`,
  optInTitle: 'Opt in again?',
  optInBody: (name: string, where: string) => `“${name}” goes to ${where} again.`,
  optInWarn: 'This person opted out. Opt them in again only if they asked for it.',
  optedOut: (name: string, where: string) => `“${name}” goes to ${where} no more.`,
  optedIn: (name: string, where: string) => `“${name}” goes to ${where} again.`,
  unreadable: byChannel({
    email: 'The e-mail address of this person cannot be used.',
    sms: 'The phone number of this person cannot be used.',
  }),
};
