import { present, searchDocument } from 'postern/adapter';
import { needText, type Row, readText, seconds } from '../drivers/values.ts';

/** The columns that a document is made of, for a statement that joins `m`, the message, and `c`, what is not secret of its content. */
const documentColumns = `m.id, m.site, m.channel, m.origin, ${seconds('m.created_at')} as created_at, m.to_name,
  m.to_address, m.sender_name, m.sender_address, m.subject, m.confidential::int as confidential,
  case when octet_length(c.text) <= 2000 then c.text else left(c.text, 2000) end as text`;

/** What documents are made of, by the messages' ids, which the statement is planned for: not more partitions than they lie in are read. */
export const documentsSql = `select ${documentColumns} from postern.message m
  left join postern.message_content c on c.message_id = m.id and not m.confidential and c.message_id = any ($1::text[])
  where m.id = any ($1::text[])`;

/** What a message is found by, of its columns. */
export function documentOf(row: Row): string {
  const mailbox = (address: string, name: string) =>
    present({ address: needText(row, address), name: readText(row[name]) });
  const text = readText(row.text);
  return searchDocument(
    present({
      to: mailbox('to_address', 'to_name'),
      sender: mailbox('sender_address', 'sender_name'),
      confidential: Number(row.confidential) === 1,
      subject: readText(row.subject),
    }),
    text === undefined ? undefined : { text },
  );
}
