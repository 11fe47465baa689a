import { present } from 'postern/adapter';
import type { Settings } from './console-options.ts';

/** For every answer: taken for what it says it is, by this origin only, and with nothing of the browser's devices. */
const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
} as const;

/** `no-transform` keeps a compressing middleware from holding events back. */
const fresh = { 'cache-control': 'no-store, no-transform' } as const;

/** Data that is not to be shown by itself, whatever a browser makes of it. */
export const dataHeaders: Readonly<Record<string, string>> = {
  ...always,
  ...fresh,
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
};

/** Files have a hash of their content in their name. `private`: they too are for those signed in. */
export const fileHeaders: Readonly<Record<string, string>> = {
  ...always,
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cache-control': 'private, max-age=31536000, immutable',
  vary: 'accept-encoding',
};

/** The app: its own files, and style elements that carry the nonce; nothing from any other host. */
export function pageHeaders(settings: Settings, nonce: string, embedded: boolean): Record<string, string> {
  return present({
    ...always,
    ...fresh,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      `frame-ancestors ${embedded ? ancestors(settings) : "'none'"}`,
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    // Browsers that know `frame-ancestors` go by it alone; this older header cannot name several.
    'x-frame-options': embedded ? undefined : 'DENY',
  });
}

/**
 * A mail's HTML, which a stranger may have written: an origin of its own without script, forms or frames; nothing is loaded
 * until the user asks for remote images, and then nothing but images, without saying where from.
 */
export function documentHeaders(settings: Settings, remoteImages: boolean): Record<string, string> {
  return {
    ...always,
    ...fresh,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      'sandbox',
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      `img-src data:${remoteImages ? ' https: http:' : ''}`,
      "form-action 'none'",
      "base-uri 'none'",
      // It stands in the app, which may stand in a page of the host's.
      `frame-ancestors ${ancestors(settings)}`,
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-dns-prefetch-control': 'off',
  };
}

function ancestors({ frameAncestors }: Settings): string {
  return ["'self'", ...frameAncestors].join(' ');
}
