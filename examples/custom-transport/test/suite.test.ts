import type { Outgoing } from 'postern/adapter';
import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { refusal } from '../src/pigeon-stand-in.ts';
import { openPigeon, outgoing } from './support/open-pigeon.ts';

transportSuite({ describe, it }, async () => {
  const { standIn, transport } = await openPigeon();
  const { http } = standIn;
  /** By the number that each went to. */
  const ids = new Map<string, string>();
  let there = true;
  const refuseWith = (status: number, code: string) => () => {
    http.intercept = () => refusal(status, code);
  };
  return {
    transport,
    outgoing(changes): Outgoing {
      const message = outgoing(changes);
      ids.set(message.to.address, message.id);
      return message;
    },
    async accept() {
      http.intercept = undefined;
      if (!there) await http.plug();
      there = true;
    },
    refuse: refuseWith(422, 'invalid_number'),
    refuseTemporarily: refuseWith(503, 'overloaded'),
    misconfigure: refuseWith(401, 'unauthorized'),
    async dropBefore() {
      there = false;
      await http.unplug();
    },
    dropAfter() {
      http.intercept = () => 'reset';
    },
    stall() {
      http.intercept = () => 'stall';
      return { reached: http.reached() };
    },
    taken: () => standIn.messages.map(({ to, text }) => ({ id: ids.get(to) ?? '', to: [to], text })),
    async close() {
      await transport.close?.();
      if (there) await http.close();
    },
  };
});
