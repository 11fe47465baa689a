/** The languages that a template speaks, and which of them is taken. */
import { isMessagingError, MessagingError } from '../errors.ts';
import { bestLanguage, primary } from '../model/language.ts';
import { present } from '../model/present.ts';
import { type TemplateSource, textsOf } from './template-source.ts';

/** Texts that may be there in several languages. */
export interface Translated extends TemplateSource {
  /** The language of its own texts (BCP 47), such as `de` or `pt-BR`: needed where there are translations. Default: it is not said, and taken for the site's. */
  readonly language?: string | undefined;
  /**
   * The same in other languages, by their codes; 20 at most. Each stands for itself, and has what the template has to have: a subject and text or
   * HTML, or what its channel asks for. Default: none.
   */
  readonly translations?: Readonly<Record<string, TemplateSource>> | undefined;
}

/** The texts of one language. */
export interface InLanguage {
  /** `undefined`: its own texts, which do not say. */
  readonly language: string | undefined;
  readonly source: TemplateSource;
  /** The template's own texts, and no translation. */
  readonly isOwn: boolean;
}

/** All its texts, its own first. */
export function eachLanguage(template: Translated): readonly InLanguage[] {
  const others = Object.entries(template.translations ?? {});
  return [
    { language: template.language, source: textsOf(template), isOwn: true },
    ...others.map(([language, source]) => ({ language, source: textsOf(source), isOwn: false })),
  ];
}

/** The texts in all languages, without what else a template is made of. */
export function translatedOf(template: Translated) {
  const { language, translations = {} } = template;
  const others = Object.entries(translations).map(([other, source]) => [other, textsOf(source)] as const);
  return present({
    ...textsOf(template),
    language,
    translations: others.length === 0 ? undefined : Object.fromEntries(others),
  });
}

/** What was chosen of a template. */
export interface Choice {
  readonly language: string;
  readonly source: TemplateSource;
  /** It does not speak the language that was asked for first. */
  readonly fellBack: boolean;
}

/** `asked`: what the recipient would have, the most wanted first; then the site's language, then its own. */
export function chooseLanguage(template: Translated, asked: readonly string[], ofSite: string): Choice {
  const own = template.language ?? ofSite;
  const there = new Map(eachLanguage(template).map(({ language = own, source }) => [language, source]));
  const language = bestLanguage([...there.keys()], [...asked, ofSite]) ?? own;
  const source = there.get(language) ?? textsOf(template);
  const [first] = asked;
  return { language, source, fellBack: first !== undefined && primary(first) !== primary(language) };
}

/** What cannot be seen of one language alone. @throws MessagingError `template_invalid` */
export function checkLanguages({ language, translations = {} }: Translated): void {
  const others = Object.keys(translations);
  if (others.length === 0) return;
  if (language === undefined) {
    const sentence = 'A template with "translations" says in "language" what its own texts are in.';
    throw new MessagingError('template_invalid', sentence, { details: { field: 'language' } });
  }
  const seen = new Set([language.toLowerCase()]);
  for (const other of others) {
    if (seen.has(other.toLowerCase()))
      throw new MessagingError('template_invalid', `The template has two texts in "${other}".`, {
        details: { field: 'translations', language: other },
      });
    seen.add(other.toLowerCase());
  }
}

/** What a translation is refused with says which it is; what its own texts are, stays. */
export function ofLanguage(error: unknown, { language, isOwn }: InLanguage): unknown {
  if (isOwn || language === undefined || !isMessagingError(error)) return error;
  const { code, message, details, cause } = error;
  return new MessagingError(code, `In "${language}": ${message}`, {
    details: { ...details, language },
    cause,
  });
}

/** Checks the texts of each language. @throws MessagingError as `check` does, and says which language it was */
export function checkEachLanguage(template: Translated, check: (source: TemplateSource) => void): void {
  for (const one of eachLanguage(template)) {
    try {
      check(one.source);
    } catch (error) {
      throw ofLanguage(error, one);
    }
  }
}
