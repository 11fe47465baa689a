import { lazily } from 'postern/adapter';

/** What a hand-over takes of nodemailer: whoever only imports the package does not load it. */
export const nodemailer = lazily(() => import('./nodemailer-parts.ts'));
export type Nodemailer = Awaited<ReturnType<typeof nodemailer>>;
