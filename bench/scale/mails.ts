import type { EmailInput } from 'postern';
import { present } from 'postern/adapter';

/** How long a mail is, in characters. */
export interface MailSize {
  readonly text: number;
  /** 0: none. */
  readonly html: number;
}

/** What a mail says, but for what is its own. */
export interface Body {
  readonly text: string;
  readonly html: string;
}

const syllables =
  'an be con der est fi ga hol in ju ka lo mit nor or pre qui ra sta ten ul ver wis xe yo zu'.split(' ');
export const consumers = 200_000;

/** A generator that gives the same numbers every time, from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Bodies of words out of some thousands, common ones more often: made ahead, so that making them is not measured. */
export function bodiesOf(count: number, size: MailSize): readonly Body[] {
  const random = randomOf(7);
  const words = Array.from({ length: 4_000 }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join(''),
  );
  const word = () => words[Math.floor(random() ** 3 * words.length)] ?? '';
  return Array.from({ length: count }, () => {
    let text = 'Hello,\n';
    while (text.length < size.text) text += `${word()}${random() < 0.08 ? '.\n' : ' '}`;
    text = text.slice(0, size.text);
    if (size.html === 0) return { text, html: '' };
    // As mail builders write it: mostly styles.
    const rows = text
      .split('\n')
      .map((line) => `<p style="margin:0 0 12px;font:16px/1.5 Helvetica,Arial,sans-serif">${line}</p>`);
    const page = `<!doctype html><html><body><table role="presentation" width="100%"><tr><td>${rows.join('')}</td></tr></table>`;
    return { text, html: `${page.padEnd(size.html - 14, '<br style="line-height:0">')}</body></html>` };
  });
}

let made = 0;

/** Mails to one of 200,000 consumers each, all with an idempotency key. */
export function mailsOf(count: number, bodies: readonly Body[], prefix = 'order'): readonly EmailInput[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const { text, html } = bodies[made % bodies.length] ?? { text: '', html: '' };
    const number = `${prefix}-${String(made).padStart(9, '0')}`;
    return present({
      // Neighbours in time are none among the consumers.
      to: `c${(made * 7_919) % consumers}`,
      subject: `Your order ${number} is on its way`,
      text: `${text}\n${number}`,
      html: html || undefined,
      idempotencyKey: `${number}-shipped`,
    });
  });
}
