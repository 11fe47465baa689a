/** What an entry may load when it is imported. All else is loaded when it is first used: a host pays for what it does. */
export const lightPackages: readonly string[] = ['mitt', 'nanoid', 'zod'];

/** Entries that are there for what is heavy, and say so at their head. */
export const heavyEntries: Readonly<Record<string, readonly string[]>> = {
  'src/phone.ts': ['libphonenumber-js'],
  'src/public-suffix.ts': ['tldts'],
  'src/templates/index.ts': ['liquidjs'],
  'adapters/smtp/src/index.ts': ['nodemailer', 'postal-mime'],
  'adapters/twilio/src/index.ts': ['twilio'],
};
