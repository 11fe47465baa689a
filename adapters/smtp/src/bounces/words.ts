import type { FailureClass } from 'postern/adapter';
import { saysFull, saysTooBig, saysUnknown } from '../sending/refusal.ts';

/** What a program says of a mail that it gave up by itself, where it has no code for that. The first that fits decides. */
const programWords: readonly { readonly says: RegExp; readonly class: FailureClass }[] = [
  {
    says: /\bhost (?:\S{1,255} )?(?:is )?(?:unknown|not found)|domain does not exist|name service error|dns lookup failure|no mx record|host not reachable|could not find a gateway|network error|too many hops/i,
    class: 'network',
  },
  {
    says: /retry time-?out exceeded|all hosts have been failing|timed? ?out|in the queue too long|not delivered within|could not deliver for the last|after multiple retries|envelope expired|cannot send message for|delivery failed \d{1,4} attempts|was aborted after|not responding|did not accept our requests to connect|connection (?:refused|reset)|deferred:/i,
    class: 'temporary',
  },
];

/** What such words mean; `undefined` where they say nothing that is known. */
export function classOfWords(text: string): FailureClass | undefined {
  return programWords.find(({ says }) => says.test(text))?.class;
}

const known = [saysFull, saysUnknown, saysTooBig, ...programWords.map(({ says }) => says)];

/** The line of a notice that says what happened, where it is said without a code. */
export function wordsIn(notice: string): string {
  for (const says of known) {
    const found = says.exec(notice);
    if (!found) continue;
    const [line = ''] = notice.slice(notice.lastIndexOf('\n', found.index) + 1).split('\n', 1);
    return line;
  }
  return '';
}
