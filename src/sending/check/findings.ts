/** What would hurt an e-mail that is being written: a code and what it is about. Words are the host's to choose. */
export type DraftFinding =
  /** The HTML has nothing to read, and no text stands beside it. */
  | { readonly code: 'no_text' }
  /** Pictures and hardly a word: filters distrust it, and who does not load pictures sees nothing. `characters`: of visible text. */
  | { readonly code: 'images_only'; readonly images: number; readonly characters: number }
  /** Images without an `alt`, which readers without pictures hear or see; an empty one is right for what only decorates. */
  | { readonly code: 'alt_missing'; readonly count: number; readonly src: string }
  /** `bytes` of UTF-8 in the HTML part as it goes; Gmail cuts off what is above some 102,000. */
  | { readonly code: 'html_large'; readonly bytes: number; readonly limit: number }
  /** Elements stand deeper within each other than `limit`: what is in there was not looked at. */
  | { readonly code: 'html_deep'; readonly limit: number }
  /** A link over `http:`. */
  | { readonly code: 'link_insecure'; readonly url: string }
  /** A link that runs something or opens a file: `javascript:`, `data:`, `vbscript:`, `file:`. */
  | { readonly code: 'link_unsafe'; readonly url: string }
  /** No address that a mail program can open: relative, without `https://`, empty, a variable left over. */
  | { readonly code: 'link_broken'; readonly url: string }
  /** To this machine or a private network: `localhost`, `10.0.0.1`, a name without a dot. */
  | { readonly code: 'link_private'; readonly url: string }
  /** Shows one address and leads to another domain, as fraud does. */
  | { readonly code: 'link_differs'; readonly url: string; readonly shown: string }
  /** By a URL shortener, which spam filters distrust. */
  | { readonly code: 'link_shortened'; readonly url: string; readonly host: string }
  /** Text that is hard to read on its background: below 4.5 to 1 (large text: 3 to 1), WCAG 2.2 §1.4.3. Colours as `#rrggbb`. */
  | {
      readonly code: 'contrast_low';
      readonly color: string;
      readonly background: string;
      readonly ratio: number;
      readonly text: string;
    }
  /** A colour of text without a background of its own: in dark mode, or in light, it may stand on its like. */
  | { readonly code: 'color_alone'; readonly color: string; readonly text: string }
  /** A background without a colour of text: likewise. */
  | { readonly code: 'background_alone'; readonly background: string; readonly text: string }
  /** More than `limit` characters, the site's prefix included: most programs show half of it. */
  | { readonly code: 'subject_long'; readonly characters: number; readonly limit: number }
  | { readonly code: 'subject_capitals' }
  /** It has a topic, and its recipients no way to opt out of it. */
  | { readonly code: 'unsubscribe_missing'; readonly topic: string };

/** Texts in findings are cut to so many characters. */
const longestText = 200;

export function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
