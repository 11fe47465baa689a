import type { CalendarPart } from '../model/calendar.ts';
import type { Attachment } from '../model/message.ts';

/**
 * An invitation as a file whose type says its method, for APIs that take files but no alternative of the body. Some mail programs show
 * buttons for it, some a file; where the API has a way to give the alternative itself, that is better.
 */
export function calendarFile({ method, content, filename }: CalendarPart): Attachment {
  return {
    filename,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: Buffer.from(content, 'utf8').toString('base64'),
  };
}
