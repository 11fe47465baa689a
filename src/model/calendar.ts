/** What an iCalendar object asks of who gets it (RFC 5546 §1.4): an invitation or a change of one, its end, an event to look at, an answer. */
export const calendarMethods = ['REQUEST', 'CANCEL', 'PUBLISH', 'REPLY'] as const;
/** One of {@link calendarMethods}. */
export type CalendarMethod = (typeof calendarMethods)[number];

/** An invitation within a mail: what mail programs show an answer's buttons for (iMIP, RFC 6047). */
export interface CalendarPart {
  readonly method: CalendarMethod;
  /** One iCalendar object (RFC 5545), with CRLF line ends. */
  readonly content: string;
  /** What it is saved as, `.ics`. */
  readonly filename: string;
}

/** Tabs and line ends aside. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** What is wrong with an iCalendar object, to stand after the field's name; `undefined` where nothing is. */
export function calendarFault(content: string, method: CalendarMethod): string | undefined {
  if (control.test(content)) return 'holds control characters';
  const lines = content
    .trim()
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  if (!/^BEGIN:VCALENDAR$/i.test(lines[0] ?? '')) return 'does not begin with BEGIN:VCALENDAR';
  if (!/^END:VCALENDAR$/i.test(lines.at(-1) ?? '')) return 'does not end with END:VCALENDAR';
  let depth = 0;
  const methods: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (/^BEGIN:/i.test(line)) depth += 1;
    else if (/^END:/i.test(line)) depth -= 1;
    else if (depth === 1 && /^METHOD[:;]/i.test(line)) methods.push(line.slice(line.indexOf(':') + 1));
    if (depth < 1 && index < lines.length - 1) return 'holds more than one iCalendar object';
  }
  if (depth !== 0) return 'has a BEGIN without its END';
  const [said, ...more] = methods;
  if (said === undefined) return `does not say its method: write METHOD:${method} below VERSION`;
  if (more.length > 0 || said.trim().toUpperCase() !== method)
    return `says another METHOD than "method", which is ${method}`;
  return undefined;
}

/** The same object as it is sent: nothing around it, lines ended by CRLF (RFC 5545 §3.1). */
export function calendarText(content: string): string {
  return `${content
    .toWellFormed()
    .trim()
    .replace(/\r\n?|\n/g, '\r\n')}\r\n`;
}

/** An invitation that was sent, as an input has it again: its CRLF, which count there, were put in when it was recorded. */
export function calendarAgain(part: CalendarPart): CalendarPart {
  return { ...part, content: part.content.replaceAll('\r\n', '\n') };
}
