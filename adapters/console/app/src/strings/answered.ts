/** How a language puts what the other side answered after a sentence, which is given without its end. */
export const answeredBy =
  (colon: string) =>
  (sentence: string, answer: string | undefined): string =>
    answer === undefined ? `${sentence}.` : `${sentence}${colon}${answer}`;
