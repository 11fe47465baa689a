import { bullmqMailing } from './bullmq.ts';
import type { Mailing, Place } from './mailing.ts';
import { nodemailerMailing } from './nodemailer.ts';
import { posternMailing } from './postern.ts';

/** Those that are left out where no Redis is found. */
export const needsRedis = (name: string) => name.startsWith('BullMQ');

export const mailings: Readonly<Record<string, (place: Place) => Mailing>> = {
  postern: (place) => posternMailing(place),
  'postern, RSA + Ed25519': (place) => posternMailing(place, { second: 'ed25519' }),
  'nodemailer, 2 keys': (place) => nodemailerMailing(place, 2),
  'nodemailer, 1 key': (place) => nodemailerMailing(place, 1),
  'BullMQ + nodemailer + row, 1 key': (place) => bullmqMailing(place, 1),
};
