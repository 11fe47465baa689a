import { byChannel } from '../by-channel.ts';
import { enApp } from './app.ts';
import { enAudit } from './audit.ts';
import { enBatches } from './batches.ts';
import { enCompose } from './compose.ts';
import { enDelivery } from './delivery.ts';
import { enEditor } from './editor.ts';
import { enFindings } from './findings.ts';
import { enHistory, enMessage } from './history.ts';
import { enMany } from './many.ts';
import { enNotes } from './notes.ts';
import { one } from './one.ts';
import { enOverview } from './overview.ts';
import { enParts } from './parts.ts';
import { enSender } from './sender.ts';
import { enSenders } from './senders.ts';
import { enSignature } from './signature.ts';
import { enImport } from './suppressions.ts';
import { enTemplateLanguages } from './template-languages.ts';
import { enTopics } from './topics.ts';
import { enVersions } from './versions.ts';
import { enWebhooks } from './webhooks.ts';

/** Every word of the console. The English catalogue is the form that the other languages follow. */
export const en = {
  ...enDelivery,
  sender: enSender,
  senders: enSenders,
  app: enApp,
  versions: enVersions,
  parts: enParts,
  templateLanguages: enTemplateLanguages,
  webhooks: enWebhooks,
  audit: enAudit,
  topics: enTopics,
  batches: enBatches,
  channel: byChannel({ email: 'E-mail', sms: 'SMS' }),
  nav: {
    overview: 'Overview',
    compose: 'Compose',
    history: 'History',
    templates: 'Templates',
    suppressions: 'Suppressions',
    sender: 'Sender',
    webhooks: 'Webhooks',
    audit: 'Changes',
  },
  common: {
    /** Between a name and its value. */
    colon: ': ',
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    delete: 'Delete',
    remove: 'Remove',
    copy: 'Copy',
    copied: 'Copied',
    tryAgain: 'Try again',
    loadMore: 'Load more',
    loadingMore: 'Loading more …',
    end: 'That is all.',
    dismiss: 'Dismiss this note',
  },
  overview: enOverview,
  compose: enCompose,
  many: enMany,
  editor: enEditor,
  signature: enSignature,
  history: enHistory,
  message: enMessage,
  consumer: {
    title: (name: string) => `Messages to ${name}`,
    embeddedTitle: 'Messages',
    gone: 'This person is no longer known; the messages stay.',
    write: byChannel({ email: 'Write an e-mail', sms: 'Write an SMS' }),
    channels: { all: 'All', ...byChannel({ email: 'E-mail', sms: 'SMS' }) },
    embed: 'Embed in your own page',
    embedHint: 'This address shows the list alone, to be put into a frame beside the record of the person.',
  },
  priorities: { usual: 'As usual', high: 'High', normal: 'Normal', low: 'Low' },
  templates: {
    title: byChannel({ email: 'E-mail templates', sms: 'SMS templates' }),
    hint: 'A template pre-fills a message. What changes from message to message stands in double braces: {{ name }}.',
    add: 'New template',
    empty: 'No templates yet',
    emptyHint: 'Write one for what you send often.',
    inCode: 'Built in',
    madeHint:
      'This template is part of the service, which makes its text of the values it is given. It can be used and looked at, not changed here.',
    inCodeHint: 'This template is part of the service. It can be used and looked at, not changed here.',
    editable: 'Written here',
    variables: 'Variables',
    updated: (at: string) => `Changed ${at}`,
    newTitle: 'New template',
    name: 'Name',
    nameHint: 'How it appears in the list.',
    subject: 'Subject',
    text: 'Text',
    html: 'HTML',
    textHint: byChannel({
      email: 'Made from the HTML where it is left empty.',
      sms: 'Your site’s name is put before it.',
    }),
    htmlHint: 'For a formatted mail. Leave it empty for a plain one.',
    sender: 'Sender',
    topic: 'Topic',
    priority: 'Priority',
    priorityHint: 'What goes first where several messages wait.',
    liquid: 'Write {{ name }} where a value goes. Conditions and lists work too, in the Liquid language.',
    previewValues: 'Example values',
    keepValues: 'Keep with the template',
    screen: 'Width of the preview',
    desk: 'Desk',
    phone: 'Phone',
    lastUsed: 'Last used',
    recent: (count: number, more: boolean, days: number): string =>
      `${more ? 'more than ' : ''}${one(count, 'message', 'messages')} in ${days} days`,
    neverUsed: 'Not used yet.',
    unusedSince: (at: string) => `Not used since ${at}; what is older was not looked at.`,
    use: 'Write with it',
    saved: 'The template is saved.',
    deleted: (name: string) => `The template “${name}” is deleted.`,
    deleteTitle: 'Delete the template?',
    deleteBody: (name: string) =>
      `“${name}” can no longer be used. Messages that were sent with it stay as they are.`,
    unsaved: 'Not saved yet',
    discard: 'Discard changes',
    nameMissing: 'Give the template a name.',
    gone: 'There is no such template',
  },
  findings: enFindings,
  notes: enNotes,
  suppressions: {
    title: byChannel({ email: 'E-mail suppressions', sms: 'SMS suppressions' }),
    hint: byChannel({
      email: 'Nothing is sent to these addresses. Bounces and complaints put addresses here by themselves.',
      sms: 'Nothing is sent to these numbers. Whoever answers STOP is put here by itself.',
    }),
    address: byChannel({ email: 'E-mail address', sms: 'Phone number' }),
    add: byChannel({ email: 'Add an address', sms: 'Add a number' }),
    addButton: 'Add',
    topic: 'Topic',
    everything: 'Everything',
    added: (address: string, topic?: string) =>
      topic === undefined
        ? `Nothing is sent to ${address} any more.`
        : `Nothing about “${topic}” is sent to ${address} any more.`,
    known: (address: string) => `${address} is on the list already.`,
    reason: 'Reason',
    export: 'Export',
    importing: enImport,
    history: {
      title: 'What was changed of it',
      none: 'Nothing was changed by anybody.',
      hint: 'What an import added says so under “By”.',
    },
    allReasons: 'All reasons',
    reasons: {
      bounced: 'Bounced',
      complained: 'Complained',
      opted_out: 'Opted out',
      manual: 'Added by hand',
    },
    source: 'By',
    sources: { provider: 'the provider', recipient: 'the recipient', host: 'the service' },
    since: 'Since',
    list: 'Suppressed addresses',
    find: byChannel({ email: 'Find an e-mail address', sms: 'Find a phone number' }),
    findButton: 'Find',
    showAll: 'Show the whole list',
    notListed: (address: string) => `${address} is not on the list: messages go there.`,
    unread: byChannel({
      email: (typed: string) => `“${typed}” is no e-mail address: enter the whole of it.`,
      sms: (typed: string) => `“${typed}” is no phone number: enter the whole of it.`,
    }),
    empty: 'The list is empty',
    emptyHint: 'Every address can be sent to.',
    noneFit: 'Nothing is on the list for this reason',
    noneFitHint: 'Choose another reason, or show the whole list.',
    removeTitle: 'Send to this address again?',
    removeBody: (address: string, topic?: string) =>
      topic === undefined
        ? `${address} is taken off the list: messages go there again.`
        : `${address} is taken off the list for “${topic}”: messages about it go there again.`,
    removeWarn: 'This person asked not to be written to. Remove the entry only if they asked for it.',
    removed: (address: string, topic?: string) =>
      topic === undefined ? `${address} is off the list.` : `${address} is off the list for “${topic}”.`,
    removeOf: (address: string) => `Remove ${address}`,
    missing: byChannel({ email: 'Enter an e-mail address.', sms: 'Enter a phone number.' }),
  },
};

export type Catalogue = typeof en;
