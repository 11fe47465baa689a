import express, { type Request, type RequestHandler, type Response } from 'express';
import { jsonBody } from './api-input.ts';

const form = express.urlencoded({ extended: false, limit: '10kb' });

/** What a page's form posts, or a program as JSON. */
export const formOrJson: RequestHandler = (req, res, next) =>
  (req.is('urlencoded') ? form : jsonBody)(req, res, next);

/** After a change: JSON to a program; to a browser the page again, by a redirect, so that a reload repeats nothing. */
export function showAgain(req: Request, res: Response, page: string, json: unknown): void {
  if (req.accepts(['json', 'html']) === 'html') res.redirect(303, page);
  else res.json(json);
}
