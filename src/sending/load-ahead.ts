import { channels, phoneReader } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { liquid } from '../templates/rendering.ts';
import type { Engine } from '../wiring.ts';
import { htmlReader } from './content.ts';

/** What preparing a message of a channel may load. */
const readers: Readonly<Record<Channel, () => Promise<unknown>>> = { email: htmlReader, sms: phoneReader };

/**
 * Loads what messages of the configured channels are prepared with, so that nobody who sends waits for it, and reads the templates in code.
 * @throws MessagingError `template_invalid`
 */
export async function loadAhead({ transports, templates, templateParts }: Engine): Promise<void> {
  const wired = channels.filter((channel) => transports[channel].length > 0);
  await Promise.all(wired.map((channel) => readers[channel]()));
  if (templates.length + templateParts.length === 0) return;
  const { renderer } = await liquid();
  for (const template of [...templates, ...templateParts]) renderer.check(template);
}
