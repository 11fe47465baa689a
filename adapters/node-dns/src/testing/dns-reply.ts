import {
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import type { DnsType } from 'postern/adapter';
import type { DnsZone } from './dns-zone.ts';
import { answerFrom, rcodes, type ZoneAnswer } from './zone-answer.ts';

/** A query as it was understood. */
export interface DnsQuery {
  readonly name: string;
  /** As in the packet, so also types that the zone does not know. */
  readonly type: string;
}

/** Over UDP without EDNS (RFC 1035 §4.2.1); TCP has a length of two bytes. */
const plainUdpBytes = 512;
const maxBytes = 65_535;
const ourUdpBytes = 1232;
const types: ReadonlySet<string> = new Set<DnsType>(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']);

/** The reply to one packet; `undefined` where there is none to give: to junk, to a reply, or to a name set to time out. */
export function reply(
  zone: DnsZone,
  packet: Buffer,
  over: 'udp' | 'tcp',
  onQuery?: (query: DnsQuery) => void,
): Buffer | undefined {
  const query = parse(packet);
  const question = query?.questions?.[0];
  if (!query || !question) return undefined;
  onQuery?.({ name: question.name, type: question.type });
  const failure = zone.failureOf(question.name);
  if (failure === 'timeout') return undefined;
  if (failure === 'malformed') return encodeReply(query, question, answerOf(zone, question)).subarray(0, 14);
  const answer: ZoneAnswer = failure ? { rcode: failure, answers: [] } : answerOf(zone, question);
  const whole = encodeReply(query, question, answer);
  if (whole.length <= (over === 'tcp' ? maxBytes : udpBytes(query))) return whole;
  return encodeReply(query, question, { ...answer, answers: [] }, TRUNCATED_RESPONSE);
}

function parse(packet: Buffer): DecodedPacket | undefined {
  try {
    const query = decode(packet);
    return query.type === 'query' ? query : undefined;
  } catch {
    // Anybody can send anything to a socket.
    return undefined;
  }
}

function answerOf(zone: DnsZone, { name, type }: Question): ZoneAnswer {
  return answerFrom(zone, name, isZoneType(type) ? type : undefined);
}

function isZoneType(type: string): type is DnsType {
  return types.has(type);
}

function udpBytes(query: Packet): number {
  const edns = query.additionals?.find((each) => each.type === 'OPT');
  return Math.max(plainUdpBytes, Math.min(edns?.udpPayloadSize ?? 0, ourUdpBytes));
}

function encodeReply(query: Packet, question: Question, { rcode, answers }: ZoneAnswer, flags = 0): Buffer {
  const asked = (query.flags ?? 0) & RECURSION_DESIRED;
  const edns = query.additionals?.some((each) => each.type === 'OPT');
  return encode({
    type: 'response',
    id: query.id ?? 0,
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | asked | flags | rcodes[rcode],
    questions: [question],
    answers,
    additionals: edns
      ? [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: ourUdpBytes,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  });
}
