import type { Request, RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * There is no login here, so being asked from this machine, by this page or by a program, is all the authority there is.
 * The name in `Host` must be loopback's own (a foreign name that resolves to 127.0.0.1 is DNS rebinding), and no other
 * site may ask: no CORS header is ever sent, and what a browser marks as coming from elsewhere is refused.
 */
export const guard: RequestHandler = (req, _res, next) => {
  const host = req.headers.host ?? '';
  if (!loopbackNames.has(host.replace(/:\d+$/, ''))) {
    throw new HttpError(
      403,
      'foreign_host',
      'This example answers on this machine only: open it as http://127.0.0.1.',
    );
  }
  const { origin } = req.headers;
  if ((origin !== undefined && origin !== `http://${host}`) || changesFromElsewhere(req)) {
    throw new HttpError(403, 'foreign_origin', 'Another site may not use this example.');
  }
  next();
};

/** Old browsers leave `Origin` out of some posts; none leaves out both. Following a link to a page from elsewhere is harmless. */
function changesFromElsewhere(req: Request): boolean {
  const site = req.headers['sec-fetch-site'];
  const reads = req.method === 'GET' || req.method === 'HEAD';
  return !reads && site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Nothing but our own style sheet is loaded, no script runs, forms go to ourselves, and nobody frames or reads the answers. */
export const securityHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};
