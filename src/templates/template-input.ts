import { MessagingError } from '../errors.ts';
import type { TemplateContent } from '../interfaces/storage/templates.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { checkLanguages, type Translated, translatedOf } from './languages.ts';
import { type Sample, sampleOf } from './sample.ts';
import { idForm } from './template-forms.ts';

/** What people write, as it is stored. */
export interface NewTemplate extends Translated {
  /** Default: a new one. Of a layout or partial it is what templates call it: choose one that people can read. */
  readonly id?: string;
  /**
   * `layout`: stands around templates that begin with `{% layout "id" %}`; `partial`: stands where they say `{% render "id" %}`. Neither has a
   * subject, and no message is made of one by itself. Default: a template for messages.
   */
  readonly kind?: PartKind | undefined;
  /** For people; 1 to 100 characters. */
  readonly name: string;
  /** What its messages have unless they say otherwise: `high` goes before `normal`, and that before `low`. Default: as of messages without a template. */
  readonly priority?: Priority | undefined;
  /** What its messages are about unless they say otherwise: one of the configuration's topics. Default: none. */
  readonly topic?: string | undefined;
  /** The key of the sender its messages leave with unless they say otherwise; it need not exist yet. Default: the site's default. */
  readonly sender?: string | undefined;
  /** Values to try it with, of all its languages, as JSON has them: shown and previewed with, never sent by themselves. 20 kB as JSON at most. */
  readonly sample?: Sample | undefined;
  /**
   * The `updatedAt` of the version that was changed, or `null` where there was none: if another is stored by now, it is a
   * `conflict`. Default: whatever is stored is replaced.
   */
  readonly replaces?: Date | null;
  /** Who writes it, as the host names users: kept in `messaging.audit`. */
  readonly actor?: string | undefined;
}

/** A draft to be stored. It may be unfinished: it is checked when it is published. */
export interface NewTemplateDraft extends Omit<NewTemplate, 'replaces'> {
  /**
   * The `updatedAt` of the draft that was changed, or `null` where there was none: if another is stored by now, it is a
   * `conflict`. Default: whatever is stored is replaced.
   */
  readonly replaces?: Date | null | undefined;
  /** The version it is to replace; 0: there is none. Default: as before, and for a new draft the present one. */
  readonly basedOn?: number | undefined;
}

/** How a draft is published. */
export interface PublishOptions {
  /** The `updatedAt` of the draft that was looked at: another is a `conflict`. Default: the one that is stored. */
  readonly draft?: Date | undefined;
  /**
   * The `updatedAt` of the version it takes the place of, or `null` where there is none. Default: that which the draft is based on; where another
   * stands by now, it is a `conflict`.
   */
  readonly replaces?: Date | null | undefined;
  /** Who publishes it, as the host names users. */
  readonly actor?: string | undefined;
}

/** What is removed, and for whom. */
export interface DeleteOptions {
  /** As it was read: another is a `conflict`. Default: whatever is stored. */
  readonly updatedAt?: Date | undefined;
  /** Who asks for it, as the host names users. */
  readonly actor?: string | undefined;
}

/** @throws MessagingError `template_invalid` */
export function checkTemplateId(id: string): void {
  if (idForm.test(id)) return;
  throw new MessagingError(
    'template_invalid',
    'A template\'s id is 1 to 64 letters, digits, "-", "_" or ".", and does not begin with "postern.".',
  );
}

/** What is stored of what people write, whether or not it is finished. @throws MessagingError `template_invalid` */
export function contentOf(template: Omit<NewTemplate, 'replaces'>): TemplateContent {
  const name = template.name.trim();
  if (name === '' || name.length > 100)
    throw new MessagingError('template_invalid', 'A template needs a name of 1 to 100 characters.');
  checkLanguages(template);
  const { kind, priority, topic, sender } = template;
  if (kind && [priority, topic, sender].some((given) => given !== undefined))
    throw new MessagingError(
      'template_invalid',
      `A ${kind} has no priority, topic or sender: its templates have.`,
    );
  const sample = template.sample && sampleOf(template.sample);
  return present({ name, kind, priority, topic, sender, sample, ...translatedOf(template) });
}

/** That there is no such template in the channel. */
export function notFound(channel: Channel, id: string): MessagingError {
  return new MessagingError(
    'template_not_found',
    `There is no template ${idForm.test(id) ? `"${id}"` : 'with this id'} for ${channelRules[channel].word}.`,
  );
}
